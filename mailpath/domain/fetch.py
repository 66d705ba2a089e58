"""MTA-STS policies over HTTPS, on request (RFC 8461 section 3.3): the only module whose connections are no DNS.

A question of type `HTTPS-GET` is answered with the policy's text; all others go to the source beneath.
"""

import socket
import ssl
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection
from threading import Timer
from typing import NamedTuple

from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.table import HTTPS_GET
from mailpath.domain.standing import is_public
from mailpath.values.answers import Answer, Question
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import DnsStatus

__all__ = ["MAX_BYTES", "FetchingDns"]

MAX_BYTES = 65_536  # section 3.2 suggests the bound
_IN_FLIGHT = 16
_MOST_ADDRESSES = 3  # that are tried
_PATH = "/.well-known/mta-sts.txt"


class FetchingDns:
    """Answers `HTTPS-GET`: found with the text; nodata where the host answers but has no policy to give, its source
    saying why; failed where it cannot be reached. Redirects are not followed, as the RFC demands."""

    def __init__(self, dns: Dns, timeout_s: float, context: ssl.SSLContext | None = None, port: int = 443) -> None:
        self._dns = dns
        self._timeout_s = timeout_s
        self._context = context
        self._port = port

    def ask(self, question: Question, /) -> Answer:
        return self.ask_all((question,))[0]

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        fetched = [one for one in dict.fromkeys(questions) if one.type == HTTPS_GET]
        others = [one for one in questions if one.type != HTTPS_GET]
        answers = dict(zip(others, ask_all(self._dns, others), strict=True)) if others else {}
        if fetched:
            places = self._places([one.name for one in fetched])
            with ThreadPoolExecutor(max_workers=min(_IN_FLIGHT, len(fetched))) as pool:
                answers |= dict(zip(fetched, pool.map(self._fetch, fetched, places), strict=True))
        return [answers[one] for one in questions]

    def _places(self, hosts: Sequence[str]) -> list["_Place"]:
        """Where hosts are, by the DNS beneath: so the resolver is the one that was chosen."""
        questions = [Question(host, kind) for host in hosts for kind in ("A", "AAAA")]
        answers = iter(ask_all(self._dns, questions))
        return [_place(host, (next(answers), next(answers))) for host in hosts]

    def _fetch(self, question: Question, place: "_Place") -> Answer:
        url = f"https://{question.name}{_PATH}"
        if place.trouble is not None:
            status, text, source = place.status, None, f"{url}: {place.trouble}"
        else:
            status, text, source = self._got(question.name, place.addresses, url)
        return Answer(
            question=question,
            status=status,
            ttl=None,
            records=(text,) if text is not None else (),
            source=source,
            asked_at=datetime.now(UTC),
        )

    def _got(self, host: str, addresses: Sequence[str], url: str) -> tuple[DnsStatus, str | None, str]:
        ends = time.monotonic() + self._timeout_s
        connection = HTTPSConnection(host, self._port)
        try:
            connection.sock = its = self._connected(host, addresses, ends)
            # a timeout of a socket is that of each step: one byte now and then would hold us for hours
            watch = Timer(max(0.0, ends - time.monotonic()), _cut, (its,))
            watch.start()
            try:
                connection.request("GET", _PATH, headers={"User-Agent": "mailpath", "Accept": "text/plain"})
                response = connection.getresponse()
                raw = response.read(MAX_BYTES + 1)
            finally:
                watch.cancel()
        except ssl.SSLCertVerificationError as trouble:
            return DnsStatus.NODATA, None, f"{url}: certificate not valid ({trouble.verify_message})"
        except (OSError, HTTPException) as trouble:
            return DnsStatus.FAILED, None, f"{url}: {type(trouble).__name__}"
        finally:
            connection.close()
        if time.monotonic() >= ends:  # what was read may be cut
            return DnsStatus.FAILED, None, f"{url}: timeout"
        if response.status >= 500:
            return DnsStatus.FAILED, None, f"{url}: status {response.status}"
        if response.status != 200:
            return DnsStatus.NODATA, None, f"{url}: status {response.status}"
        if len(raw) > MAX_BYTES:
            return DnsStatus.NODATA, None, f"{url}: longer than {MAX_BYTES} bytes"
        return DnsStatus.FOUND, raw.decode("utf-8", "replace"), url

    def _connected(self, host: str, addresses: Sequence[str], ends: float) -> ssl.SSLSocket:
        """A connection to the first address that takes one. Raises OSError."""
        context = self._context or ssl.create_default_context()
        trouble = OSError()
        for number, address in enumerate(addresses):
            share_s = (ends - time.monotonic()) / (len(addresses) - number)
            try:
                plain = socket.create_connection((address, self._port), max(0.01, share_s))
            except OSError as error:
                trouble = error
                continue
            try:
                plain.settimeout(max(0.01, ends - time.monotonic()))
                return context.wrap_socket(plain, server_hostname=host)
            except BaseException:
                plain.close()
                raise
        raise trouble


class _Place(NamedTuple):
    """`trouble` says why there is no address to go to, and `status` what that means."""

    addresses: tuple[str, ...] = ()
    status: DnsStatus = DnsStatus.FAILED
    trouble: str | None = None


def _place(host: str, answers: Sequence[Answer]) -> _Place:
    if ip_address(host) is not None:
        return _Place((host,))
    found = [ip for answer in answers for text in answer.records if (ip := ip_address(text))]
    if not found and any(one.failed for one in answers):
        return _Place(trouble="its address is not known")
    if not found:
        return _Place(status=DnsStatus.NODATA, trouble="the host has no address")
    public = [str(ip) for ip in found if is_public(ip)]
    if not public:  # a domain must not make us ask hosts inside a network
        return _Place(trouble="only internal addresses")
    return _Place(tuple(public[:_MOST_ADDRESSES]))


def _cut(its: ssl.SSLSocket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(its, socket.SHUT_RDWR)  # beneath TLS: the thread that reads sees the end

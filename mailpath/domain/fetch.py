"""MTA-STS policies over HTTPS, on request (RFC 8461 section 3.3): the only module whose connections are no DNS.

A question of type `HTTPS-GET` is answered with the policy's text; all others go to the source beneath.
"""

import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection

from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.table import HTTPS_GET
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["MAX_BYTES", "FetchingDns"]

MAX_BYTES = 65_536  # section 3.2 suggests the bound
_IN_FLIGHT = 16
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
            with ThreadPoolExecutor(max_workers=min(_IN_FLIGHT, len(fetched))) as pool:
                answers |= dict(zip(fetched, pool.map(self._fetch, fetched), strict=True))
        return [answers[one] for one in questions]

    def _fetch(self, question: Question) -> Answer:
        status, text, source = self._got(question.name)
        return Answer(
            question=question,
            status=status,
            ttl=None,
            records=(text,) if text is not None else (),
            source=source,
            asked_at=datetime.now(UTC),
        )

    def _got(self, host: str) -> tuple[DnsStatus, str | None, str]:
        url = f"https://{host}{_PATH}"
        context = self._context or ssl.create_default_context()
        connection = HTTPSConnection(host, self._port, timeout=self._timeout_s, context=context)
        try:
            connection.request("GET", _PATH, headers={"User-Agent": "mailpath", "Accept": "text/plain"})
            response = connection.getresponse()
            raw = response.read(MAX_BYTES + 1)
        except ssl.SSLCertVerificationError as trouble:
            return DnsStatus.NODATA, None, f"{url}: certificate not valid ({trouble.verify_message})"
        except (OSError, HTTPException) as trouble:
            return DnsStatus.FAILED, None, f"{url}: {type(trouble).__name__}"
        finally:
            connection.close()
        if response.status >= 500:
            return DnsStatus.FAILED, None, f"{url}: status {response.status}"
        if response.status != 200:
            return DnsStatus.NODATA, None, f"{url}: status {response.status}"
        if len(raw) > MAX_BYTES:
            return DnsStatus.NODATA, None, f"{url}: longer than {MAX_BYTES} bytes"
        return DnsStatus.FOUND, raw.decode("utf-8", "replace"), url

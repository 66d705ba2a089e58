"""Facts about a domain that several audits rest on: does it exist, does it take mail, does it say that it does not?"""

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.host.addresses import is_internal
from mailpath.host.mx import Exchangers, exchangers
from mailpath.values.answers import Question
from mailpath.values.names import IPAddress, ip_address
from mailpath.values.vocabulary import DnsStatus, YesNo

__all__ = ["Standing", "addresses", "is_public", "standing"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`takes_mail`: there is an MX host, or an address in its place. `bare` are the addresses of the domain itself."""

    exists: YesNo
    takes_mail: YesNo
    exchangers: Exchangers
    bare: tuple[IPAddress, ...]

    @property
    def silent(self) -> bool:
        """Known to take no mail: parked, or a name that only sends nothing."""
        return self.takes_mail is YesNo.NO


def standing(domain: str, dns: Dns) -> Standing:
    questions = [Question(domain, kind) for kind in ("MX", "A", "AAAA")]
    mx, *hosts = ask_all(dns, questions)
    bare = tuple(ip for one in hosts for text in one.records if (ip := ip_address(text)))
    found = exchangers(domain, dns)
    statuses = {one.status for one in (mx, *hosts)}
    there = bool(statuses & {DnsStatus.FOUND, DnsStatus.NODATA})
    exists = YesNo.YES if there else YesNo.of(None if mx.failed else False)
    if mx.failed:
        takes = YesNo.UNKNOWN
    elif mx.records:
        takes = YesNo.of(not found.null_mx)
    else:
        unknown = not bare and any(one.failed for one in hosts)
        takes = YesNo.UNKNOWN if unknown else YesNo.of(bool(bare))
    return Standing(exists=exists, takes_mail=takes, exchangers=found, bare=bare)


def addresses(host: str, dns: Dns) -> tuple[IPAddress, ...] | None:
    """A host's addresses of both families; None where a question about them had no answer and none is known."""
    answers = ask_all(dns, [Question(host, "A"), Question(host, "AAAA")])
    found = tuple(one for answer in answers for text in answer.records if (one := ip_address(text)))
    return None if not found and any(answer.failed for answer in answers) else found


def is_public(ip: IPAddress) -> bool:
    """Whether a host there may be connected to because a domain says so: none inside a network, nor many at once."""
    return not (is_internal(ip) or ip.is_multicast or int(ip) == 0xFFFFFFFF)

"""One message's questions, in rounds: what can be asked is asked at once, and every value is computed once.

A method of `Inquiry` is a *goal*: it returns a value, or raises `Pending` while an answer is missing. Goals call each
other; `advance` tries them all, so that the questions of independent ones go out in the same round.
"""

from datetime import datetime
from functools import cached_property

from mailpath.dns.protocol import Dns
from mailpath.dns.rounds import Rounds
from mailpath.gather.diagnosed import with_diagnoses
from mailpath.gather.way import Way
from mailpath.host.enrich import enrich
from mailpath.host.fcrdns import Confirmed, confirm
from mailpath.host.listed import a_listed
from mailpath.host.listing import Listing
from mailpath.host.mx import Exchangers, exchangers, mx_listed
from mailpath.judge.evidence import yes_no
from mailpath.judge.logic import NO, YES, Fact, fact
from mailpath.message.addresses import Author, author
from mailpath.message.fields import Message
from mailpath.path.client import Client, sending_client
from mailpath.path.envelope import Envelope, envelope
from mailpath.path.hops import Hops, read_hops
from mailpath.path.own_receipts import receiver_receipts
from mailpath.path.recipients import trusted_recipient_domains
from mailpath.path.trust import trust_of
from mailpath.path.zones import boundary_field
from mailpath.receipts import Receipt, read_receipts
from mailpath.values.names import IPAddress, ip_address, is_under
from mailpath.values.path import Path
from mailpath.values.report import Network
from mailpath.values.results import ArcResult, DkimResult, DmarcResult, SpfResult
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import DmarcMode, Result, YesNo
from mailpath.verify import arc, dkim, dmarc, spf
from mailpath.verify.canonical import CanonicalMessage
from mailpath.verify.ruling import PolicyInForce
from mailpath.verify.signature_keys import key_answers
from mailpath.verify.signature_tags import Signature, signatures_of
from mailpath.verify.walk import organization_of

__all__ = ["Inquiry"]

NOT_LISTED = Listing(answer=YesNo.UNKNOWN, domain=None, host=None, hosts=())


class Inquiry:
    """One message, its settings, and the answers it has so far."""

    def __init__(self, message: Message, settings: Settings, now: datetime, rounds: Rounds) -> None:
        self.message = message
        self.settings = settings
        self.now = now
        self.rounds = rounds
        self.mode = DmarcMode(settings.dmarc)
        """Which DMARC decides."""
        self.value = rounds.value
        self.shared = rounds.shared
        """As `value`, for work that depends on nothing of the message but its key."""
        self._kept = rounds.kept
        self._canonical = CanonicalMessage(message)

    # what the message alone says

    @cached_property
    def author(self) -> Author:
        return author(self.message)

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        return read_receipts(self.message)

    @cached_property
    def written_hops(self) -> Hops:
        """The Received fields, before a boundary is known."""
        return read_hops(self.message)

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The DKIM-Signature fields, read."""
        return signatures_of(self.message)

    @cached_property
    def domain(self) -> str | None:
        """D, the author domain."""
        return self.author.domain

    @cached_property
    def is_own(self) -> bool:
        return self.domain is not None and any(is_under(self.domain, own) for own in self.settings.own_domains)

    # the way

    def path(self) -> Path:
        """The way; asked about the recipients' MX only where nothing better shows the boundary."""
        if (kept := self._kept.get("path")) is not None:
            return kept  # type: ignore[return-value]

        return self.value("path", self.way().path)

    def boundary_open(self) -> bool:
        """Whether a question about the boundary had no answer, where a hop below could have turned out to be it."""
        path = self.path()
        return self.value("boundary open", lambda dns: self.way().is_open(path, dns))

    def way(self) -> Way:
        return Way(self.message, self.receipts, self.settings, self.written_hops)

    def client(self) -> Client | None:
        """H and what its client said of itself; None where no boundary or no address was found."""
        if (kept := self._kept.get("client")) is not None:
            return kept  # type: ignore[return-value]
        path, own = self.path(), self.own_receipts()
        return self.value("client", lambda dns: sending_client(path, own, self.settings))

    def own_receipts(self) -> tuple[Receipt, ...]:
        """What the receiver itself noted."""
        path = self.path()
        return self.value(
            "own receipts", lambda dns: receiver_receipts(self.message, path, self.receipts, self.settings)
        )

    def envelope(self) -> Envelope:
        if (kept := self._kept.get("envelope")) is not None:
            return kept  # type: ignore[return-value]
        path, client, own = self.path(), self.client(), self.own_receipts()
        return self.value("envelope", lambda dns: envelope(self.message, path, client, own, self.settings))

    def judged_at(self) -> datetime:
        """When signatures are judged: `--at`, else when the boundary took the message, else the clock."""
        if self.settings.at is not None:
            return self.settings.at
        client = self.client()
        return client.at if client and client.at else self.now

    # what the message's identities prove

    def spf(self) -> tuple[SpfResult, ...]:
        """MAIL FROM where it is known and not null, and HELO; nothing without H."""
        if (kept := self._kept.get("spf")) is not None:
            return kept  # type: ignore[return-value]
        client = self.client()
        if client is None:
            return ()
        known = self.envelope()
        helo = known.helo or ""
        sender = known.mail_from if known.mail_from not in (None, "", "<>") else None
        if sender is None and known.domain is not None:
            sender = f"postmaster@{known.domain}"  # some receivers record the domain alone; macros need a local part

        def work(dns: Dns) -> tuple[SpfResult, ...]:
            results = []
            if sender:
                results.append(spf.evaluate(client.ip, helo, sender, dns))
            if helo:
                results.append(spf.evaluate(client.ip, helo, "<>", dns))
            return tuple(results)

        return self.value("spf", work)

    def spf_of(self, domain: str, ip: str) -> SpfResult:
        """SPF of a domain for an address, whatever the envelope said."""
        return self.value(("spf of", domain, ip), lambda dns: spf.evaluate_domain(domain, ip, dns))

    def dkim(self) -> tuple[DkimResult, ...]:
        if (explained := self._kept.get("dkim: why")) is not None:
            return explained  # type: ignore[return-value]
        results = self.checked_signatures()

        def work(dns: Dns) -> tuple[DkimResult, ...]:
            if all(one.result is Result.PASS for one in results):
                return results
            return with_diagnoses(self.message, self.signatures, results, self.domain, dns)

        return self.value("dkim: why", work)

    def checked_signatures(self) -> tuple[DkimResult, ...]:
        """DKIM without the search for what broke a signature."""
        if (kept := self._kept.get("dkim")) is not None:
            return kept  # type: ignore[return-value]
        at = self.judged_at()
        return self.value("dkim", lambda dns: dkim.verify(self.message, dns, at, self._canonical, self.signatures))

    def keys(self) -> None:
        """Ask for the keys of all signatures: they wait neither for the way nor for the time it tells."""
        self.value("keys", lambda dns: key_answers(self._readable(), dns))

    def signing_domains(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.domain for one in self._readable() if one.domain))

    def _readable(self) -> tuple[Signature, ...]:
        return tuple(one for one in self.signatures[: dkim.MAX_SIGNATURES] if one.fault is None)

    def arc(self) -> ArcResult:
        if (kept := self._kept.get("arc")) is not None:
            return kept  # type: ignore[return-value]
        at = self.judged_at()
        return self.value("arc", lambda dns: arc.verify(self.message, dns, at, self._canonical))

    def dmarc(self) -> DmarcResult | None:
        """DMARC of D over our own results; None where the author is unclear."""
        if (kept := self._kept.get("dmarc")) is not None:
            return kept  # type: ignore[return-value]
        domain = self.domain
        if domain is None:
            return None
        results, signatures = self.spf(), self.dkim()
        if self.client() is not None and self.envelope().mail_from is None:
            results = ()  # an unknown MAIL FROM is not an empty one, so HELO may not speak for it
        return self.value("dmarc", lambda dns: dmarc.evaluate(domain, results, signatures, dns, self.mode))

    # organizations and alignment

    def organization(self, domain: str | None) -> str | None:
        """The organization of a domain: by RFC 9989's walk, else by the Public Suffix List."""
        if domain is None:
            return None
        return self.shared(("organization", domain), lambda dns: organization_of(domain, dns))

    def policy(self) -> PolicyInForce | None:
        domain = self.domain
        if domain is None:
            return None
        mode = self.mode
        return self.shared(("policy", domain, mode), lambda dns: dmarc.policy_in_force(domain, dns, mode))

    def aligned(self, identifier: str | None, *, strict: bool) -> Fact:
        """Whether an identifier aligns with D. Where D publishes no DMARC, the organizations decide."""
        domain = self.domain
        if domain is None or identifier is None:
            return NO
        if identifier == domain:
            return YES
        if strict:
            return NO
        policy = self.policy()
        if policy is not None and policy.record_present is YesNo.NO:
            return fact(self.organization(identifier) == self.organization(domain))
        mode = self.mode
        answer = self.shared(
            ("aligned", identifier, domain, mode), lambda dns: dmarc.aligned(identifier, domain, False, dns, mode)
        )
        return yes_no(answer)

    def strict(self, method: str) -> bool:
        """Whether D's record asks for strict alignment of `spf` or `dkim`."""
        policy = self.policy()
        record = policy.record if policy and policy.applies else None
        return record is not None and (record.aspf if method == "spf" else record.adkim) == "s"

    # the host

    def ip(self) -> IPAddress | None:
        if (kept := self._kept.get("ip")) is not None:
            return kept  # type: ignore[return-value]
        client = self.client()
        return self.value("ip", lambda dns: ip_address(client.ip)) if client else None

    def address(self) -> str:
        """H as text; "" where there is none."""
        client = self.client()
        return client.ip if client else ""

    def confirmed(self) -> Confirmed | None:
        ip = self.ip()
        return self.value("confirmed", lambda dns: confirm(ip, dns)) if ip else None

    def network(self) -> Network | None:
        """Whose network H is in, where the settings ask for it."""
        ip, kinds = self.ip(), self.settings.enrich
        return self.value("network", lambda dns: enrich(ip, kinds, dns)) if ip and kinds else None

    def trusts(self, ip: IPAddress) -> bool:
        """Whether an address lies in one of the networks of `--trust`."""
        return trust_of(self.settings.trust).address(ip)

    def first_below_boundary(self) -> int:
        """Index of the first field under the boundary hop's Received; 0 where there is no boundary hop."""
        at = boundary_field(self.message, self.path())
        return 0 if at is None else at + 1

    def envelope_domains(self) -> tuple[str, ...]:
        known = self.envelope().domain
        return (known,) if known else ()

    def receiver_domains(self) -> tuple[str, ...]:
        """Domains that the trusted side says the message was delivered for."""
        boundary = self.path().boundary
        if boundary is None or boundary.hop_index is None:
            return ()
        return trusted_recipient_domains(self.message, self.written_hops, boundary.hop_index)

    def author_domains(self) -> tuple[str, ...]:
        """D and its organization O."""
        if (kept := self._kept.get("author domains")) is not None:
            return kept  # type: ignore[return-value]
        if self.domain is None:
            return ()
        domain = self.domain
        return self.value(
            "author domains", lambda dns: tuple(dict.fromkeys((domain, self.organization(domain) or domain)))
        )

    def mx_listing(self) -> Listing:
        """Whether H is an MX host of D or O."""
        ip, domains = self.ip(), self.author_domains()
        return (
            self.shared(("mx listed", self.address(), domains), lambda dns: mx_listed(ip, domains, dns))
            if ip
            else NOT_LISTED
        )

    def a_listing(self) -> Listing:
        """Whether H is an address of D or O."""
        ip, domains = self.ip(), self.author_domains()
        return (
            self.shared(("a listed", self.address(), domains), lambda dns: a_listed(ip, domains, dns))
            if ip
            else NOT_LISTED
        )

    def exchangers(self, domain: str) -> Exchangers:
        return self.value(("mx", domain), lambda dns: exchangers(domain, dns))

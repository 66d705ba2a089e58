"""SPF evaluation by pyspf over our own DNS.

pyspf decides what a record means: order, qualifiers, includes, what matches. Replaced are the parts that RFC 7208 or
hostile records ask more of (`docs/decisions/0006-spf-by-pyspf.md`): DNS is ours and belongs to one evaluation,
records are parsed once and refused for any defect, limits are counted by term, macros expand as section 7 says,
redirects are followed only where they are reached.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.records.spf import LOOKUP_MECHANISMS, Mechanism, SpfRecord, parse
from mailpath.records.spf_macros import expand, macro_fault
from mailpath.values.answers import Answer
from mailpath.values.names import IPAddress, ip_address, reverse_name
from mailpath.values.presentation import mx_data, txt_bytes
from mailpath.values.vocabulary import Result
from mailpath.verify.codes import SpfReason, unanswered
from mailpath.verify.pyspf_copy import pyspf
from mailpath.verify.spf_ahead import ask_ahead
from mailpath.verify.spf_published import LONGEST_NAME, question_about, records_in
from mailpath.verify.spf_terms import terms_of

__all__ = [
    "MAX_LOOKUPS",
    "MAX_VOID_LOOKUPS",
    "Outcome",
    "Refused",
    "SpfQuery",
    "Unanswered",
    "no_record",
]

MAX_LOOKUPS = 10  # this and the next three: RFC 7208 section 4.6.4
MAX_VOID_LOOKUPS = 2
MAX_MX_HOSTS = 10
MAX_PTR_NAMES = 10
_LONGEST_LOCAL_PART = 256  # macros repeat it; what is cut off stands left, where long names are cut anyway


_WORDS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class Refused(pyspf.PermError):  # type: ignore[misc, name-defined]
    """permerror; pyspf keeps the text, our reason code, in `query.prob`, and the term at fault in `query.mech`."""

    def __init__(self, code: SpfReason, term: str | None = None) -> None:
        super().__init__(code.value, term)


class Unanswered(pyspf.TempError):  # type: ignore[misc, name-defined]
    """temperror, likewise."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(unanswered(answer))


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What an evaluation came to. `term` is the mechanism that matched, `via` the way to it. After an error
    they are the term at fault, where one term is, and the way to that.

    `record` and `domain` are those whose `exp=` would explain a fail (section 6.2): the top record's, or the one that
    a redirect led to.
    """

    result: Result
    term: str | None
    via: tuple[str, ...]
    reason: SpfReason | None
    record: SpfRecord | None
    domain: str


@lru_cache(maxsize=512)
def _beginning(ip: str) -> dict[str, object]:
    """What pyspf makes of a client, before it is told of anything else."""
    state: dict[str, object] = vars(pyspf.query(i=ip, s="", h=""))
    return state


class SpfQuery(pyspf.query):  # type: ignore[misc, name-defined]
    """One evaluation of one identity; not reusable. `domain` is in A-labels, `helo` as it is to appear in macros."""

    def __init__(self, *, ip: IPAddress, helo: str, local: str, domain: str, dns: Dns) -> None:
        self.__dict__.update(_beginning(str(ip)), cache={})
        local = local[-_LONGEST_LOCAL_PART:]
        self.s, self.l, self.h = f"{local}@{domain}", local, helo
        self.o = self.d = domain
        self._ask_dns = dns
        self._client = ip
        self._chain: tuple[str, ...] = ()
        self._fault_at: tuple[str, ...] | None = None
        self._mechanisms: dict[str, Mechanism] = {}
        self._matched: tuple[str | None, tuple[str, ...]] = (None, ())
        self._decided_by: tuple[SpfRecord | None, str] = (None, domain)
        self.p: str | None = None

    def outcome(self, published: str | None = None) -> Outcome:
        """Evaluate the domain's record, where it is known already, else what it is found to be. Raises only what
        `dns.ask` raises."""
        if published is not None:
            ask_ahead(self._ask_dns, published, self.d, self.A)
        word, _, _ = self.check(published)
        self.perm_error = None  # an exception holds the frames it passed, and they hold this query and a whole chunk
        term, via = self._matched
        reason = None if term else SpfReason.NO_MATCH
        if word in ("permerror", "temperror"):
            term, via, reason = (self.mech or [None])[0], self._fault_at or (), SpfReason(self.prob)
        elif word == "none":
            reason = SpfReason.NO_RECORD
        record, domain = self._decided_by
        return Outcome(result=Result(word), term=term, via=via, reason=reason, record=record, domain=domain)

    # ------------------------------------------------------------------ the flow

    def check1(self, spf: str | None, domain: str, recursion: int) -> tuple[str, int, str]:
        """One record; `recursion` is above 0 for an include. Keeps the chain, and what matched at its end."""
        outer = self.d, self._chain, self._mechanisms
        if recursion and spf is None:
            raise Refused(SpfReason.INCLUDE_WITHOUT_RECORD, self._term_about("include", domain))
        self.d = domain
        if recursion:
            self._chain = (*self._chain, domain)
        try:
            return self._one_record(spf, domain, included=recursion > 0)
        except (pyspf.PermError, pyspf.TempError):
            if self._fault_at is None:
                self._fault_at = self._chain
            raise
        finally:
            self.d, self._chain, self._mechanisms = outer

    def _one_record(self, spf: str | None, domain: str, *, included: bool) -> tuple[str, int, str]:
        if spf is None:
            return "none", 250, ""
        record = parse(spf)
        if record.defects:
            raise Refused(SpfReason.SYNTAX_ERROR, record.defects[0].text)
        terms = terms_of(spf)
        self._mechanisms = terms.by_text
        text = terms.for_client(self._client)
        # Depth 0 in every record: pyspf notes the matching term only there, and its own limit of depth is not needed,
        # since each include counts as a lookup.
        found: tuple[str, int, str] = super().check1(text, domain, 0)
        term: str | None = self.mechanism
        if term is None and record.redirect is not None:
            return self._redirected(record.redirect, included=included)
        if term is None or not term.lstrip("+-~?")[:8].lower().startswith("include"):
            self._matched = term, self._chain
        if not included:
            self._decided_by = record, domain
        return found

    def _redirected(self, target_spec: str, *, included: bool) -> tuple[str, int, str]:
        """Section 6.1: counted, and followed, only where no mechanism matched."""
        self.check_lookups()
        target = self.expand(target_spec)
        record = self.dns_spf(target)
        if record is None:
            raise Refused(SpfReason.REDIRECT_WITHOUT_RECORD, f"redirect={target_spec}")
        self._chain = (*self._chain, target)
        self.d = target
        return self._one_record(record, target, included=included)

    def validate_mechanism(self, mech: str) -> tuple[str, str, str, int, str]:
        """Term, name, target or address, prefix length for this client, and the result it stands for."""
        one = self._mechanisms[mech]
        bits: int = self.cidrmax
        length = one.cidr4 if bits == 32 else one.cidr6
        value = one.value or ""
        if one.name in LOOKUP_MECHANISMS:
            value = self.expand(one.value) if one.value is not None else self.d
        return mech, one.name, value, bits if length is None else length, _WORDS[one.qualifier]

    def _term_about(self, name: str, target: str) -> str | None:
        """The term of the current record that leads to a name."""
        for one in self._mechanisms.values():
            if one.name == name and (self.d if one.value is None else self.expand(one.value)) == target:
                return one.text
        return None

    def check_lookups(self) -> None:
        self.lookups += 1
        if self.lookups > MAX_LOOKUPS:
            raise Refused(SpfReason.TOO_MANY_LOOKUPS)

    # ------------------------------------------------------------------ macros

    def expand(self, s: str, stripdot: bool = True) -> str:
        """Section 7.3; a name keeps at most 253 characters, whole labels cut off at the left."""
        text = expand(s, self._macro)
        if not stripdot:
            return text
        text = text.removesuffix(".")
        if len(text) > LONGEST_NAME:
            cut = text.find(".", len(text) - LONGEST_NAME - 1)
            text = text[cut + 1 :] if cut >= 0 else text
        return text

    def explain(self, spec: str, domain: str) -> tuple[str, str | None]:
        """Name and text of an explanation (section 6.2); no text where there is none, several, or a faulty one."""
        self.d = domain
        try:
            name = self.expand(spec)
            answer = self._ask(name, "TXT")
            if answer is None or len(answer.records) != 1:
                return name, None
            text = txt_bytes(answer.records[0]).decode("ascii")
            return name, None if macro_fault(text, explanation=True) else self.expand(text, stripdot=False)
        except (pyspf.TempError, UnicodeDecodeError):
            return spec, None

    def _macro(self, letter: str) -> str:
        return self.getp() if letter == "p" else str(getattr(self, letter))

    def getp(self) -> str:
        """The validated name of the client (section 7.3): the domain itself, else one below it, else any."""
        if self.p is None:
            answer = self._ask(reverse_name(self._client), "PTR")
            names = [name.lower() for name in self._confirmed_names(answer)]
            below = [name for name in names if name.endswith("." + self.d)]
            self.p = self.d if self.d in names else (below or names or ["unknown"])[0]
        return str(self.p)

    # ------------------------------------------------------------------ DNS

    def _ask(self, name: str, type: str) -> Answer | None:
        """The answer, or None for a name that cannot exist. A void answer is the caller's to count."""
        question = question_about(name, type)
        if question is None:
            return None
        answer = self._ask_dns.ask(question)
        if answer.failed:
            raise Unanswered(answer)
        return answer

    def _count_if_void(self, answer: Answer | None) -> None:
        """Section 4.6.4 bounds the *terms* that lead nowhere: what a term asks further on is not counted."""
        if answer is not None and not answer.records:
            self.void_lookups += 1
            if self.void_lookups > MAX_VOID_LOOKUPS:
                raise Refused(SpfReason.TOO_MANY_VOID_LOOKUPS)

    def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> Sequence[str]:
        """The addresses of a name; pyspf asks for `a` and `exists`."""
        answer = self._ask(name, qtype)
        self._count_if_void(answer)
        return answer.records if answer else ()

    def dns_spf(self, domain: str) -> str | None:
        """The one SPF record at a name (section 4.5), or None."""
        answer = self._ask(domain, "TXT")
        if self.lookups:  # the first question belongs to no term
            self._count_if_void(answer)
        found = records_in(answer) if answer else []
        if len(found) > 1:
            raise Refused(SpfReason.MULTIPLE_RECORDS)
        if not found:
            return None
        if not self.lookups:
            ask_ahead(self._ask_dns, found[0], domain, self.A)
        return found[0]

    def dns_mx(self, domainname: str) -> list[str | Exception]:
        """The addresses of the MX hosts; a host whose question failed is an exception among them."""
        answer = self._ask(domainname, "MX")
        self._count_if_void(answer)
        exchanges = sorted(filter(None, map(mx_data, answer.records))) if answer else []
        if len(exchanges) > MAX_MX_HOSTS:
            raise Refused(SpfReason.TOO_MANY_MX_HOSTS, self._term_about("mx", domainname))
        questions = [one for _, host in exchanges if (one := question_about(host, self.A))]
        found: list[str | Exception] = []
        for addresses in ask_all(self._ask_dns, questions):
            found.extend([Unanswered(addresses)] if addresses.failed else addresses.records)
        return found

    def validated_ptrs(self) -> Iterator[str]:
        """The names of the client for `ptr` (section 5.5)."""
        answer = self._ask(reverse_name(self._client), "PTR")
        self._count_if_void(answer)
        return self._confirmed_names(answer)

    def _confirmed_names(self, answer: Answer | None) -> Iterator[str]:
        """The names of a PTR answer that lead back to the client.

        The RFC lets a failing question pass as no match. Here it ends in temperror, but only after every name that
        is confirmed was tried: what was not answered must not turn into a fail.
        """
        names = answer.records[:MAX_PTR_NAMES] if answer else ()
        pairs = [(name, question) for name in names if (question := question_about(name, self.A))]
        failed = None
        for (name, _), found in zip(pairs, ask_all(self._ask_dns, [q for _, q in pairs]), strict=True):
            if found.failed:
                failed = found
            elif self.cidrmatch(found.records, self.cidrmax):
                yield name
        if failed:
            raise Unanswered(failed)

    def cidrmatch(self, ipaddrs: Sequence[str | Exception], n: int) -> bool:
        """Whether the client shares its first `n` bits with one of the addresses; unknown (raised) if one failed."""
        client, shift = int(self._client), self.cidrmax - n
        for one in ipaddrs:
            if isinstance(one, str):
                address = ip_address(one)
                if address and address.version == self._client.version and (int(address) ^ client) >> shift == 0:
                    return True
        for one in ipaddrs:
            if isinstance(one, Exception):
                raise one
        return False


def no_record(domain: str) -> Outcome:
    return Outcome(result=Result.NONE, term=None, via=(), reason=SpfReason.NO_RECORD, record=None, domain=domain)

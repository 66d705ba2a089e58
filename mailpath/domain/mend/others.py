"""New records for MX, DKIM keys in test mode, TLS-RPT and MTA-STS."""

import re
from collections.abc import Iterator, Sequence

from mailpath.dns.protocol import Dns, ask_all
from mailpath.domain.mend.candidate import Candidate, Mender, txt_candidate
from mailpath.domain.standing import addresses
from mailpath.domain.subject import Subject
from mailpath.host.addresses import is_internal
from mailpath.host.mx import MAX_HOSTS
from mailpath.records.dkim_key import looks_like_key
from mailpath.records.tlsrpt import parse_tlsrpt
from mailpath.values.answers import Question
from mailpath.values.audit import Finding
from mailpath.values.names import dns_name, ip_address
from mailpath.values.presentation import mx_data, txt_bytes

__all__ = ["DKIM", "MTA_STS", "MX", "TLS_RPT"]


def _mx(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    """The MX records that work, aliases replaced by what they stand for; a null MX where there is none to name."""
    if any(one.code in ("mx_no_null_mx", "mx_null_malformed") for one in findings):
        yield _mx_candidate(subject.domain, ["0 ."])
        return
    kept: dict[str, int] = {}
    answer = dns.ask(Question(subject.domain, "MX"))
    found = sorted(one for record in answer.records if (one := mx_data(record)))
    if len(found) > MAX_HOSTS:  # those beyond were not looked at, and nobody may lose one of them to a proposal
        return
    ask_all(dns, [Question(host, kind) for _, host in found if host for kind in ("CNAME", "A", "AAAA")])
    for preference, host in found:
        alias = dns.ask(Question(host, "CNAME")).records if host else ()
        target = dns_name(alias[0]) if alias else host
        if target and _reachable(target, dns):
            kept.setdefault(target, preference)
    if kept:
        yield _mx_candidate(subject.domain, [f"{preference} {host}" for host, preference in kept.items()])


def _reachable(host: str, dns: Dns) -> bool:
    if ip_address(host) or not re.fullmatch(r"[a-z0-9.-]+", host):
        return False
    found = addresses(host, dns)
    return bool(found) and not any(is_internal(ip) for ip in found or ())


def _mx_candidate(domain: str, records: list[str]) -> Candidate:
    shown = tuple(f"{one}." if one != "0 ." else one for one in records)
    return Candidate(name=domain, type="MX", records=tuple(records), shown=shown[0] if len(shown) == 1 else shown)


def _dkim(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    """The same key without `t=y`."""
    for one in findings:
        name = str(one.facts["name"])
        for record in dns.ask(Question(name, "TXT")).records:
            raw = txt_bytes(record)
            if looks_like_key(raw):
                text = "; ".join(_without_testing(raw.decode("utf-8", "replace")))
                found = txt_candidate(name, text, dns, looks_like_key, about=(("name", name),))
                if found is not None:
                    yield found


def _without_testing(text: str) -> Iterator[str]:
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name.strip() == "t":
            flags = [flag for flag in value.strip().split(":") if flag.strip().lower() != "y"]
            if flags:
                yield f"t={':'.join(flags)}"
        elif part.strip():
            yield part.strip()


def _tls_rpt(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    name = f"_smtp._tls.{subject.domain}"
    texts = [txt_bytes(one).decode("utf-8", "replace") for one in dns.ask(Question(name, "TXT")).records]
    near = [text for text in texts if "tlsrpt" in text.lower()]
    rua = dict.fromkeys(uri for text in near for uri in parse_tlsrpt(f"v=TLSRPTv1;{text.partition(';')[2]}").rua)
    mail = dict.fromkeys(f"mailto:{one}" for text in near for one in re.findall(r"[^\s=:;,@]+@[^\s;,@]+", text))
    uris = list(rua or mail) or [f"mailto:postmaster@{subject.domain}"]
    found = txt_candidate(name, f"v=TLSRPTv1; rua={','.join(uris)}", dns, lambda raw: b"tlsrpt" in raw.lower())
    if found is not None:
        yield found


def _mta_sts(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    name = f"_mta-sts.{subject.domain}"
    texts = [txt_bytes(one).decode("utf-8", "replace") for one in dns.ask(Question(name, "TXT")).records]
    ids = [re.sub(r"[^A-Za-z0-9]", "", match)[:32] for text in texts for match in re.findall(r"id\s*=([^;]*)", text)]
    chosen = next((one for one in ids if one), "1")
    found = txt_candidate(name, f"v=STSv1; id={chosen}", dns, lambda raw: b"stsv" in raw.lower())
    if found is not None:
        yield found


MX = Mender(
    codes=frozenset(
        {
            "mx_null_with_others",
            "mx_null_malformed",
            "mx_no_null_mx",
            "mx_target_alias",
            "mx_target_is_address",
            "mx_target_invalid",
            "mx_target_without_address",
            "mx_target_unregistered",
            "mx_target_private",
            "mx_duplicate",
            "spf_target_unregistered",  # by `mx`, where it is a target of the domain itself
        }
    ),
    scope=("mx", "spf", "mta_sts"),
    candidates=_mx,
)
DKIM = Mender(
    codes=frozenset(
        {
            "dkim_testing",
        }
    ),
    scope=("dkim",),
    candidates=_dkim,
)
TLS_RPT = Mender(
    codes=frozenset(
        {
            "tlsrpt_missing",
            "tlsrpt_several",
            "tlsrpt_faulty",
        }
    ),
    scope=("tls_rpt",),
    candidates=_tls_rpt,
)
MTA_STS = Mender(
    codes=frozenset(
        {
            "sts_several",
            "sts_faulty",
        }
    ),
    scope=("mta_sts",),
    candidates=_mta_sts,
)

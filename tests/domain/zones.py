"""A sound domain, and changes to it that are one fault or several each, with exactly the findings they must give."""

import copy
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from mailpath.dns.map import ZoneDns
from mailpath.domain.one_domain import audit
from mailpath.domain.subject import Subject
from mailpath.values.audit import DomainReport, Fix
from mailpath.values.settings import Settings

__all__ = ["DOMAIN", "FAULTY", "SOUND", "apply_fix", "audited", "changed", "key", "sound"]

DOMAIN = "firma.example"
Map = dict[str, Any]
NOW = "2026-03-01T12:00:00Z"


@cache
def key(bits: int = 2048) -> str:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    made = rsa.generate_private_key(public_exponent=65537, key_size=bits).public_key()
    raw = made.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(raw).decode("ascii")


@cache
def short_key() -> str:
    """512 bits: no library makes one any more, so its DER is put together here."""
    modulus = (1 << 511) + 187
    number = b"\x00" + modulus.to_bytes(64, "big")
    body = b"\x02\x41" + number + b"\x02\x03\x01\x00\x01"
    inner = b"\x30" + bytes([len(body)]) + body
    algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
    bits = b"\x03" + bytes([len(inner) + 1]) + b"\x00" + inner
    whole = algorithm + bits
    return b64encode(b"\x30" + bytes([len(whole)]) + whole).decode("ascii")


def sound() -> Map:
    return {
        DOMAIN: {
            "MX": ["10 mx1.firma.example", "20 mx2.firma.example"],
            "TXT": ["v=spf1 mx include:_spf.dienst.example -all", "some-verification=1"],
            "A": ["192.0.2.80"],
            "DS": ["12345 13 2 49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4acaaaa"],
        },
        "mx1.firma.example": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
        "mx2.firma.example": {"A": ["192.0.2.2"]},
        "_25._tcp.mx1.firma.example": {"TLSA": ["3 1 1 " + "ab" * 32]},
        "1.2.0.192.in-addr.arpa": {"PTR": ["mx1.firma.example"]},
        "2.2.0.192.in-addr.arpa": {"PTR": ["mx2.firma.example"]},
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": {"PTR": ["mx1.firma.example"]},
        "_spf.dienst.example": {"TXT": ["v=spf1 ip4:198.51.100.0/24 -all"]},
        "_dmarc.firma.example": {"TXT": ["v=DMARC1; p=reject; rua=mailto:dmarc@firma.example"]},
        "s1._domainkey.firma.example": {"TXT": [f"v=DKIM1; k=rsa; p={key()}"]},
        "_mta-sts.firma.example": {"TXT": ["v=STSv1; id=20260101"]},
        "mta-sts.firma.example": {
            "A": ["192.0.2.80"],
            "HTTPS-GET": ["version: STSv1\nmode: enforce\nmx: *.firma.example\nmax_age: 1209600\n"],
        },
        "_smtp._tls.firma.example": {"TXT": ["v=TLSRPTv1; rua=mailto:tls@firma.example"]},
        "default._bimi.firma.example": {"TXT": ["v=BIMI1; l=https://firma.example/logo.svg; a="]},
    }


def changed(*changes: tuple[str, str, Any]) -> Map:
    """The sound zone with some records replaced: (name, type, records), records None to take them away."""
    zone = copy.deepcopy(sound())
    for name, kind, records in changes:
        owner = DOMAIN if name == "@" else f"{name}{DOMAIN}" if name.endswith(".") else name
        types = zone.setdefault(owner, {})
        if records is None:
            types.pop(kind, None)
            if not types:
                del zone[owner]
        else:
            types[kind] = records
    return zone


def audited(zone: Mapping[str, Any], **more: Any) -> DomainReport:
    subject = Subject(domain=more.pop("domain", DOMAIN), selectors=more.pop("selectors", ("s1",)), **more)
    (report,) = audit([subject], dns=ZoneDns(zone), settings=Settings(now=NOW))  # type: ignore[arg-type]
    assert report.error is None
    return report


_KINDS = {"v=spf1": "v=spf", "v=DMARC1": "v=dmarc", "v=TLSRPTv1": "v=tlsrpt", "v=STSv1": "v=sts", "v=DKIM1": "v=dkim"}


def apply_fix(zone: Map, fix: Fix) -> Map:
    """The zone as an administrator leaves it: all records of the kind replaced, other TXT records kept."""
    after = copy.deepcopy(zone)
    types = after.setdefault(fix.name, {})
    new = [fix.record] if isinstance(fix.record, str) else list(fix.record)
    if fix.type == "TXT":
        mark = next((mark for start, mark in _KINDS.items() if new[0].startswith(start)), "v=dkim")
        types["TXT"] = [one for one in types.get("TXT", []) if not _flat(one).strip().lower().startswith(mark)] + new
    else:
        types[fix.type] = new
    return after


def _flat(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)


def spf(text: str) -> tuple[str, str, Any]:
    return ("@", "TXT", [text])


def _silent(*mx: str) -> Map:
    """The sound zone as a domain that takes and sends no mail, by these MX records."""
    return changed(
        ("@", "MX", list(mx)),
        spf("v=spf1 -all"),
        dmarc("v=DMARC1; p=reject"),
        ("_mta-sts.", "TXT", None),
        ("default._bimi.", "TXT", None),
    )


def dmarc(text: str) -> tuple[str, str, Any]:
    return ("_dmarc.", "TXT", [text])


_TEN = " ".join(f"include:i{n}.dienst.example" for n in range(9))
_TEN_NAMES = [(f"i{n}.dienst.example", "TXT", [f"v=spf1 ip4:203.0.113.{n} -all"]) for n in range(12)]
_NO_DANE = ("_25._tcp.mx1.", "TLSA", None)

# id: (zone, findings above info)
FAULTY: dict[str, tuple[Map, set[str]]] = {
    # MX
    "mx missing, address": (changed(("@", "MX", None)), {"mx_missing", "spf_void_term", "host_no_ptr"}),
    "mx alias": (
        changed(("alias.", "CNAME", ["mx1.firma.example"]), ("@", "MX", ["10 alias.firma.example"])),
        {"mx_target_alias"},
    ),
    "mx is an address": (changed(("@", "MX", ["10 192.0.2.1", "20 mx1.firma.example"])), {"mx_target_is_address"}),
    "mx without address": (changed(("mx2.", "A", None)), {"mx_target_without_address"}),
    "only mx without address": (
        changed(("@", "MX", ["10 gone.firma.example"])),
        {"mx_target_without_address"},
    ),
    "mx private": (
        changed(("mx2.", "A", ["10.0.0.2"]), ("2.0.0.10.in-addr.arpa", "PTR", ["mx2.firma.example"])),
        {"mx_target_private"},
    ),
    "mx duplicate": (
        changed(("@", "MX", ["10 mx1.firma.example", "20 mx1.firma.example", "30 mx2.firma.example"])),
        {"mx_duplicate"},
    ),
    "null mx beside others": (changed(("@", "MX", ["0 .", "10 mx1.firma.example"])), {"mx_null_with_others"}),
    "null mx of another preference": (_silent("10 ."), {"mx_null_malformed"}),
    "two null mx": (_silent("0 .", "10 ."), {"mx_null_malformed"}),
    "mx underscore": (
        changed(
            ("mail_1.", "A", ["192.0.2.2"]),
            ("2.2.0.192.in-addr.arpa", "PTR", ["mail_1.firma.example"]),
            ("@", "MX", ["10 mx1.firma.example", "20 mail_1.firma.example"]),
        ),
        {"mx_target_invalid"},
    ),
    "tlsa of another usage": (changed(("_25._tcp.mx1.", "TLSA", ["1 1 1 " + "ab" * 32])), {"mx_tlsa_faulty"}),
    "tlsa without dnssec": (changed(("@", "DS", None)), {"mx_tlsa_without_dnssec"}),
    "no such domain": ({"example": {"A": ["192.0.2.9"]}}, {"mx_no_domain", "dkim_missing"}),
    # SPF
    "spf missing": (changed(("@", "TXT", ["some-verification=1"])), {"spf_missing"}),
    "spf twice": (
        changed(("@", "TXT", ["v=spf1 mx -all", "v=spf1 include:_spf.dienst.example ~all"])),
        {"spf_several"},
    ),
    "spf version": (changed(spf("v=spf2 mx -all")), {"spf_unrecognized"}),
    "spf semicolon": (changed(spf("v=spf1; mx -all")), {"spf_unrecognized"}),
    "spf ipv4": (changed(spf("v=spf1 mx ipv4:192.0.2.9 -all")), {"spf_syntax"}),
    "spf bad address": (changed(spf("v=spf1 mx ip4:192.0.2.999 -all")), {"spf_syntax"}),
    "spf bad prefix": (changed(spf("v=spf1 mx ip4:192.0.2.0/33 -all")), {"spf_syntax"}),
    "spf include blank": (changed(spf("v=spf1 mx include: _spf.dienst.example -all")), {"spf_syntax"}),
    "spf two redirects": (
        changed(spf("v=spf1 mx redirect=_spf.dienst.example redirect=_spf.dienst.example")),
        {"spf_syntax"},
    ),
    "spf eleven lookups": (
        changed(spf(f"v=spf1 mx a {_TEN} -all"), *_TEN_NAMES),
        {"spf_too_many_lookups"},
    ),
    "spf dead include": (
        changed(spf("v=spf1 mx include:gone.dienst.example -all")),
        {"spf_target_without_record"},
    ),
    "spf include of a free domain": (
        changed(spf("v=spf1 mx include:_spf.gone.example -all")),
        {"spf_target_without_record", "spf_target_unregistered"},
    ),
    "spf a of a free domain": (
        changed(spf("v=spf1 mx a:mail.gone.example -all")),
        {"spf_void_term", "spf_target_unregistered"},
    ),
    "spf mx of a host in a free domain": (
        changed(
            spf("v=spf1 mx mx:partner.example -all"),
            ("partner.example", "MX", ["10 mx.partner.example", "20 mx.gone.example"]),
            ("mx.partner.example", "A", ["203.0.113.25"]),
        ),
        {"spf_target_unregistered"},
    ),
    "spf mx of nothing but a host in a free domain": (
        changed(spf("v=spf1 mx mx:partner.example -all"), ("partner.example", "MX", ["10 mx.gone.example"])),
        {"spf_target_unregistered"},
    ),
    "included spf mx of a host in a free domain": (
        changed(
            ("_spf.dienst.example", "TXT", ["v=spf1 mx:partner.example -all"]),
            ("partner.example", "MX", ["10 mx.gone.example"]),
        ),
        {"spf_target_unregistered"},
    ),
    "mx in a free domain": (
        changed(("@", "MX", ["10 mx1.firma.example", "20 mx2.firma.example", "30 mx.gone.example"])),
        {"mx_target_without_address", "mx_target_unregistered", "spf_target_unregistered", "sts_mx_not_covered"},
    ),
    "dmarc alias into a free domain": (
        changed(("_dmarc.", "TXT", None), ("_dmarc.", "CNAME", ["firma.gone.example"])),
        {"dmarc_missing", "dmarc_alias_unregistered", "bimi_without_enforcement"},
    ),
    "dmarc alias to nothing": (
        changed(("_dmarc.", "TXT", None), ("_dmarc.", "CNAME", ["firma.dienst.example"])),
        {"dmarc_missing", "bimi_without_enforcement"},
    ),
    "name server that is not there": (
        changed(("@", "NS", ["ns.dienst.example", "ns2.dienst.example"]), ("ns.dienst.example", "A", ["203.0.113.53"])),
        {"ns_dangling"},
    ),
    "name server in a free domain": (
        changed(("@", "NS", ["ns.dienst.example", "ns.gone.example"]), ("ns.dienst.example", "A", ["203.0.113.53"])),
        {"ns_unregistered"},
    ),
    "keys delegated into a free domain": (
        changed(("_domainkey.", "NS", ["ns.gone.example"])),
        {"ns_unregistered"},
    ),
    "spf include of other text": (
        changed(spf("v=spf1 mx include:t.dienst.example -all"), ("t.dienst.example", "TXT", ["hello"])),
        {"spf_target_without_record"},
    ),
    "spf include of two": (
        changed(
            spf("v=spf1 mx include:t.dienst.example -all"), ("t.dienst.example", "TXT", ["v=spf1 -all", "v=spf1 ~all"])
        ),
        {"spf_target_several"},
    ),
    "spf include with a fault": (
        changed(spf("v=spf1 mx include:t.dienst.example -all"), ("t.dienst.example", "TXT", ["v=spf1 ip4:x -all"])),
        {"spf_syntax"},
    ),
    "spf loop": (changed(spf("v=spf1 mx include:firma.example -all")), {"spf_loop"}),
    "spf loop of two": (
        changed(
            spf("v=spf1 mx include:t.dienst.example -all"),
            ("t.dienst.example", "TXT", ["v=spf1 include:firma.example -all"]),
        ),
        {"spf_loop"},
    ),
    "spf redirect to nothing": (changed(spf("v=spf1 mx redirect=gone.dienst.example")), {"spf_target_without_record"}),
    "spf plus all": (changed(spf("v=spf1 mx +all")), {"spf_allows_all"}),
    "spf bare all": (changed(spf("v=spf1 mx all")), {"spf_allows_all"}),
    "spf everybody by network": (changed(spf("v=spf1 mx ip4:0.0.0.0/0 -all")), {"spf_allows_all"}),
    "spf everybody by include": (
        changed(spf("v=spf1 mx include:t.dienst.example -all"), ("t.dienst.example", "TXT", ["v=spf1 +all"])),
        {"spf_target_allows_all"},
    ),
    "spf neutral": (changed(spf("v=spf1 mx ?all")), {"spf_neutral_all"}),
    "spf without all": (changed(spf("v=spf1 mx")), {"spf_no_all"}),
    "spf ptr": (changed(spf("v=spf1 mx ptr -all")), {"spf_ptr"}),
    "spf macro p": (changed(spf("v=spf1 mx exists:%{p}.t.dienst.example -all")), {"spf_macro_p"}),
    "spf wide": (changed(spf("v=spf1 mx ip4:198.51.0.0/16 -all")), {"spf_wide"}),
    "spf wide by prefix": (changed(spf("v=spf1 mx/12 -all")), {"spf_wide"}),
    "spf private": (changed(spf("v=spf1 mx ip4:192.168.1.0/24 -all")), {"spf_private"}),
    "spf duplicate": (changed(spf("v=spf1 mx ip4:198.51.100.1 ip4:198.51.100.1 -all")), {"spf_duplicate"}),
    "spf shadowed": (changed(spf("v=spf1 mx ip4:198.51.100.0/24 ip4:198.51.100.1 -all")), {"spf_shadowed"}),
    "spf behind all": (changed(spf("v=spf1 mx -all ip4:198.51.100.1")), {"spf_after_all"}),
    "spf redirect beside all": (
        changed(spf("v=spf1 mx -all redirect=_spf.dienst.example")),
        {"spf_redirect_ignored"},
    ),
    "spf faults in an own include": (
        changed(
            spf("v=spf1 mx include:_spf.firma.example -all"),
            (
                "_spf.",
                "TXT",
                ["v=spf1 ptr ip4:10.1.0.0/16 ip4=198.51.100.9 ~all ip4:198.51.100.7 redirect=_spf.dienst.example"],
            ),
        ),
        {"spf_ptr", "spf_private", "spf_unknown_modifier", "spf_after_all", "spf_redirect_ignored"},
    ),
    "spf faults behind an own redirect": (
        changed(
            spf("v=spf1 redirect=_a.firma.example"),
            ("_a.", "TXT", ["v=spf1 mx:firma.example redirect=_spf.partner.example"]),
            ("_spf.partner.example", "TXT", ["v=spf1 exists:%{p}.t.dienst.example ptr -all ip4:198.51.100.7"]),
        ),
        {"spf_macro_p", "spf_ptr", "spf_after_all"},
    ),
    "spf wide in an own include": (
        changed(spf("v=spf1 mx include:_spf.firma.example -all"), ("_spf.", "TXT", ["v=spf1 ip4:198.51.0.0/16 -all"])),
        {"spf_wide"},
    ),
    "spf too long in an own include": (
        changed(
            spf("v=spf1 mx include:_spf.firma.example -all"),
            ("_spf.", "TXT", ["v=spf1 " + " ".join(f"ip4:198.51.100.{n}" for n in range(1, 60, 2)) + " -all"]),
        ),
        {"spf_too_long"},
    ),
    "spf ptr in the own record and in an own include": (
        changed(
            spf("v=spf1 mx ptr include:_spf.firma.example -all"), ("_spf.", "TXT", ["v=spf1 ptr ip4:198.51.100.7 -all"])
        ),
        {"spf_ptr"},
    ),
    "spf syntax in an own include": (
        changed(spf("v=spf1 mx include:_spf.firma.example -all"), ("_spf.", "TXT", ["v=spf1 ipv4:198.51.100.7 -all"])),
        {"spf_syntax"},
    ),
    "spf void term": (changed(spf("v=spf1 mx a:gone.firma.example -all")), {"spf_void_term"}),
    "spf three void terms": (
        changed(spf("v=spf1 mx a:g1.firma.example a:g2.firma.example mx:g3.firma.example -all")),
        {"spf_too_many_void", "spf_void_term"},
    ),
    "spf too long": (
        changed(spf("v=spf1 mx " + " ".join(f"ip4:198.51.100.{n}" for n in range(1, 60, 2)) + " -all")),
        {"spf_too_long"},
    ),
    "spf include=": (changed(spf("v=spf1 mx include=_spf.dienst.example -all")), {"spf_unknown_modifier"}),
    "own mx may not send": (changed(spf("v=spf1 include:_spf.dienst.example -all")), {"spf_mx_not_listed"}),
    "null mx but open": (
        changed(("@", "MX", ["0 ."]), spf("v=spf1 ~all"), ("_mta-sts.", "TXT", None)),
        {"spf_no_mail_but_open", "dmarc_report_unreachable"},
    ),
    # DMARC
    "dmarc missing": (changed(("_dmarc.", "TXT", None)), {"dmarc_missing", "bimi_without_enforcement"}),
    "dmarc twice": (
        changed(("_dmarc.", "TXT", ["v=DMARC1; p=none", "v=DMARC1; p=reject"])),
        {"dmarc_several", "bimi_without_enforcement"},
    ),
    "dmarc version": (changed(dmarc("v=DMARC; p=reject")), {"dmarc_unrecognized", "bimi_without_enforcement"}),
    "dmarc behind a blank": (
        changed(dmarc(" v=DMARC1; p=reject; rua=mailto:dmarc@firma.example")),
        {"dmarc_blank_in_front"},
    ),
    "dmarc order": (changed(dmarc("p=reject; v=DMARC1")), {"dmarc_unrecognized", "bimi_without_enforcement"}),
    "dmarc misplaced": (
        changed(("_dmarc.", "TXT", None), ("@", "TXT", ["v=spf1 mx -all", "v=DMARC1; p=reject"])),
        {"dmarc_misplaced", "bimi_without_enforcement"},
    ),
    "dmarc word": (changed(dmarc("v=DMARC1; p=rejected")), {"dmarc_invalid_policy", "bimi_without_enforcement"}),
    "dmarc none": (
        changed(dmarc("v=DMARC1; p=none; rua=mailto:dmarc@firma.example")),
        {"dmarc_none", "bimi_without_enforcement"},
    ),
    "dmarc without p": (
        changed(dmarc("v=DMARC1; rua=mailto:dmarc@firma.example")),
        {"dmarc_no_policy", "bimi_without_enforcement"},
    ),
    "dmarc testing": (
        changed(dmarc("v=DMARC1; p=reject; t=y; rua=mailto:dmarc@firma.example")),
        {"dmarc_testing"},
    ),
    "dmarc sp": (changed(dmarc("v=DMARC1; p=reject; sp=none; rua=mailto:d@firma.example")), {"dmarc_subdomain_weaker"}),
    "dmarc np": (
        changed(dmarc("v=DMARC1; p=reject; np=none; rua=mailto:d@firma.example")),
        {"dmarc_non_existent_weaker"},
    ),
    "dmarc pct": (changed(dmarc("v=DMARC1; p=reject; pct=20; rua=mailto:d@firma.example")), {"dmarc_pct"}),
    "dmarc adkim": (changed(dmarc("v=DMARC1; p=reject; adkim=x; rua=mailto:d@firma.example")), {"dmarc_faulty_tag"}),
    "dmarc rua": (changed(dmarc("v=DMARC1; p=reject; rua=d@firma.example")), {"dmarc_faulty_tag"}),
    "dmarc unknown tag": (changed(dmarc("v=DMARC1; p=reject; rau=mailto:d@firma.example")), {"dmarc_unknown_tag"}),
    "dmarc psd": (changed(dmarc("v=DMARC1; p=reject; psd=y; rua=mailto:d@firma.example")), {"dmarc_psd"}),
    "dmarc external": (
        changed(dmarc("v=DMARC1; p=reject; rua=mailto:d@reports.example"), ("reports.example", "A", ["203.0.113.80"])),
        {"dmarc_report_not_authorized"},
    ),
    "dmarc reports to nowhere": (
        changed(
            dmarc("v=DMARC1; p=reject; rua=mailto:d@reports.example"),
            ("firma.example._report._dmarc.reports.example", "TXT", ["v=DMARC1"]),
        ),
        {"dmarc_report_unreachable"},
    ),
    "bimi faulty": (changed(("default._bimi.", "TXT", ["v=BIMI1; l=http://firma.example/x.svg"])), {"bimi_faulty"}),
    # DKIM
    "dkim missing": (changed(("s1._domainkey.", "TXT", None)), {"dkim_missing"}),
    "dkim dangling": (
        changed(("s1._domainkey.", "TXT", None), ("s1._domainkey.", "CNAME", ["s1.dkim.dienst.example"])),
        {"dkim_dangling"},
    ),
    "dkim alias into a free domain": (
        changed(("s1._domainkey.", "TXT", None), ("s1._domainkey.", "CNAME", ["s1.dkim.gone.example"])),
        {"dkim_dangling", "dkim_alias_unregistered"},
    ),
    "dkim revoked": (changed(("s1._domainkey.", "TXT", ["v=DKIM1; p="])), {"dkim_revoked"}),
    "dkim unreadable": (changed(("s1._domainkey.", "TXT", ["v=DKIM1; p=%%%"])), {"dkim_faulty"}),
    "dkim twice": (
        changed(("s1._domainkey.", "TXT", [f"v=DKIM1; p={key()}", f"v=DKIM1; p={key(1024)}"])),
        {"dkim_several"},
    ),
    "dkim 1024": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; p={key(1024)}"])), {"dkim_short_key"}),
    "dkim 512": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; p={short_key()}"])), {"dkim_weak_key"}),
    "dkim testing": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; t=y; p={key()}"])), {"dkim_testing"}),
    "dkim sha1 only": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; h=sha1; p={key()}"])), {"dkim_not_for_mail"}),
    # MTA-STS, TLS-RPT, hosts
    "sts without id": (changed(("_mta-sts.", "TXT", ["v=STSv1;"])), {"sts_faulty"}),
    "sts twice": (changed(("_mta-sts.", "TXT", ["v=STSv1; id=1", "v=STSv1; id=2"])), {"sts_several"}),
    "sts other mx": (
        changed(("mta-sts.", "HTTPS-GET", ["version: STSv1\nmode: enforce\nmx: other.example\nmax_age: 1209600"])),
        {"sts_mx_not_covered"},
    ),
    "sts testing": (
        changed(("mta-sts.", "HTTPS-GET", ["version: STSv1\nmode: testing\nmx: *.firma.example\nmax_age: 1209600"])),
        {"sts_not_enforced"},
    ),
    "sts no max_age": (
        changed(("mta-sts.", "HTTPS-GET", ["version: STSv1\nmode: enforce\nmx: *.firma.example"])),
        {"sts_policy_faulty"},
    ),
    "tlsrpt without rua": (changed(("_smtp._tls.", "TXT", ["v=TLSRPTv1;"])), {"tlsrpt_faulty"}),
    "tlsrpt twice": (
        changed(
            (
                "_smtp._tls.",
                "TXT",
                ["v=TLSRPTv1; rua=mailto:a@firma.example"] * 1 + ["v=TLSRPTv1; rua=mailto:b@b.example"],
            )
        ),
        {"tlsrpt_several"},
    ),
    "no ptr": (changed(("2.2.0.192.in-addr.arpa", "PTR", None)), {"host_no_ptr"}),
    "ptr elsewhere": (
        changed(("2.2.0.192.in-addr.arpa", "PTR", ["dial-2.provider.example"])),
        {"host_ptr_not_confirmed"},
    ),
    # several at once
    "several": (
        changed(
            spf("v=spf1 mx ptr ipv4:198.51.100.7 a:gone.firma.example include:gone.dienst.example +all"),
            dmarc("v=DMARC1; p=none; pct=50; rua=mailto:d@firma.example"),
            ("2.2.0.192.in-addr.arpa", "PTR", None),
        ),
        {
            "spf_syntax",
            "spf_ptr",
            "spf_void_term",
            "spf_target_without_record",
            "spf_allows_all",
            "dmarc_none",
            "dmarc_pct",
            "host_no_ptr",
            "bimi_without_enforcement",
        },
    ),
}

# id: (zone, the infos)
SOUND: dict[str, tuple[Map, set[str]]] = {
    "all there": (sound(), set()),
    "softfail": (changed(spf("v=spf1 mx ~all")), set()),
    "quarantine": (changed(dmarc("v=DMARC1; p=quarantine; rua=mailto:d@firma.example")), set()),
    "no rua": (changed(dmarc("v=DMARC1; p=reject")), {"dmarc_no_rua"}),
    "removed tags": (
        changed(dmarc("v=DMARC1; p=reject; pct=100; ri=86400; rf=afrf; rua=mailto:d@firma.example")),
        {"dmarc_removed_tag"},
    ),
    "np stricter": (changed(dmarc("v=DMARC1; p=quarantine; np=reject; rua=mailto:d@firma.example")), set()),
    "external reports, authorized": (
        changed(
            dmarc("v=DMARC1; p=reject; rua=mailto:d@reports.example"),
            ("firma.example._report._dmarc.reports.example", "TXT", ["v=DMARC1"]),
            ("reports.example", "A", ["203.0.113.80"]),
        ),
        set(),
    ),
    "reports to a subdomain": (
        changed(dmarc("v=DMARC1; p=reject; rua=mailto:d@in.firma.example"), ("in.", "MX", ["1 mx1.firma.example"])),
        set(),
    ),
    "one mx": (changed(("@", "MX", ["10 mx1.firma.example"])), {"mx_single"}),
    "no ipv6": (changed(("mx1.", "AAAA", None)), {"mx_no_ipv6"}),
    "no dane": (changed(_NO_DANE), {"mx_no_dane"}),
    "no dnssec": (changed(("@", "DS", None), _NO_DANE), {"mx_no_dane", "zone_no_dnssec"}),
    "no sts": (changed(("_mta-sts.", "TXT", None)), {"sts_missing"}),
    "policy unknown": (changed(("mta-sts.", "HTTPS-GET", "failed")), {"sts_policy_unknown"}),
    "no tls-rpt": (changed(("_smtp._tls.", "TXT", None)), {"tlsrpt_missing"}),
    "no bimi": (changed(("default._bimi.", "TXT", None)), {"bimi_missing"}),
    "exactly ten": (changed(spf(f"v=spf1 mx {_TEN} -all"), *_TEN_NAMES), {"spf_ten_lookups"}),
    "wide range of a service": (
        changed(("_spf.dienst.example", "TXT", ["v=spf1 ip4:198.51.0.0/16 -all"])),
        {"spf_wide_include"},
    ),
    "redirect": (
        changed(
            spf("v=spf1 redirect=_spf.firma.example"),
            ("_spf.firma.example", "TXT", ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/64 -all"]),
        ),
        set(),
    ),
    "faults in a service's include are for the service to mend": (
        changed(
            ("_spf.dienst.example", "TXT", ["v=spf1 ip4:10.1.1.0/24 ptr ip4:198.51.100.0/24 ~all redirect=x.example"])
        ),
        set(),
    ),
    "a service's redirect is not ours": (
        changed(
            ("_spf.dienst.example", "TXT", ["v=spf1 redirect=_spf2.dienst.example"]),
            ("_spf2.dienst.example", "TXT", ["v=spf1 ptr ip4:198.51.100.0/24 ~all"]),
        ),
        set(),
    ),
    "macros": (changed(spf("v=spf1 mx exists:%{i}._spf.dienst.example -all")), set()),
    "no mail at all": (
        {
            DOMAIN: {"MX": ["0 ."], "TXT": ["v=spf1 -all"], "DS": sound()[DOMAIN]["DS"]},
            "_dmarc.firma.example": {"TXT": ["v=DMARC1; p=reject"]},
            "s1._domainkey.firma.example": {"TXT": [f"v=DKIM1; p={key()}"]},
        },
        {"dmarc_no_rua"},
    ),
    "no mail, all other selectors revoked": (
        {
            DOMAIN: {"MX": ["0 ."], "TXT": ["v=spf1 -all"], "DS": sound()[DOMAIN]["DS"]},
            "_dmarc.firma.example": {"TXT": ["v=DMARC1; p=reject"]},
            "s1._domainkey.firma.example": {"TXT": [f"v=DKIM1; p={key()}"]},
            "google._domainkey.firma.example": {"TXT": [f"v=DKIM1; p={key()}"]},
            "*._domainkey.firma.example": {"TXT": ["v=DKIM1; p="]},
        },
        {"dmarc_no_rua"},
    ),
    "aliases to a domain with name servers": (
        changed(
            *((f"{name}.", "CNAME", ["dienst.example"]) for name in ("mail", "smtp", "_spf")),
            ("dienst.example", "NS", ["ns.dienst.example"]),
            ("dienst.example", "A", ["203.0.113.80"]),
            ("ns.dienst.example", "A", ["203.0.113.53"]),
        ),
        set(),
    ),
    "name servers, own and a service's": (
        changed(
            ("@", "NS", ["ns1.firma.example", "ns.dienst.example"]),
            ("ns1.", "A", ["192.0.2.53"]),
            ("ns.dienst.example", "AAAA", ["2001:db8:5::53"]),
        ),
        set(),
    ),
    "an own name server without address": (changed(("@", "NS", ["ns1.firma.example"])), {"ns_dangling"}),
    "dmarc is a zone of a service": (
        changed(("_dmarc.", "NS", ["ns.dienst.example"]), ("ns.dienst.example", "A", ["203.0.113.53"])),
        {"zone_delegated"},
    ),
    "a zone of its own at the same servers": (
        changed(
            ("@", "NS", ["ns.dienst.example"]),
            ("mail.", "NS", ["ns2.dienst.example"]),
            ("ns.dienst.example", "A", ["203.0.113.53"]),
            ("ns2.dienst.example", "A", ["203.0.113.54"]),
        ),
        set(),
    ),
    "wildcard": (changed(("*.", "A", ["192.0.2.80"])), {"zone_wildcard"}),
    "mx of a service": (
        changed(
            ("@", "MX", ["10 mx.dienst.example", "20 mx2.firma.example"]),
            ("mx.dienst.example", "A", ["203.0.113.5"]),
            ("mx.dienst.example", "AAAA", ["2001:db8:5::5"]),
            (
                "mta-sts.",
                "HTTPS-GET",
                ["version: STSv1\nmode: enforce\nmx: *.firma.example\nmx: mx.dienst.example\nmax_age: 1209600"],
            ),
        ),
        {"host_no_ptr", "mx_no_dane"},
    ),
}

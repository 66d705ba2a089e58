"""Records made to cost: the audit stays within bounds, and says of a wildcard's records nothing that they are not."""

from tests.domain.zones import DOMAIN, audited, changed, sound, spf


def test_thousands_of_terms_and_faults():
    for word in ("ip4:192.0.2.{0}", "foo{0}:x", "include:gone{0}.example", "a:h{0}.firma.example", "ptr:p{0}.example"):
        text = " ".join(("v=spf1", *(word.format(n % 250) for n in range(3500)), "-all"))
        report = audited(changed(spf(text)))
        assert len(report.findings) < 200


def test_a_tree_that_doubles_at_every_level():
    zone = sound()
    for n in range(40):
        zone[f"x{n}.example"] = {
            "TXT": ["v=spf1 " + f"include:x{n + 1}.example " * 10 + "ip4:192.0.2.1 " * 300 + "-all"]
        }
    zone[DOMAIN]["TXT"] = ["v=spf1 include:x0.example -all"]
    report = audited(zone)
    assert report.spf.lookups is not None
    assert report.spf.lookups > 10
    assert "spf_too_many_lookups" in {one.code for one in report.findings}


def test_a_hundred_exchangers():
    zone = sound()
    zone[DOMAIN]["MX"] = [f"{n} mx{n}.many.example" for n in range(100)]
    zone |= {f"mx{n}.many.example": {"A": [f"203.0.113.{n}"]} for n in range(100)}
    assert len(audited(zone).mx.hosts) == 20


def test_a_wildcard_text_is_no_record_of_any_kind():
    zone = {name: types for name, types in sound().items() if not name.startswith(("_", "default.", "s1."))}
    zone["*.firma.example"] = {"TXT": ["v=spf1 include:hosts.example exp=why.firma.example -all"]}
    codes = {one.code for one in audited(zone).findings}
    assert {"dmarc_missing", "sts_missing", "tlsrpt_missing", "bimi_missing", "dkim_missing", "zone_wildcard"} <= codes
    assert not codes & {"dmarc_unrecognized", "sts_faulty", "tlsrpt_faulty", "dkim_faulty", "bimi_faulty"}


def test_bytes_that_are_no_text():
    zone = changed(("@", "TXT", [[b"v=spf1 mx \xff\xfe -all"]]), ("_dmarc.", "TXT", [[b"v=DMARC1; p=reject\xff"]]))
    report = audited(zone)
    assert report.error is None
    assert "spf_syntax" in {one.code for one in report.findings}

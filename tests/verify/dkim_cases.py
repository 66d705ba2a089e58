"""DKIM cases: what is wrong with a message, its signature or its key, and the word and reason that must come out.

`differs` says why dkimpy 1.1.8 answers otherwise on whether the signature passes; where it is null both must agree.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mailpath.values.vocabulary import Result
from mailpath.verify.codes import DkimReason
from tests.signing import HEADERS, Key, ed25519_key, rsa_key, sign

__all__ = ["AT", "CASES", "KEY", "MESSAGE", "Case"]

AT = 1_750_000_000
KEY = rsa_key(2048)
ED = ed25519_key()
_GOOD = (KEY.record(),)
MESSAGE = (
    b"Received: from a.example by b.example; Tue, 1 Jul 2025 10:00:00 +0000\r\n"
    b"From: Anna <anna@d.example>\r\nTo: b@e.example\r\nSubject: Report  of\r\n\tJuly\r\n"
    b"Date: Tue, 1 Jul 2025 10:00:00 +0000\r\nMessage-ID: <1@d.example>\r\n\r\n"
    b"Hello \t there,\r\n  indented \r\n\r\nbye\r\n\r\n\r\n"
)
PASS, FAIL, NEUTRAL, POLICY = Result.PASS, Result.FAIL, Result.NEUTRAL, Result.POLICY
TEMPERROR, PERMERROR = Result.TEMPERROR, Result.PERMERROR
R = DkimReason
HEADER, BODY = R.SIGNATURE_MISMATCH, R.BODY_HASH_MISMATCH


@dataclass(frozen=True)
class Case:
    id: str
    message: bytes
    records: tuple[str, ...] | str
    word: Result
    reason: DkimReason | None
    differs: str | None = None
    name: str = "s._domainkey.d.example"


def _signed(key: Key = KEY, **tags: str | None) -> bytes:
    return sign(MESSAGE, key, tags=tags)


def _tag_cases() -> list[Case]:
    rows: list[tuple[str, Mapping[str, str | None], Result, DkimReason | None, str | None]] = [
        ("plain", {}, PASS, None, None),
        ("v-missing", {"v": None}, NEUTRAL, R.MISSING_TAG, None),
        ("v-empty", {"v": ""}, NEUTRAL, R.UNSUPPORTED_VERSION, None),
        ("v-2", {"v": "2"}, NEUTRAL, R.UNSUPPORTED_VERSION, None),
        ("v-0.5", {"v": "0.5"}, NEUTRAL, R.UNSUPPORTED_VERSION, None),
        ("a-missing", {"a": None}, NEUTRAL, R.MISSING_TAG, None),
        ("a-empty", {"a": ""}, NEUTRAL, R.UNKNOWN_ALGORITHM, None),
        ("a-unknown", {"a": "rsa-sha512"}, NEUTRAL, R.UNKNOWN_ALGORITHM, None),
        ("a-no-hash", {"a": "rsa"}, NEUTRAL, R.UNKNOWN_ALGORITHM, None),
        ("a-capitals", {"a": "RSA-SHA256"}, NEUTRAL, R.UNKNOWN_ALGORITHM, None),
        ("a-sha1", {"a": "rsa-sha1"}, POLICY, R.RSA_SHA1, "takes rsa-sha1, which RFC 8301 forbids"),
        ("b-missing", {"b": None}, NEUTRAL, R.MISSING_TAG, None),
        ("b-empty", {"b": ""}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("b-no-base64", {"b": "%%%%"}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("b-padding-first", {"b": "=AAA"}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("b-one-character-left", {"b": "AAAAA"}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("b-of-another", {"b": base64.b64encode(bytes(256)).decode()}, FAIL, R.SIGNATURE_MISMATCH, None),
        ("b-too-short", {"b": "AAAA"}, FAIL, R.SIGNATURE_MISMATCH, None),
        ("b-too-long", {"b": base64.b64encode(bytes(512)).decode()}, FAIL, R.SIGNATURE_MISMATCH, None),
        ("bh-missing", {"bh": None}, NEUTRAL, R.MISSING_TAG, None),
        ("bh-empty", {"bh": ""}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("bh-no-base64", {"bh": "!"}, NEUTRAL, R.BAD_SIGNATURE_VALUE, None),
        ("bh-of-another", {"bh": base64.b64encode(bytes(32)).decode()}, FAIL, R.BODY_HASH_MISMATCH, None),
        ("bh-too-short", {"bh": "AAAA"}, FAIL, R.BODY_HASH_MISMATCH, None),
        ("c-missing", {"c": None}, PASS, None, None),
        ("c-empty", {"c": ""}, NEUTRAL, R.UNKNOWN_CANONICALIZATION, None),
        ("c-unknown", {"c": "nowsp"}, NEUTRAL, R.UNKNOWN_CANONICALIZATION, None),
        ("c-unknown-body", {"c": "relaxed/nowsp"}, NEUTRAL, R.UNKNOWN_CANONICALIZATION, None),
        ("c-slash-only", {"c": "relaxed/"}, NEUTRAL, R.UNKNOWN_CANONICALIZATION, None),
        ("c-three", {"c": "relaxed/relaxed/simple"}, NEUTRAL, R.UNKNOWN_CANONICALIZATION, None),
        ("d-missing", {"d": None}, NEUTRAL, R.MISSING_TAG, None),
        ("d-empty", {"d": ""}, NEUTRAL, R.INVALID_DOMAIN, None),
        ("d-empty-label", {"d": "d..example"}, NEUTRAL, R.INVALID_DOMAIN, None),
        ("d-literal", {"d": "[192.0.2.1]"}, NEUTRAL, R.INVALID_DOMAIN, None),
        ("d-long-label", {"d": "x" * 64 + ".example"}, NEUTRAL, R.INVALID_DOMAIN, None),
        ("d-capitals", {"d": "D.Example"}, PASS, None, None),
        ("d-final-dot", {"d": "d.example."}, PASS, None, "asks for the name with two dots at its end"),
        ("s-missing", {"s": None}, NEUTRAL, R.MISSING_TAG, None),
        ("s-empty", {"s": ""}, NEUTRAL, R.INVALID_SELECTOR, None),
        ("s-blank", {"s": "a b"}, NEUTRAL, R.INVALID_SELECTOR, None),
        ("s-unknown", {"s": "other"}, PERMERROR, R.NO_KEY, None),
        ("s-overlong", {"s": ".".join(["x" * 60] * 4)}, PERMERROR, R.NO_KEY, None),
        ("h-missing", {"h": None}, NEUTRAL, R.MISSING_TAG, None),
        ("h-empty", {"h": ""}, NEUTRAL, R.MISSING_TAG, "does not ask for a signed From"),
        ("h-without-from", {"h": "to:subject"}, PERMERROR, R.FROM_NOT_SIGNED, "does not ask for a signed From"),
        ("h-only-from", {"h": "from"}, PASS, None, None),
        ("h-capitals", {"h": "FROM:To:Subject"}, PASS, None, None),
        ("h-blanks", {"h": "from : to\r\n\t: subject"}, PASS, None, None),
        ("h-absent-fields", {"h": "from:sender:reply-to:x-none"}, PASS, None, None),
        ("h-oversigned", {"h": "from:from:subject:subject"}, PASS, None, None),
        ("h-empty-item", {"h": "from::to:"}, PASS, None, None),
        ("h-too-many", {"h": ":".join(["from"] * 1001)}, NEUTRAL, R.TOO_MANY_SIGNED_FIELDS, "has no bound"),
        ("h-1000", {"h": ":".join(["from"] * 1000)}, PASS, None, None),
        ("h-signature-field", {"h": "from:dkim-signature"}, FAIL, R.SIGNATURE_MISMATCH, None),
        ("i-same", {"i": "anna@d.example"}, PASS, None, None),
        ("i-no-local", {"i": "@d.example"}, PASS, None, None),
        ("i-below", {"i": "anna@mail.d.example"}, PASS, None, None),
        ("i-capitals", {"i": "anna@MAIL.d.EXAMPLE"}, PASS, None, None),
        ("i-quoted-printable", {"i": "a=3Db@d.example"}, PASS, None, None),
        ("i-elsewhere", {"i": "anna@e.example"}, NEUTRAL, R.IDENTITY_NOT_UNDER_DOMAIN, None),
        ("i-above", {"i": "anna@example"}, NEUTRAL, R.IDENTITY_NOT_UNDER_DOMAIN, None),
        ("i-lookalike", {"i": "anna@bad.example"}, NEUTRAL, R.IDENTITY_NOT_UNDER_DOMAIN, None),
        ("i-no-at", {"i": "d.example"}, NEUTRAL, R.INVALID_IDENTITY, None),
        ("i-empty", {"i": ""}, NEUTRAL, R.INVALID_IDENTITY, None),
        ("l-whole", {"l": "44"}, FAIL, R.BODY_SHORTER_THAN_SIGNED, "takes an l= beyond the body"),
        ("l-part", {"l": "5"}, PASS, None, None),
        ("l-zero", {"l": "0"}, PASS, None, None),
        ("l-negative", {"l": "-1"}, NEUTRAL, R.BAD_BODY_LENGTH, None),
        ("l-empty", {"l": ""}, NEUTRAL, R.BAD_BODY_LENGTH, None),
        ("l-word", {"l": "all"}, NEUTRAL, R.BAD_BODY_LENGTH, None),
        ("l-77-digits", {"l": "1" * 77}, NEUTRAL, R.BAD_BODY_LENGTH, None),
        ("q-dns-txt", {"q": "dns/txt"}, PASS, None, None),
        ("q-among-others", {"q": "http/well : dns/txt"}, PASS, None, "takes dns/txt only where it stands alone"),
        ("q-other", {"q": "http/well-known"}, NEUTRAL, R.UNSUPPORTED_QUERY_METHOD, None),
        ("q-dns", {"q": "dns"}, NEUTRAL, R.UNSUPPORTED_QUERY_METHOD, None),
        ("t-past", {"t": "1700000000"}, PASS, None, None),
        ("t-word", {"t": "now"}, NEUTRAL, R.BAD_TIMESTAMP, None),
        ("t-empty", {"t": ""}, NEUTRAL, R.BAD_TIMESTAMP, None),
        ("t-split", {"t": "17 00"}, NEUTRAL, R.BAD_TIMESTAMP, None),
        ("t-at", {"t": str(AT)}, PASS, None, None),
        ("t-hours-ahead", {"t": str(AT + 36_000)}, PASS, None, None),
        ("t-future", {"t": str(AT + 36_001)}, NEUTRAL, R.SIGNED_IN_FUTURE, "judges by today's clock"),
        ("x-later", {"t": "1700000000", "x": "4000000000"}, PASS, None, None),
        ("x-at", {"x": str(AT)}, PASS, None, "judges by today's clock"),
        ("x-just-past", {"x": str(AT - 1)}, FAIL, R.EXPIRED, None),
        ("x-long-past", {"t": "1000000000", "x": "1000000001"}, FAIL, R.EXPIRED, None),
        ("x-not-after-t", {"t": "1700000000", "x": "1700000000"}, NEUTRAL, R.EXPIRES_BEFORE_SIGNED, None),
        ("x-before-t", {"t": "1700000000", "x": "1600000000"}, NEUTRAL, R.EXPIRES_BEFORE_SIGNED, None),
        ("x-word", {"x": "never"}, NEUTRAL, R.BAD_TIMESTAMP, None),
        ("z-copied", {"z": "From:anna@d.example|To:b@e.example"}, PASS, None, None),
        ("unknown-tag", {"zz": "1"}, PASS, None, None),
        ("tag-name-capital", {"Q": "http"}, PASS, None, None),
        ("tag-name-digit", {"1q": "x"}, NEUTRAL, R.MALFORMED_TAGS, None),
        ("value-with-equals", {"n": "a=b=c"}, PASS, None, None),
    ]
    return [
        Case(name, sign(MESSAGE, KEY, tags=tags), _GOOD, word, reason, why) for name, tags, word, reason, why in rows
    ]


def _list_cases() -> list[Case]:
    """Faults of the list itself, written into a good signature after the fact, and how it is folded."""
    good = _signed()

    def changed(before: bytes, after: bytes) -> bytes:
        assert before in good
        return good.replace(before, after, 1)

    rows: list[tuple[str, bytes, Result, DkimReason | None, str | None]] = [
        ("tag-twice", changed(b" c=", b" d=d.example; c="), NEUTRAL, R.DUPLICATE_TAG, None),
        ("tag-without-value", changed(b" c=", b" nothing; c="), NEUTRAL, R.MALFORMED_TAGS, None),
        ("empty-tag", changed(b" c=", b" ; c="), NEUTRAL, R.MALFORMED_TAGS, None),
        ("text-in-front", changed(b"DKIM-Signature:", b"DKIM-Signature: x"), NEUTRAL, R.MALFORMED_TAGS, None),
        ("no-tags", b"DKIM-Signature:\r\n" + MESSAGE, NEUTRAL, R.MALFORMED_TAGS, None),
        ("garbage", b"DKIM-Signature: \x00\xff\xfe=;;==\r\n" + MESSAGE, NEUTRAL, R.MALFORMED_TAGS, None),
        ("changed-tag", changed(b"h=from", b"h=From"), FAIL, R.SIGNATURE_MISMATCH, None),
        ("refolded", changed(b"; bh=", b";\r\n\t bh="), PASS, None, None),
        ("name-in-capitals", changed(b"DKIM-Signature", b"DKIM-SIGNATURE"), PASS, None, None),
        ("folded-each", sign(MESSAGE, KEY, fold="\r\n\t"), PASS, None, None),
        ("folded-simple", sign(MESSAGE, KEY, form="simple/simple", fold="\r\n  "), PASS, None, None),
        ("b-in-the-middle", _b_in_the_middle("relaxed/relaxed"), PASS, None, None),
        ("b-in-the-middle-simple", _b_in_the_middle("simple/simple"), PASS, None, None),
        ("b-folded", _b_folded("relaxed/relaxed"), PASS, None, None),
        ("b-folded-simple", _b_folded("simple/simple"), PASS, None, None),
        ("final-semicolon", good.replace(b"==\r\nReceived", b"==;\r\nReceived"), FAIL, R.SIGNATURE_MISMATCH, None),
    ]
    return [Case(name, raw, _GOOD, word, reason, why) for name, raw, word, reason, why in rows]


def _b_in_the_middle(form: str) -> bytes:
    """`b=` in front of the last tag: made by signing with the tail there."""
    from tests.signing import signature_field

    tags = {"v": "1", "a": "rsa-sha256", "c": form, "d": "d.example", "s": "s", "h": "from:to", "bh": "?"}
    return signature_field(MESSAGE, KEY, tags, tail="; t=1700000000") + b"\r\n" + MESSAGE


def _b_folded(form: str) -> bytes:
    field, _, rest = sign(MESSAGE, KEY, form=form).partition(b"\r\n")
    head, _, value = field.rpartition(b" b=")
    lines = b"\r\n\t".join(value[n : n + 5] for n in range(0, len(value), 5))
    return head + b" b=" + lines + b"\r\n" + rest


def _key_cases() -> list[Case]:
    p = base64.b64encode(KEY.public).decode()
    bare = base64.b64encode(KEY.pkcs1).decode()
    ed = base64.b64encode(ED.public).decode()
    other = rsa_key(2048, 2).record()
    rows: list[tuple[str, tuple[str, ...] | str, Result, DkimReason | None, str | None]] = [
        ("no-tags-but-p", (f"p={p}",), PASS, None, None),
        ("pkcs1", (f"v=DKIM1; p={bare}",), PASS, None, None),
        ("no-name", (), PERMERROR, R.NO_KEY, None),
        ("other-txt", ("v=spf1 -all",), PERMERROR, R.NO_KEY, None),
        ("failed", "failed", TEMPERROR, R.DNS_FAILED, None),
        ("not-recorded", "unrecorded", TEMPERROR, R.NOT_RECORDED, None),
        ("revoked", ("v=DKIM1; k=rsa; p=",), PERMERROR, R.KEY_REVOKED, None),
        ("revoked-blank", ("v=DKIM1; p= ;",), PERMERROR, R.KEY_REVOKED, None),
        ("p-missing", ("v=DKIM1; k=rsa",), PERMERROR, R.KEY_MALFORMED, None),
        ("p-no-base64", ("v=DKIM1; p=@@@@",), PERMERROR, R.KEY_MALFORMED, None),
        ("p-no-key", ("v=DKIM1; p=AAAAAAAA",), PERMERROR, R.KEY_UNUSABLE, None),
        ("p-cut", (f"v=DKIM1; p={p[:200]}",), PERMERROR, R.KEY_UNUSABLE, None),
        ("p-folded", (f"v=DKIM1; p={p[:50]} {p[50:]}",), PASS, None, None),
        ("v-other", (f"v=DKIM2; p={p}",), PERMERROR, R.KEY_VERSION, None),
        ("v-lower", (f"v=dkim1; p={p}",), PERMERROR, R.KEY_VERSION, None),
        ("v-late", (f"p={p}; v=DKIM1",), PASS, None, None),
        ("tag-twice", (f"v=DKIM1; p={p}; p={p}",), PERMERROR, R.KEY_MALFORMED, None),
        ("tag-garbage", (f"v=DKIM1; p={p}; what",), PERMERROR, R.KEY_MALFORMED, None),
        ("unknown-tag", (f"v=DKIM1; x=1; p={p}; n=note",), PASS, None, None),
        ("k-rsa", (f"v=DKIM1; k=rsa; p={p}",), PASS, None, None),
        ("k-unknown", (f"v=DKIM1; k=dsa; p={p}",), PERMERROR, R.KEY_TYPE_MISMATCH, None),
        ("k-ed25519", (f"v=DKIM1; k=ed25519; p={ed}",), PERMERROR, R.KEY_TYPE_MISMATCH, None),
        ("h-sha256", (f"v=DKIM1; h=sha256; p={p}",), PASS, None, None),
        ("h-both", (f"v=DKIM1; h=sha1 : sha256; p={p}",), PASS, None, None),
        ("h-sha1", (f"v=DKIM1; h=sha1; p={p}",), PERMERROR, R.KEY_HASH_NOT_ALLOWED, "does not read h= of a key"),
        ("h-unknown", (f"v=DKIM1; h=md5; p={p}",), PERMERROR, R.KEY_HASH_NOT_ALLOWED, "does not read h= of a key"),
        ("h-empty", (f"v=DKIM1; h=; p={p}",), PASS, None, None),
        ("s-all", (f"v=DKIM1; s=*; p={p}",), PASS, None, None),
        ("s-email", (f"v=DKIM1; s=email; p={p}",), PASS, None, None),
        ("s-list", (f"v=DKIM1; s=other:email; p={p}",), PASS, None, "reads s= of a key as one word"),
        ("s-other", (f"v=DKIM1; s=other; p={p}",), PERMERROR, R.KEY_NOT_FOR_MAIL, None),
        ("s-tlsrpt", (f"v=DKIM1; s=tlsrpt; p={p}",), PERMERROR, R.KEY_NOT_FOR_MAIL, None),
        ("t-testing", (f"v=DKIM1; t=y; p={p}",), PASS, None, None),
        ("t-strict", (f"v=DKIM1; t=s; p={p}",), PASS, None, None),
        ("t-unknown", (f"v=DKIM1; t=x:y:z; p={p}",), PASS, None, None),
        ("g-all", (f"v=DKIM1; g=*; p={p}",), PASS, None, None),
        ("g-empty", (f"v=DKIM1; g=; p={p}",), PASS, None, None),
        ("g-other", (f"v=DKIM1; g=news; p={p}",), PERMERROR, R.KEY_GRANULARITY, "does not read g= of a key"),
        ("two-keys", (other, KEY.record()), PASS, None, "reads only the first record"),
        ("two-wrong-keys", (other, rsa_key(2048, 3).record()), FAIL, R.SIGNATURE_MISMATCH, None),
        ("key-and-revoked", ("v=DKIM1; p=", KEY.record()), PASS, None, "reads only the first record"),
        ("key-beside-spf", ("v=spf1 -all", KEY.record()), PASS, None, "reads only the first record"),
        ("other-key", (other,), FAIL, R.SIGNATURE_MISMATCH, None),
    ]
    raw = _signed()
    cases = [Case(f"key-{name}", raw, records, word, reason, why) for name, records, word, reason, why in rows]
    strict = (f"v=DKIM1; t=s; p={p}",)
    below, same = _signed(i="anna@mail.d.example"), _signed(i="anna@d.example")
    bound = (f"v=DKIM1; g=an*; p={p}",)
    return [
        *cases,
        Case("key-t-strict-below", below, strict, PERMERROR, R.KEY_STRICT_IDENTITY, "does not read t=s"),
        Case("key-t-strict-same", same, strict, PASS, None),
        Case("key-g-fits", same, bound, PASS, None),
        Case("key-g-no-identity", raw, bound, PERMERROR, R.KEY_GRANULARITY, "does not read g= of a key"),
    ]


def _algorithm_cases() -> list[Case]:
    sizes: list[tuple[int, Result, DkimReason | None]] = [
        (512, POLICY, R.SHORT_KEY),
        (768, POLICY, R.SHORT_KEY),
        (1023, POLICY, R.SHORT_KEY),
        (1024, PASS, None),
        (1536, PASS, None),
        (3072, PASS, None),
    ]
    cases = [
        Case(f"rsa-{bits}", _signed(rsa_key(bits)), (rsa_key(bits).record(),), word, reason)
        for bits, word, reason in sizes
    ]
    e3 = rsa_key(1024, exponent=3)
    small = _signed(rsa_key(768))
    broken = small.replace(b"bye", b"Bye")
    ed = _signed(ED)
    huge = base64.b64encode(_rsa_record_bytes((1 << 8192) + 1, 65537)).decode()
    odd = base64.b64encode(_rsa_record_bytes(KEY.modulus, (1 << 64) + 13)).decode()
    one = base64.b64encode(_rsa_record_bytes(KEY.modulus, 1)).decode()
    even = base64.b64encode(_rsa_record_bytes(KEY.modulus, 65536)).decode()
    padded = base64.b64encode(KEY.public + b"\0\0\0").decode()
    sha1 = _signed(a="rsa-sha1")
    return [
        *cases,
        Case("rsa-exponent-3", _signed(e3), (e3.record(),), PASS, None),
        Case("short-key-and-changed", broken, (rsa_key(768).record(),), POLICY, R.SHORT_KEY),
        Case("sha1-and-changed", sha1.replace(b"bye", b"Bye"), _GOOD, POLICY, R.RSA_SHA1),
        Case("sha1-without-key", sha1, (), PERMERROR, R.NO_KEY),
        Case("sha1-not-allowed", sha1, (KEY.record("h=sha256; "),), POLICY, R.RSA_SHA1, "takes rsa-sha1"),
        Case("ed25519", ed, (ED.record(),), PASS, None),
        Case("ed25519-changed", ed.replace(b"July", b"june"), (ED.record(),), FAIL, R.SIGNATURE_MISMATCH),
        Case("ed25519-rsa-key", ed, _GOOD, PERMERROR, R.KEY_TYPE_MISMATCH),
        Case("ed25519-short", ed, ("v=DKIM1; k=ed25519; p=AAAA",), PERMERROR, R.KEY_UNUSABLE),
        Case("ed25519-signature-short", _signed(ED, b="AAAA"), (ED.record(),), FAIL, R.SIGNATURE_MISMATCH),
        Case("modulus-8193", _signed(), (f"p={huge}",), PERMERROR, R.KEY_UNUSABLE),
        Case("exponent-65-bits", _signed(), (f"p={odd}",), PERMERROR, R.KEY_UNUSABLE),
        Case("exponent-1", _signed(), (f"p={one}",), PERMERROR, R.KEY_UNUSABLE),
        Case("exponent-even", _signed(), (f"p={even}",), PERMERROR, R.KEY_UNUSABLE),
        Case("key-with-bytes-left-over", _signed(), (f"p={padded}",), PASS, None),
    ]


def _rsa_record_bytes(modulus: int, exponent: int) -> bytes:
    return Key("rsa", modulus.bit_length(), modulus, exponent).pkcs1


def _change_cases() -> list[Case]:
    """What happens on the way, under each canonicalisation: the words for simple/simple and relaxed/relaxed."""
    changes: list[tuple[str, Callable[[bytes], bytes], DkimReason | None, DkimReason | None]] = [
        ("nothing", lambda raw: raw, None, None),
        ("trace-field-on-top", lambda raw: b"Received: x\r\n" + raw, None, None),
        ("unsigned-field-added", lambda raw: raw.replace(b"From:", b"X-Spam: no\r\nFrom:"), None, None),
        ("unsigned-field-changed", lambda raw: raw.replace(b"Received: from a", b"Received: from z"), None, None),
        ("field-order", _moved_to_top, None, None),
        ("blank-lines-at-end", lambda raw: raw + b"\r\n\r\n", None, None),
        ("no-blank-lines-at-end", lambda raw: raw.rstrip(b"\r\n") + b"\r\n", None, None),
        ("no-line-end-at-all", lambda raw: raw.rstrip(b"\r\n"), None, None),
        ("field-name-case", lambda raw: raw.replace(b"\r\nSubject:", b"\r\nSUBJECT:"), HEADER, None),
        ("blank-before-colon", lambda raw: raw.replace(b"\r\nTo:", b"\r\nTo :"), HEADER, None),
        ("unfolded", lambda raw: raw.replace(b"of\r\n\tJuly", b"of July"), HEADER, None),
        ("field-blanks", lambda raw: raw.replace(b"<anna@", b"  <anna@"), HEADER, None),
        (
            "subject-tag",
            lambda raw: raw.replace(b"Report", b"[list] Report"),
            HEADER,
            HEADER,
        ),
        (
            "second-subject-below",
            _second_subject,
            HEADER,
            HEADER,
        ),
        (
            "subject-gone",
            lambda raw: raw.replace(b"Subject:", b"X-Subject:"),
            HEADER,
            HEADER,
        ),
        ("body-blanks", lambda raw: raw.replace(b"Hello \t there", b"Hello there"), BODY, None),
        ("body-blanks-at-line-end", lambda raw: raw.replace(b"bye\r\n", b"bye \t\r\n"), BODY, None),
        ("body-tab-for-blank", lambda raw: raw.replace(b"  indented", b"\tindented"), BODY, None),
        (
            "body-indent-gone",
            lambda raw: raw.replace(b"  indented", b"indented"),
            BODY,
            BODY,
        ),
        ("body-line-added", lambda raw: raw + b"-- \r\nlist footer\r\n", BODY, BODY),
        ("body-letter", lambda raw: raw.replace(b"bye", b"Bye"), BODY, BODY),
        (
            "body-gone",
            lambda raw: raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
            BODY,
            BODY,
        ),
    ]
    cases = []
    for name, change, simple, relaxed in changes:
        for form, reason in (("simple", simple), ("relaxed", relaxed)):
            raw = change(sign(MESSAGE, KEY, form=f"{form}/{form}", headers=HEADERS))
            why = "takes a blank before the colon for a broken message" if name == "blank-before-colon" else None
            why = why if reason is None else None  # neither passes
            cases.append(Case(f"{name}-{form}", raw, _GOOD, FAIL if reason else PASS, reason, why))
    return cases


def _second_subject(raw: bytes) -> bytes:
    return raw.replace(b"\r\n\r\n", b"\r\nSubject: x\r\n\r\n", 1)


def _moved_to_top(raw: bytes) -> bytes:
    line = b"To: b@e.example\r\n"
    return line + raw.replace(line, b"", 1)


CASES = [*_tag_cases(), *_list_cases(), *_key_cases(), *_algorithm_cases(), *_change_cases()]

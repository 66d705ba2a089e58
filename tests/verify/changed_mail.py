"""Messages as senders sign them, and what lists, gateways and servers then do to them."""

import base64
import quopri
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.signing import Key, ed25519_key, rsa_key, sign

__all__ = ["CHANGES", "FORMS", "KEYS", "Change", "signed_messages"]

FORMS = ("simple/simple", "relaxed/simple", "simple/relaxed", "relaxed/relaxed")
KEYS: dict[str, Key] = {"s": rsa_key(1024, 5), "e": ed25519_key(5)}
_HEADERS = ("from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type")
_OVERSIGNED = (*_HEADERS, "content-transfer-encoding", "reply-to", "sender", "list-id", "list-unsubscribe", "from")

_FIELDS = (
    "Received: from pc.d.example by mail.d.example; Tue, 1 Jul 2025 10:00:00 +0200\r\n"
    "From: {author}\r\n"
    "To: Club <club@lists.example>, Berta <berta@e.example>\r\n"
    "Subject: {subject}\r\n"
    "Date: Tue, 1 Jul 2025 10:00:00 +0200\r\n"
    "Message-ID: <{number}@d.example>\r\n"
    "MIME-Version: 1.0\r\n"
)
_AUTHORS = ("Anna Meier <anna@d.example>", '"Meier, Anna" <anna@d.example>', "anna@d.example")
_SUBJECTS = ("Meeting on Friday", "Re: Meeting on Friday", "=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Offer (second\r\n try)")
_TEXT = "Dear all,\r\n\r\nwe meet at nine on.\r\nFrom nine on, coffee.\r\n\r\n.. and cake\r\n\r\n-- \r\nAnna\r\n"
_GERMAN = (
    "Liebe Grüße an alle,\r\n\r\nwir treffen uns am Freitag um neun, come on.\r\nFrom nine on.\r\n\r\n.. und Kuchen\r\n"
    "-- \r\nAnna\r\n"
)
_HTML = (
    "<html><head><title>x</title></head>\r\n<body>\r\n<p>We meet on Friday.</p>\r\n<p>Anna</p>\r\n</body></html>\r\n"
)


def _bodies() -> list[tuple[str, bytes]]:
    """Content fields and body of the kinds of mail that lists see."""
    qp = quopri.encodestring(_GERMAN.replace("\r\n", "\n").encode()).replace(b"\n", b"\r\n")
    plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
    alternative = (
        f"--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_TEXT}\r\n"
        f"--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_HTML}\r\n--b1--\r\n"
    )
    mixed = (
        f"--b2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_TEXT}\r\n"
        "--b2\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"
        "\r\n--b2--\r\n"
    )
    html = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n"
    encoded = base64.encodebytes(_GERMAN.encode()).replace(b"\n", b"\r\n")
    return [
        (html, _HTML.encode()),
        (plain + "base64\r\n", encoded),
        ("Content-Type: text/plain; charset=us-ascii\r\n", _TEXT.encode()),
        (plain + "8bit\r\n", _GERMAN.encode()),
        (plain + "quoted-printable\r\n", qp),
        ('Content-Type: multipart/alternative; boundary="b1"\r\n', alternative.encode()),
        ("Content-Type: multipart/mixed; boundary=b2\r\n", mixed.encode()),
    ]


def signed_messages() -> list[tuple[str, bytes]]:
    """Seven bodies and two ways of signing under four canonicalisations; authors and subjects take turns."""
    out = []
    number = 0
    for form in FORMS:
        for kind, (content, body) in enumerate(_bodies()):
            for headers in (_HEADERS, _OVERSIGNED):
                fields = _FIELDS.format(
                    author=_AUTHORS[number % 3], subject=_SUBJECTS[number % 4], number=number
                ).encode()
                raw = fields + content.encode() + b"\r\n" + body
                selector = "se"[number % 2]
                raw = sign(raw, KEYS[selector], selector=selector, form=form, headers=headers, tags={"t": "1751356800"})
                out.append((f"{form}-{kind}-{'over' if headers is _OVERSIGNED else 'plain'}", raw))
                number += 1
    return out


# ---------------------------------------------------------------------------- changes

Edit = Callable[[bytes], bytes | None]


@dataclass(frozen=True)
class Change:
    """`codes` are the names that are right; the edit is None where the change does not apply to a message."""

    id: str
    codes: tuple[str, ...]
    edit: Edit


def _split(raw: bytes) -> tuple[bytes, bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head + b"\r\n", body


def _joined(head: bytes, body: bytes) -> bytes:
    return head + b"\r\n" + body


def _field(head: bytes, name: str, value: Callable[[bytes], bytes]) -> bytes:
    pattern = re.compile(rb"(?im)^(%s:)((?:.|\r\n[ \t])*)(?=\r\n)" % name.encode())
    return pattern.sub(lambda match: match[1] + value(match[2]), head, count=1)


def _body(change: Callable[[bytes], bytes]) -> Edit:
    def edit(raw: bytes) -> bytes:
        head, body = _split(raw)
        return _joined(head, change(body))

    return edit


def _text_only(change: Callable[[bytes], bytes]) -> Edit:
    def edit(raw: bytes) -> bytes | None:
        head = _split(raw)[0]
        return _body(change)(raw) if b"\r\nContent-Type: text/plain" in head and b": base64" not in head else None

    return edit


def _html_only(change: Callable[[bytes], bytes]) -> Edit:
    return lambda raw: _body(change)(raw) if b"\r\nContent-Type: text/html" in _split(raw)[0] else None


def _base64_only(change: Callable[[bytes], bytes]) -> Edit:
    return lambda raw: _body(change)(raw) if b"Transfer-Encoding: base64" in _split(raw)[0] else None


def _multipart_only(change: Callable[[bytes], bytes | None]) -> Edit:
    return lambda raw: change(raw) if b"multipart/" in raw else None


_MAILMAN = (
    b"_______________________________________________\r\nClub mailing list\r\nclub@lists.example\r\n"
    b"https://lists.example/listinfo/club\r\n"
)
_GOOGLE = (
    b'-- \r\nYou received this message because you are subscribed to the group "Club".\r\n'
    b"To unsubscribe from this group send an email to club+unsubscribe@lists.example.\r\n"
)
_DISCLAIMER = b"\r\nThis e-mail is confidential. If you are not the addressee, delete it.\r\n"
_CAUTION = b"CAUTION: This email comes from outside. Do not click on links.\r\n\r\n"
_CAUTION_LINE = b"*** External mail ***\r\n------------------------------\r\n"
_CAUTION_HTML = b'<div style="border:1px solid"><p><b>CAUTION:</b> from outside.</p></div>'


def _subject(change: Callable[[bytes], bytes]) -> Edit:
    return lambda raw: _field(raw, "Subject", change)


def _tag_behind_re(raw: bytes) -> bytes | None:
    return _field(raw, "Subject", lambda v: v.replace(b" Re: ", b" Re: [Club] ")) if b"Subject: Re:" in raw else None


def _from_to_reply_to(raw: bytes) -> bytes:
    author = re.search(rb"(?m)^From:(.*)\r$", raw)
    assert author
    name = re.sub(rb"<.*", b"", author[1]).strip().strip(b'"') or b"anna"
    changed = _field(raw, "From", lambda _: b' "' + name + b' via Club" <club@lists.example>')
    return b"Reply-To:" + author[1] + b"\r\n" + changed


def _from_to_original(raw: bytes) -> bytes:
    author = re.search(rb"(?m)^From:(.*)\r$", raw)
    assert author
    changed = _field(raw, "From", lambda _: b" Club <club@lists.example>")
    return b"X-Original-From:" + author[1] + b"\r\n" + changed


def _from_bare_in_reply_to(raw: bytes) -> bytes:
    author = re.search(rb"(?m)^From:(.*)\r$", raw)
    assert author
    name = re.sub(rb"<.*", b"", author[1]).strip()
    changed = _field(
        raw, "From", lambda _: b" " + (name + b" via Club" if name else b"Club") + b" <club@lists.example>"
    )
    return b"Reply-To: anna@d.example\r\n" + changed


def _list_fields(raw: bytes) -> bytes:
    return (
        b"Sender: club-bounces@lists.example\r\nList-Id: <club.lists.example>\r\n"
        b"List-Unsubscribe: <mailto:club-leave@lists.example>\r\nPrecedence: list\r\n" + raw
    )


def _part_added(raw: bytes) -> bytes | None:
    kind = re.search(rb'boundary="?(b\d)"?', raw)
    assert kind
    end = b"--" + kind[1] + b"--"
    part = b"--" + kind[1] + b"\r\nContent-Type: text/plain\r\nContent-Disposition: inline\r\n\r\n" + _MAILMAN
    return raw.replace(end, part + b"\r\n" + end)


def _wrapped(raw: bytes) -> bytes:
    head, body = _split(raw)
    inner = b"".join(re.findall(rb"(?im)^Content-[a-z-]+:(?:.|\r\n[ \t])*\r\n", head))
    outer = re.sub(rb"(?im)^Content-[a-z-]+:(?:.|\r\n[ \t])*\r\n", b"", head)
    outer += b'Content-Type: multipart/mixed; boundary="===1=="\r\n'
    footer = b"Content-Type: text/plain; charset=us-ascii\r\n\r\n" + _MAILMAN
    wrapped = b"--===1==\r\n" + inner + b"\r\n" + body + b"\r\n--===1==\r\n" + footer + b"\r\n--===1==--\r\n"
    return _joined(outer, wrapped)


def _in_both_parts(raw: bytes) -> bytes | None:
    if b"multipart/alternative" not in raw:
        return None
    head, body = _split(raw)
    body = body.replace(b"Anna\r\n\r\n--b1\r\n", b"Anna\r\n\r\n" + _GOOGLE + b"\r\n--b1\r\n", 1)
    html = b"<br>\r\n-- <br>You received this message because you are subscribed. <a>Unsubscribe</a><br>\r\n"
    return _joined(head, body.replace(b"</body>", html + b"</body>"))


def _html_footer(body: bytes) -> bytes:
    return body.replace(b"</body>", b"<hr>\r\n<p>Club mailing list. <a>Unsubscribe</a></p>\r\n</body>")


def _base64_footer(body: bytes) -> bytes:
    return base64.encodebytes(base64.b64decode(body) + _MAILMAN).replace(b"\n", b"\r\n")


def _other_width(body: bytes) -> bytes:
    text = base64.b64encode(base64.b64decode(body))
    return b"".join(text[n : n + 64] + b"\r\n" for n in range(0, len(text), 64))


def _from_base64(raw: bytes) -> bytes | None:
    head, body = _split(raw)
    if b": base64" not in head:
        return None
    return _joined(head.replace(b": base64", b": 8bit"), base64.b64decode(body))


def _part_relabelled(raw: bytes) -> bytes | None:
    head, body = _split(raw)
    return _joined(head, body.replace(b"charset=utf-8", b'charset="UTF-8"')) if b"charset=utf-8" in body else None


def _html_banner(raw: bytes) -> bytes | None:
    if b"multipart/alternative" not in raw:
        return None
    changed = raw.replace(b"<body>", b"<body>" + _CAUTION_HTML, 1)
    return changed.replace(b"\r\n\r\nDear all", b"\r\n\r\n" + _CAUTION + b"Dear all", 1)


def _to_quoted_printable(raw: bytes) -> bytes | None:
    if b"Transfer-Encoding: 8bit" not in raw:
        return None
    head, body = _split(raw)
    body = quopri.encodestring(body.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return _joined(head.replace(b": 8bit", b": quoted-printable"), body)


def _to_base64(raw: bytes) -> bytes | None:
    if b"Transfer-Encoding: 8bit" not in raw:
        return None
    head, body = _split(raw)
    body = base64.encodebytes(body).replace(b"\n", b"\r\n")
    return _joined(head.replace(b": 8bit", b": base64"), body)


def _to_8bit(raw: bytes) -> bytes | None:
    if b": quoted-printable" not in raw:
        return None
    head, body = _split(raw)
    return _joined(head.replace(b": quoted-printable", b": 8bit"), quopri.decodestring(body))


def _to_latin1(raw: bytes) -> bytes | None:
    if b"Transfer-Encoding: 8bit" not in raw:
        return None
    head, body = _split(raw)
    return _joined(head.replace(b"charset=utf-8", b"charset=iso-8859-1"), body.decode().encode("latin-1"))


def _relabelled(raw: bytes) -> bytes | None:
    head, body = _split(raw)
    for before, after in ((b"charset=us-ascii", b'charset="utf-8"'), (b"charset=utf-8", b"charset=UTF-8")):
        if before in head:
            return _joined(head.replace(before, after), body)
    return None


def _to_doubled(raw: bytes) -> bytes:
    return raw.replace(b"\r\nMIME-Version", b"\r\nTo: undisclosed-recipients:;\r\nMIME-Version", 1)


def _refolded(raw: bytes) -> bytes:
    return _field(raw, "To", lambda value: value.replace(b", ", b",\r\n\t"))


def _comma_unspaced(raw: bytes) -> bytes:
    return _field(raw, "To", lambda value: value.replace(b", ", b","))


def _list_does_all(raw: bytes) -> bytes | None:
    changed = _tag_and_footer(raw)
    return None if changed is None else _list_fields(_from_to_reply_to(changed))


def _tag_and_footer(raw: bytes) -> bytes | None:
    changed = _text_only(lambda body: body + _MAILMAN)(raw)
    return None if changed is None else _field(changed, "Subject", lambda value: b" [Club]" + value)


CHANGES = [
    Change("footer-mailman", ("list_footer",), _text_only(lambda body: body + _MAILMAN)),
    Change("footer-google", ("list_footer",), _text_only(lambda body: body + b"\r\n" + _GOOGLE)),
    Change("disclaimer", ("list_footer",), _text_only(lambda body: body + _DISCLAIMER)),
    Change("footer-html", ("list_footer",), _html_only(_html_footer)),
    Change("footer-base64", ("list_footer",), _base64_only(_base64_footer)),
    Change("base64-other-width", ("reencoded",), _base64_only(_other_width)),
    Change("base64-to-8bit", ("reencoded",), _from_base64),
    Change(
        "banner-html-only", ("banner",), _html_only(lambda body: body.replace(b"<body>", b"<body>" + _CAUTION_HTML))
    ),
    Change("part-relabelled", ("charset_relabelled",), _part_relabelled),
    Change("footer-below-everything", ("list_footer",), lambda raw: raw + _MAILMAN),
    Change("footer-in-both-parts", ("list_footer",), _in_both_parts),
    Change("footer-as-part", ("part_added",), _multipart_only(_part_added)),
    Change("footer-wrapped", ("wrapped_with_footer",), _wrapped),
    Change("subject-tag", ("subject_tag",), _subject(lambda value: b" [Club]" + value)),
    Change("subject-tag-behind-re", ("subject_tag",), _tag_behind_re),
    Change("subject-spam", ("subject_tag",), _subject(lambda value: b" ***SPAM***" + value)),
    Change("subject-external", ("subject_tag",), _subject(lambda value: b" EXTERNAL:" + value)),
    Change("from-to-reply-to", ("from_rewritten",), _from_to_reply_to),
    Change("from-to-original-from", ("from_rewritten",), _from_to_original),
    Change("from-bare-in-reply-to", ("from_rewritten",), _from_bare_in_reply_to),
    Change("list-fields", ("fields_added",), _list_fields),
    Change("banner", ("banner",), _text_only(lambda body: _CAUTION + body)),
    Change("banner-line", ("banner",), _text_only(lambda body: _CAUTION_LINE + body)),
    Change("banner-html", ("banner",), _html_banner),
    Change("line-ends-doubled", ("line_ends",), _body(lambda body: body.replace(b"\r\n", b"\r\r\n"))),
    Change("blank-line-in-front", ("line_ends",), _body(lambda body: b"\r\n" + body)),
    Change("signature-dashes", ("trailing_blanks",), _body(lambda body: body.replace(b"\r\n-- \r\n", b"\r\n--\r\n"))),
    Change("blanks-at-line-ends", ("trailing_blanks",), _text_only(lambda body: body.replace(b"on.\r\n", b"on. \r\n"))),
    Change("from-escaped", ("from_escaped",), _body(lambda body: body.replace(b"\r\nFrom ", b"\r\n>From "))),
    Change("dots-lost", ("dots_stuffed",), _body(lambda body: body.replace(b"\r\n..", b"\r\n."))),
    Change("to-quoted-printable", ("reencoded",), _to_quoted_printable),
    Change("to-base64", ("reencoded",), _to_base64),
    Change("to-8bit", ("reencoded",), _to_8bit),
    Change("to-latin-1", ("charset_converted",), _to_latin1),
    Change("relabelled", ("charset_relabelled",), _relabelled),
    Change("to-doubled", ("field_doubled", "field_order"), _to_doubled),
    Change("to-refolded", ("spaces_folded",), _refolded),
    Change("to-unspaced", ("spaces_folded",), _comma_unspaced),
    Change("tag-and-footer", ("list_footer",), _tag_and_footer),
    Change("all-that-a-list-does", ("list_footer",), _list_does_all),
]

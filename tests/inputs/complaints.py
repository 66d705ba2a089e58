"""Complaints as helpdesks get them: one message wrapped in every way that mail programs and people know."""

import base64
import gzip
import io
import quopri
import struct
import zipfile
from collections.abc import Callable, Sequence
from zlib import crc32

from mailpath.message.fields import read_message
from mailpath.message.mime import decoded, parts
from mailpath.message.readable import part_text
from tests.inputs.outlook_files import compound_file, outlook

__all__ = [
    "ATTACHED",
    "FORWARDS",
    "PASTED",
    "SENDER",
    "WORDS",
    "complaint",
    "inline",
    "multipart",
    "nested",
    "outlook_file",
    "tnef",
]

_HEAD = (
    "From: {sender}\r\nTo: helpdesk@firma.example\r\nSubject: {subject}\r\nDate: Tue, 10 Mar 2026 10:00:00 +0100\r\n"
    "Message-ID: <{mid}@firma.example>\r\nMIME-Version: 1.0\r\n"
)
SENDER = "Anna Beispiel <anna.beispiel@firma.example>"
WORDS = "Hallo, ist das echt? Bitte prüfen, ich habe das nicht bestellt.\r\n\r\nGruß\r\nAnna Beispiel\r\n"


def complaint(
    body: str, *, kind: str = "text/plain", sender: str = SENDER, subject: str = "Phishing?", mid: str = "c1"
) -> bytes:
    head = _HEAD.format(sender=sender, subject=subject, mid=mid)
    return f"{head}Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}".encode()


def multipart(
    *pieces: tuple[str, bytes],
    words: str = WORDS,
    kind: str = "multipart/mixed",
    sender: str = SENDER,
    subject: str = "Phishing?",
    mid: str = "c1",
) -> bytes:
    """`pieces` are the fields of each part (without final line end) and its bytes as they stand."""
    boundary = f"=-{crc32(repr((pieces, words)).encode()):010d}-{mid}"
    parts = [("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", words.encode()), *pieces]
    out = _HEAD.format(sender=sender, subject=subject, mid=mid).encode()
    out += f'Content-Type: {kind}; boundary="{boundary}"\r\n\r\n'.encode()
    for fields, raw in parts:
        out += f"--{boundary}\r\n{fields}\r\n\r\n".encode() + raw + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def _message(raw: bytes) -> tuple[str, bytes]:
    """As an attached message; what is an Outlook file goes in base64."""
    if raw.startswith(b"\xd0\xcf"):
        return _file("x.msg", raw, "application/vnd.ms-outlook")
    return "Content-Type: message/rfc822", raw


def _in_base64(raw: bytes) -> bytes:
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


def _file(name: str, raw: bytes, kind: str = "application/octet-stream") -> tuple[str, bytes]:
    fields = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return f"{fields}Content-Transfer-Encoding: base64", _in_base64(raw)


def _header(raw: bytes) -> str:
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8", "replace")


def outlook_file(raw: bytes) -> bytes:
    """A `.msg` of a message: its header block as text, its body apart."""
    if raw.startswith(b"\xd0\xcf"):
        return raw
    return compound_file(outlook_tree(raw))


def outlook_tree(raw: bytes, *, header_bytes: int = 32, more=None):
    """Outlook keeps a text without its transfer encoding, HTML apart, and each file as a storage of its own."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    texts = {0x007D: head.decode("utf-8", "replace").replace("\n", "\r\n"), 0x1000: body.decode("utf-8", "replace")}
    found = list(parts(read_message(raw)))
    words, files = (found[0] if found else None), found[1:]
    if words is not None and (files or words.encoding or words.type.media_type == "text/html"):
        html = words.type.media_type == "text/html"
        texts[0x1000] = "" if html else part_text(words)
        texts |= {0x1013: part_text(words)} if html else {}
        more = {f"__attach_version1.0_#{n:08X}": _attached(one) for n, one in enumerate(files)}
    return outlook(texts, header_bytes=header_bytes, more=more)


def _attached(part):
    texts = {0x3707: part.file_name or "", 0x370E: part.type.media_type}
    return outlook(texts, header_bytes=8, more={"__substg1.0_37010102": decoded(part)})


def outlook_in_outlook(raw: bytes) -> bytes:
    """A complaint that Outlook saved as `.msg`, the message inside as an Outlook message."""
    raw = multipart(_message(raw)) if raw.startswith(b"\xd0\xcf") else raw
    inner = {"__substg1.0_3701000D": outlook_tree(raw, header_bytes=24)}
    more = {"__attach_version1.0_#00000000": inner}
    return compound_file(outlook({0x007D: _header(complaint(WORDS)), 0x1000: WORDS}, more=more))


def _property(tag: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, tag, 1, len(value)) + value + bytes(-len(value) % 4)


def _attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def tnef(raw: bytes) -> bytes:
    """A `winmail.dat` with the message inside as an Outlook message ([MS-OXTNEF]), or as a file where it holds more."""
    signature = struct.pack("<IH", 0x223E9F78, 1)
    if b"\r\ncontent-type: multipart/" in raw.partition(b"\r\n\r\n")[0].lower() or raw.startswith(b"\xd0\xcf"):
        name = b"x.msg" if raw.startswith(b"\xd0\xcf") else b"x.eml"
        out = signature + _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x00018010, name + b"\0")
        return out + _attribute(2, 0x0006800F, raw)
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    texts = ((0x007D, head.replace(b"\n", b"\r\n")), (0x1000, body))
    wide = [_property(tag, 31, text.decode("utf-8", "replace").encode("utf-16-le") + b"\0\0") for tag, text in texts]
    inner = signature + _attribute(1, 0x00069003, struct.pack("<I", len(wide)) + b"".join(wide))
    held = struct.pack("<I", 1) + _property(0x3701, 13, bytes(16) + inner)
    out = signature + _attribute(1, 0x00069003, struct.pack("<I", 0))
    return out + _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x00069005, held)


def _zip(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _mbox(raw: bytes) -> bytes:
    raw = multipart(_message(raw)) if raw.startswith(b"\xd0\xcf") else raw
    text = raw.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
    return b"From x@y.example Tue Mar 10 10:00:00 2026\n" + text + b"\n\n"


def arf(raw: bytes, *, header_only: bool = False) -> bytes:
    report = b"Feedback-Type: abuse\r\nUser-Agent: Meldestelle/1.0\r\nVersion: 1\r\nSource-IP: 198.51.100.200\r\n"
    content = _header(raw).replace("\n", "\r\n").encode() + b"\r\n" if header_only else raw
    return multipart(
        ("Content-Type: message/feedback-report", report),
        ("Content-Type: text/rfc822-headers", content) if header_only else _message(raw),
        kind="multipart/report; report-type=feedback-report",
        sender="Feedback <fbl@postfach.example>",
        subject="Abuse report",
        words="This is an email abuse report.\r\n",
    )


ATTACHED: dict[str, Callable[[bytes], bytes]] = {
    "rfc822": lambda raw: multipart(_message(raw)),
    "rfc822 in base64": lambda raw: multipart(_file("mail.eml", raw, "message/rfc822")),
    "renamed eml": lambda raw: multipart(_file("Ihr Konto.eml", raw)),
    "name lost": lambda raw: multipart(_file("unknown.bin", raw)),
    "text file": lambda raw: multipart(_file("mail.txt", raw, "text/plain")),
    "in quoted-printable": lambda raw: multipart(
        _message(raw)
        if raw.startswith(b"\xd0\xcf")
        else (
            'Content-Type: application/octet-stream; name="x.eml"\r\nContent-Transfer-Encoding: quoted-printable',
            quopri.encodestring(raw.replace(b"\r\n", b"\n")),
        )
    ),
    "msg attached": lambda raw: multipart(_file("x.msg", outlook_file(raw), "application/vnd.ms-outlook")),
    "msg in msg": outlook_in_outlook,
    "tnef": lambda raw: multipart(_file("winmail.dat", tnef(raw), "application/ms-tnef")),
    "arf": arf,
    "zip": lambda raw: multipart(_file("mails.zip", _zip(("a.eml", raw), ("liesmich.txt", b"x")), "application/zip")),
    "gz": lambda raw: multipart(_file("mail.eml.gz", gzip.compress(raw, mtime=0), "application/gzip")),
    "mbox": lambda raw: multipart(_file("mails.mbox", _mbox(raw), "application/mbox")),
    "digest": lambda raw: multipart(_message(raw), kind="multipart/digest"),
}


def _smart(text: str) -> str:
    return text.replace('"', "”").replace(" ", "\u00a0")


def _wrapped(text: str, width: int = 60) -> str:
    """As a mail program wraps it: lines of any field go on at the margin."""
    out = []
    for line in text.split("\n"):
        while len(line) > width and " " in line[1:width]:
            cut = line.rindex(" ", 1, width)
            out.append(line[:cut])
            line = line[cut + 1 :]
        out.append(line)
    return "\n".join(out)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _around(text: str) -> bytes:
    return complaint(f"Hallo, ist das echt? Hier der Kopf:\n\n{text}\n\nViele Grüße\nAnna Beispiel\n")


PASTED: dict[str, Callable[[bytes], bytes]] = {
    "as it was": lambda raw: _around(_header(raw)),
    "quoted": lambda raw: _around("\n".join(f"> {line}" for line in _header(raw).split("\n"))),
    "indented": lambda raw: _around("\n".join(f"    {line}" for line in _header(raw).split("\n"))),
    "wrapped": lambda raw: _around(_wrapped(_header(raw))),
    "smart": lambda raw: _around(_smart(_header(raw))),
    "html lines": lambda raw: complaint(
        "<p>Ist das echt?</p>" + "<br>\n".join(map(_escaped, _header(raw).split("\n"))) + "<p>Gruß</p>",
        kind="text/html",
    ),
    "html paragraphs": lambda raw: complaint(
        "<p>Ist das echt?</p>"
        + "".join(f"<p>{_escaped(line).replace(' ', '&nbsp;')}</p>\n" for line in _header(raw).split("\n")),
        kind="text/html",
    ),
    "html pre": lambda raw: complaint(f"<pre>{_escaped(_header(raw))}</pre>", kind="text/html"),
    "spaced": lambda raw: _around("\n\n".join(_header(raw).split("\n"))),
}

# the lines of each program; {0} sender, {1} recipient, {2} subject
FORWARDS: dict[str, str] = {
    "Outlook de": "-----Ursprüngliche Nachricht-----\nVon: {0}\nGesendet: Dienstag, 10. März 2026 09:30\nAn: {1}\nBetreff: {2}",  # noqa: E501
    "Outlook new de": "Von: {0}\nGesendet: Dienstag, 10. März 2026 09:30\nAn: {1}\nBetreff: {2}",
    "Thunderbird de": "-------- Weitergeleitete Nachricht --------\nBetreff: {2}\nDatum: Tue, 10 Mar 2026 09:30:00 +0100\nVon: {0}\nAn: {1}",  # noqa: E501
    "Apple de": "Anfang der weitergeleiteten Nachricht:\n\n> Von: {0}\n> Betreff: {2}\n> Datum: 10. März 2026 um 09:30\n> An: {1}",  # noqa: E501
    "Gmail de": "---------- Forwarded message ---------\nVon: {0}\nDate: Di., 10. März 2026 um 09:30 Uhr\nSubject: {2}\nTo: {1}",  # noqa: E501
    "GMX": "Gesendet: Dienstag, 10. März 2026 um 09:30 Uhr\nVon: {0}\nAn: {1}\nBetreff: {2}",
    "Outlook en": "-----Original Message-----\nFrom: {0}\nSent: Tuesday, March 10, 2026 9:30 AM\nTo: {1}\nSubject: {2}",
    "Apple en": "Begin forwarded message:\n\nFrom: {0}\nSubject: {2}\nDate: March 10, 2026 at 9:30\nTo: {1}",
    "bold en": "*From:* {0}\n*Sent:* Tuesday, March 10, 2026 9:30 AM\n*To:* {1}\n*Subject:* {2}",
    "Outlook fr": "-----Message d'origine-----\nDe : {0}\nEnvoyé : mardi 10 mars 2026 09:30\nÀ : {1}\nObjet : {2}",
    "Thunderbird fr": "-------- Message transféré --------\nSujet :\t{2}\nObjet : {2}\nDate :\tTue, 10 Mar 2026\nDe :\t{0}\nPour :\t{1}",  # noqa: E501
    "Outlook es": "De: {0}\nEnviado el: martes, 10 de marzo de 2026 9:30\nPara: {1}\nAsunto: {2}",
    "Outlook it": "Da: {0}\nInviato: martedì 10 marzo 2026 09:30\nA: {1}\nOggetto: {2}",
    "Thunderbird it": "-------- Messaggio Inoltrato --------\nOggetto: {2}\nData: Tue, 10 Mar 2026\nMittente: x\nDa: {0}\nA: {1}",  # noqa: E501
    "Outlook nl": "Van: {0}\nVerzonden: dinsdag 10 maart 2026 09:30\nAan: {1}\nOnderwerp: {2}",
    "Outlook pl": "Od: {0}\nWysłano: wtorek, 10 marca 2026 09:30\nDo: {1}\nTemat: {2}",
    "Thunderbird pl": "-------- Wiadomość przekazana --------\nTemat: {2}\nData: Tue, 10 Mar 2026\nNadawca: x\nOd: {0}\nDo: {1}",  # noqa: E501
}


def inline(program: str, sender: str, to: str, subject: str, text: str, *, words: str = WORDS, **about: str) -> bytes:
    lines = FORWARDS[program].format(sender, to, subject)
    return complaint(f"{words}\n{lines}\n\n{text}\n", subject=f"WG: {subject}", **about)


def nested(raw: bytes, ways: Sequence[str]) -> bytes:
    """Wrapped from the inside out by the named ways of ATTACHED and PASTED."""
    for way in ways:
        raw = (ATTACHED.get(way) or PASTED[way])(raw)
    return raw

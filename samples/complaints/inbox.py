"""The complaints: who writes, how the message is wrapped, and which one it is. Everybody is invented, under `.example`."""

from collections.abc import Callable, Iterator

from samples.stories import STORIES, Zone
from tests.inputs import complaints as wraps

__all__ = ["OWN_DOMAINS", "complaints", "zone"]

OWN_DOMAINS = ("empfang.example",)

_TOLD = {one.name: one for one in STORIES}
_CHOSEN = (
    "own-server",
    "newsletter-signed-as-shop",
    "microsoft-365-customer",
    "forwarded-by-known-host",
    "list-known",
    "leak-exchange",
    "leak-mx-not-in-spf",
    "newsletter-unaligned",
    "spoofed-bank",
    "spoofed-own-domain",
    "spoofed-while-monitoring",
    "nothing-published",
    "display-name-trick",
)
_PEOPLE = (
    "Anna Beispiel <anna.beispiel@empfang.example>",
    "Bernd Muster <bernd.muster@empfang.example>",
    "Clara Probe <clara.probe@empfang.example>",
    "David Sample <david.sample@kunde.example>",
    "Eva Vorlage <eva.vorlage@empfang.example>",
    "Felix Beleg <felix.beleg@kunde.example>",
)
_ENGLISH = "Hello,\r\n\r\nis this real? I did not order anything. Please have a look.\r\n\r\nRegards\r\n"
_GERMAN = "Hallo,\r\n\r\nist das echt? Ich habe das nicht bestellt, bitte prüfen.\r\n\r\nGruß\r\n"
_ALREADY_OUTER = ("arf", "msg in msg")  # these bring a sender of their own

Wrap = Callable[[bytes], bytes]


def zone() -> Zone:
    """The DNS of all the stories in one map."""
    merged: Zone = {}
    for name in _CHOSEN:
        for owner, records in _TOLD[name].make().zone.items():
            merged.setdefault(owner, {}).update(records)
    return merged


def _raw(name: str) -> bytes:
    made = _TOLD[name].make()
    return made.letter.sealed() + made.tail


def complaints() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each, in the order of their numbers."""
    for number, (name, raw) in enumerate(_all(), 1):
        yield f"{number:02d}-{name}.eml", _signed(raw, number)


def _signed(raw: bytes, number: int) -> bytes:
    """Each complaint has its own sender and id."""
    person = _PEOPLE[number % len(_PEOPLE)]
    raw = raw.replace(wraps.SENDER.encode(), person.encode(), 1)
    return raw.replace(b"Message-ID: <c1@firma.example>", f"Message-ID: <c{number}@helpdesk.example>".encode(), 1)


def _all() -> Iterator[tuple[str, bytes]]:
    ways = [way for way in wraps.ATTACHED if way != "digest"]
    for number, way in enumerate(ways):  # one wave, reported in every way there is
        yield f"bank-{_slug(way)}", wraps.ATTACHED[way](_raw("spoofed-bank"))
        if number % 3 == 0:
            yield f"own-domain-{_slug(way)}", wraps.ATTACHED[way](_raw("spoofed-own-domain"))
    for way in wraps.PASTED:
        yield f"pasted-{_slug(way)}", wraps.PASTED[way](_raw("leak-exchange"))
    for program in (
        "Outlook de",
        "Thunderbird de",
        "Apple en",
        "Gmail de",
        "GMX",
        "Outlook fr",
        "Outlook es",
        "Outlook pl",
    ):
        yield (
            f"inline-{_slug(program)}",
            wraps.inline(program, "Paketdienst <info@paket.example>", "info@empfang.example", "Ihr Paket", _PARCEL),
        )
    for name in _CHOSEN[:5] + _CHOSEN[6:8] + _CHOSEN[10:]:
        yield name, wraps.multipart(("Content-Type: message/rfc822", _raw(name)), words=_ENGLISH)
    yield (
        "several",
        wraps.multipart(*(("Content-Type: message/rfc822", _raw(one)) for one in _CHOSEN[8:10]), words=_GERMAN),
    )
    yield "complaint-of-a-complaint", wraps.nested(_raw("spoofed-bank"), ["rfc822", "arf", "zip"])
    picture = 'Content-Type: image/png; name="Bildschirmfoto.png"\r\nContent-Transfer-Encoding: base64'
    yield "screenshot", wraps.multipart((picture, b"iVBORw0KGgo="), words=_GERMAN)
    yield "nothing", wraps.complaint("Hallo,\r\n\r\nich bekomme dauernd Spam. Bitte abstellen.\r\n")
    report = b"Feedback-Type: abuse\r\nUser-Agent: Meldestelle/1.0\r\nVersion: 1\r\nSource-IP: 198.51.100.77\r\n"
    kind = "multipart/report; report-type=feedback-report"
    yield "report-without-message", wraps.multipart(("Content-Type: message/feedback-report", report), kind=kind)


_PARCEL = (
    "Guten Tag, Ihr Paket konnte heute nicht zugestellt werden. Bitte bezahlen Sie die offene Gebühr von 2,99 Euro über "
    "http://zustellung.paketportal.example/zahlen, damit wir es morgen bringen können. Ihr Paketdienst"
)


def _slug(text: str) -> str:
    return "-".join(text.lower().split())

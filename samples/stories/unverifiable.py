"""Mail that nothing vouches for and nothing refutes."""

from samples.letters import Letter, postfix, qmail
from samples.stories.publishing import mx, named, signed, txt, zone
from samples.stories.telling import Made, story

__all__ = ["CHAPTER"]


@story(
    "The key of the signature is gone since, and nobody noted it at receipt.",
    "unverifiable",
    "medium",
    "192.0.2.83",
    "no",
    "no",
    3,
)
def key_gone() -> Made:
    letter = Letter("Verein <info@verein.example>", "Einladung", "Liebe Freunde,\n\nwir laden ein.")
    signed(letter, "verein.example", "2023", "verein").on_top(
        "Return-Path: <bounce@mailer.example>",
        postfix("m3.mailer.example", "m3.mailer.example", "192.0.2.83"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("verein.example", "mx.verein.example", "198.51.100.47"),
            named("192.0.2.83", "m3.mailer.example"),
            txt("verein.example", "v=spf1 mx ~all"),
        ),
        days_later=90,
    )


@story("A domain that publishes nothing at all.", "unverifiable", "high", "198.51.100.210", "unknown", "no", 3)
def nothing_published() -> Made:
    letter = Letter("Praxis <praxis@hausarzt.example>", "Ihr Befund", "Guten Tag,\n\nIhr Befund liegt bereit.")
    letter.on_top(
        "Return-Path: <praxis@hausarzt.example>",
        "Delivered-To: info@empfang.example",
        qmail("server.hausarzt-it.example", "server.hausarzt-it.example", "198.51.100.210"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("hausarzt.example", "mx.hausarzt-mail.example", "198.51.100.211"),
            named("198.51.100.210", "server.hausarzt-it.example"),
        ),
    )


@story("SPF says +all: it passes, and that promises nothing.", "unverifiable", "low", "203.0.113.220", "no", "no", 3)
def spf_passes_anyone() -> Made:
    letter = Letter("Sales <sales@bargain.example>", "Everything must go", "Hello,\n\nlast chance.")
    letter.on_top(
        "Return-Path: <sales@bargain.example>",
        postfix("cheap.vps.example", None, "203.0.113.220"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bargain.example", "mx.bargain.example", "198.51.100.48"),
            txt("bargain.example", "v=spf1 +all"),
        ),
    )


CHAPTER = (
    key_gone,
    nothing_published,
    spf_passes_anyone,
)

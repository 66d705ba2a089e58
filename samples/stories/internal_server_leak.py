"""Mail over a host of the author's own that no record names."""

from samples.letters import Letter, exchange, postfix, sendmail
from samples.stories.publishing import mx, named, txt, zone
from samples.stories.telling import Made, story

__all__ = ["CHAPTER"]


@story(
    "The company's Exchange sends directly: its own server, but none of its records names it.",
    "internal_server_leak",
    "high",
    "203.0.113.9",
    "no",
    "no",
    1,
)
def leak_exchange() -> Made:
    letter = Letter("Lager Firma <lager@firma.example>", "Lieferschein 4711", "Guten Tag,\n\nIhre Ware ist unterwegs.")
    letter.on_top(
        "Return-Path: <lager@firma.example>",
        postfix("exch01.firma.local", "business-9.provider.example", "203.0.113.9"),
        exchange("EXCH01.firma.local", "10.1.2.3", "EXCH01.firma.local", "10.1.2.3", at=1),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("firma.example", "mail.firma-mx.example", "198.51.100.60"),
            named("203.0.113.9", "business-9.provider.example"),
            {"owa.firma.example": {"A": ["203.0.113.9"]}},
            txt("firma.example", "v=spf1 mx -all"),
        ),
    )


@story(
    "The domain's own MX sends too, but SPF forgot it.", "internal_server_leak", "high", "203.0.113.70", "no", "yes", 1
)
def leak_mx_not_in_spf() -> Made:
    letter = Letter("Orders <orders@bikeparts.example>", "Order 1009", "Hello,\n\nyour order has left our house.")
    letter.on_top(
        "Return-Path: <orders@bikeparts.example>",
        sendmail("mail.bikeparts.example", "mail.bikeparts.example", "203.0.113.70"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bikeparts.example", "mail.bikeparts.example", "203.0.113.70"),
            named("203.0.113.70", "mail.bikeparts.example"),
            txt("bikeparts.example", "v=spf1 include:sendgrid.net ~all"),
            txt("sendgrid.net", "v=spf1 ip4:192.0.2.64/26 -all"),
            txt("_dmarc.bikeparts.example", "v=DMARC1; p=quarantine"),
        ),
    )


CHAPTER = (
    leak_exchange,
    leak_mx_not_in_spf,
)

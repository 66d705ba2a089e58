"""Mail of the receiver's own people and machines."""

from samples.letters import Letter, postfix
from samples.stories.publishing import zone
from samples.stories.telling import Made, story

__all__ = ["CHAPTER"]


@story("A colleague at home, logged in to our own server.", "internal", "high", "198.51.100.230", "no", "no", 0)
def internal_submission() -> Made:
    letter = Letter("Kollegin <kollegin@empfang.example>", "Protokoll", "Hallo,\n\nanbei das Protokoll.")
    letter.on_top(
        "Return-Path: <kollegin@empfang.example>",
        "Received: from [192.168.178.20] (p5b0a1c2d.dip.zugang.example [198.51.100.230])\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n"
        "\t(Client did not present a certificate)\n\t(Authenticated sender: kollegin@empfang.example)\n"
        "\tby mx.empfang.example (Postfix) with ESMTPSA id 4T0001QzKxz901\n"
        "\tfor <info@empfang.example>; Tue, 10 Mar 2026 09:30:01 +0000",
    )
    return Made(
        letter=letter,
        zone=zone(),
        args=("--own-domain", "empfang.example", "--trust", "mx.empfang.example"),
    )


@story("From our own print server, inside all the way.", "internal", "high", "10.20.30.40", "no", "no", 0)
def internal_all_the_way() -> Made:
    letter = Letter("Drucker <drucker@empfang.example>", "Toner fast leer", "Toner Schwarz: 5 %")
    letter.on_top(
        "Return-Path: <drucker@empfang.example>",
        postfix("relay.empfang.example", "relay.empfang.example", "10.20.30.5"),
        postfix("druck01.empfang.example", "druck01.empfang.example", "10.20.30.40", "relay.empfang.example", at=1),
    )
    return Made(
        letter=letter,
        zone=zone(),
        args=("--own-domain", "empfang.example", "--trust", ".empfang.example", "--trust", "10.20.30.0/24"),
    )


CHAPTER = (
    internal_submission,
    internal_all_the_way,
)

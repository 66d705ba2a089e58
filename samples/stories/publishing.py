"""What domains publish, as pieces of a story's DNS, and letters signed by their keys."""

from samples.letters import START, Letter
from samples.signing import dkim_signature, rsa_key
from samples.stories.telling import Zone

__all__ = ["SENT", "bank_and_forger", "heizbau", "key", "mx", "named", "signed", "txt", "zone"]

SENT = int(START.timestamp())


def zone(*parts: Zone) -> Zone:
    """The receiver's own records with those of the story."""
    merged: Zone = {
        "empfang.example": {"MX": ["10 mx.empfang.example."], "TXT": ["v=spf1 mx -all"]},
        "mx.empfang.example": {"A": ["192.0.2.25"]},
        **named("192.0.2.25", "mx.empfang.example"),
    }
    for part in parts:
        for name, records in part.items():
            merged[name] = {**merged.get(name, {}), **records}
    return merged


def named(ip: str, name: str) -> Zone:
    """A host whose name and address confirm each other."""
    a, b, c, d = ip.split(".")
    return {f"{d}.{c}.{b}.{a}.in-addr.arpa": {"PTR": [name + "."]}, name: {"A": [ip]}}


def txt(name: str, *texts: str) -> Zone:
    return {name: {"TXT": list(texts)}}


def mx(name: str, host: str, ip: str) -> Zone:
    return {name: {"MX": [f"10 {host}."]}, host: {"A": [ip]}}


def signed(letter: Letter, domain: str, selector: str, seed: str, **more: object) -> Letter:
    signature = dkim_signature(letter.fields, letter.body, rsa_key(seed), domain, selector, at=SENT, **more)  # type: ignore[arg-type]
    return letter.on_top(signature)


def key(domain: str, selector: str, seed: str, flags: str = "") -> Zone:
    return txt(f"{selector}._domainkey.{domain}", rsa_key(seed).record(flags))


def heizbau(*parts: Zone) -> Zone:
    """A company that publishes everything, and sends from 203.0.113.10 with the selector `s1`."""
    return zone(
        mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
        named("203.0.113.10", "mail.heizbau.example"),
        txt("heizbau.example", "v=spf1 mx -all"),
        txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
        key("heizbau.example", "s1", "heizbau"),
        *parts,
    )


def bank_and_forger(*parts: Zone) -> Zone:
    """A bank that asks to reject, and the host 198.51.100.200 of somebody who writes in its name."""
    return zone(
        mx("bank.example", "mx1.bank.example", "203.0.113.150"),
        named("203.0.113.150", "mx1.bank.example"),
        named("198.51.100.200", "mail.evil.example"),
        txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
        txt("bank.example", "v=spf1 mx -all"),
        txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        *parts,
    )

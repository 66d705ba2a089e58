"""What the picture takes from one row: plain words, "" for null, and where the message belongs in its charts."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from ipaddress import ip_network
from typing import NamedTuple

from mailpath.outputs.columns import columns
from mailpath.outputs.sheets.values import Plain

__all__ = ["DELAYS", "TLS_WORDS", "Place", "Sighting", "delay_bucket", "sighting_of", "tls_word"]

DELAYS = (10, 60, 600, 3600, 86400)  # seconds up to which a bar goes; then one for what is longer, one for unknown
TLS_WORDS = ("TLSv1.3", "TLSv1.2", "older", "yes", "no", "unknown")  # "yes": TLS, but no version is told
_LONGEST_NAME = 200


class Place(StrEnum):
    """Places in the flow that have no name of their own. No network or service is named so."""

    UNKNOWN = ""
    MORE = "@more"
    INTERNAL = "@internal"  # addresses that are not of the public network
    OWN_LISTED = "@own_listed"
    OWN_UNLISTED = "@own_unlisted"
    LISTED = "@listed"
    HOSTS = "@hosts"


class Sighting(NamedTuple):
    """One message that could be read. `order` is its place in the scan; times are RFC 3339 texts, "" if unknown."""

    order: int
    when: str
    verdict: str
    confidence: str
    domain: str
    name: str
    kind: str
    listed: str
    network: str
    service: str
    tls: str
    delay: int
    delay_inside: int
    subject: str
    file: str
    key: str
    action: tuple[str, str, str]  # code, English sentence, facts as JSON
    report: str


@cache
def _places() -> dict[str, int]:
    return {column.name: number for number, column in enumerate(columns())}


def sighting_of(values: Sequence[Plain], order: int) -> Sighting | None:
    """Of one row in the order of `columns()`, with the whole report behind them or not; None if it was unreadable."""
    places = _places()

    def text(name: str) -> str:
        value = values[places[name]]
        return "" if value is None else str(value)

    if text("source_error"):
        return None
    service = text("sending_host_service_name")
    own = text("sending_host_same_organization") == "yes" or text("verdict") in ("internal_server_leak", "internal")
    whole = values[len(places)] if len(values) > len(places) else None
    return Sighting(
        order=order,
        when=text("received_at"),
        verdict=text("verdict"),
        confidence=text("confidence"),
        domain=text("identifiers_author_domain"),
        name=service or text("sending_host_name") or text("sending_host_ip"),
        kind="service" if service else "host",
        listed=text("listed"),
        network=_network(text),
        service=service[:_LONGEST_NAME] or _hosts(bool(text("sending_host_ip")), own, text("listed") == "yes"),
        tls=tls_word(text("tls"), text("tls_version")),
        delay=delay_bucket(values[places["delay_seconds"]]),
        delay_inside=delay_bucket(values[places["delay_inside_seconds"]]),
        subject=text("identifiers_subject"),
        file=text("source_file"),
        key=text("source_key"),
        action=(text("action_code"), text("action_text"), text("action_facts")),
        report=whole if isinstance(whole, str) else "",
    )


def _network(text: Callable[[str], str]) -> str:
    """The network as it is announced where that was asked for, else the /24 or /48 around the address."""
    address = text("sending_host_ip")
    if not address:
        return Place.UNKNOWN
    if text("sending_host_internal_address") == "yes":
        return Place.INTERNAL
    if number := text("sending_host_network_asn"):
        return f"{text('sending_host_network_name')[:_LONGEST_NAME]} AS{number}".strip()
    return _around(address)


@lru_cache(maxsize=100_000)
def _around(address: str) -> str:
    try:
        return str(ip_network(f"{address}/{48 if ':' in address else 24}", strict=False))
    except ValueError:
        return Place.UNKNOWN


def _hosts(seen: bool, own: bool, listed: bool) -> str:
    if not seen:
        return Place.UNKNOWN
    if own:
        return Place.OWN_LISTED if listed else Place.OWN_UNLISTED
    return Place.LISTED if listed else Place.HOSTS


def delay_bucket(seconds: Plain) -> int:
    """The number of its bar."""
    if not isinstance(seconds, int):
        return len(DELAYS) + 1
    return next((number for number, most in enumerate(DELAYS) if seconds <= most), len(DELAYS))


def tls_word(secure: str, version: str) -> str:
    if secure != "yes":
        return "no" if secure == "no" else "unknown"
    if not version:
        return "yes"
    return version if version in TLS_WORDS else "older"

"""A message's way: hops, boundary and findings."""

from collections.abc import Mapping

from mailpath.message.fields import Message
from mailpath.path.boundary import Found, find_boundary
from mailpath.path.boundary.given import given_alone
from mailpath.path.chain import NOBODY, Names, chain_of
from mailpath.path.findings import path_findings
from mailpath.path.hops import Hops, placed, read_hops
from mailpath.path.steps import Step, looks_no_name_up, step_of
from mailpath.receipts import Receipt
from mailpath.values.path import Path
from mailpath.values.settings import Settings

__all__ = ["find", "unnamed_client"]


def find(
    message: Message,
    receipts: tuple[Receipt, ...],
    settings: Settings,
    recipient_mx: Mapping[str, tuple[str, ...]] | None = None,
    hops: Hops | None = None,
    names: Names = NOBODY,
) -> Path:
    """The path of a message; pure, never raises, and may be called again once MX answers are known.

    `recipient_mx` maps the domains of `recipient_domains` to their MX hosts (lower case, no final dot); None where
    they were not asked for. `hops` saves reading the Received fields again. `names` are those of `unnamed_client` that
    DNS confirms, by address.
    """
    hops = read_hops(message) if hops is None else hops
    if not hops.hops:
        found: Found | None = None
        if settings.client_ip is not None:
            found = given_alone(settings.client_ip)
        return Path(hops=(), boundary=found.boundary if found else None, findings=found.reasons if found else ())
    found = find_boundary(chain_of(message, hops, receipts, settings, recipient_mx, names))
    boundary = found.boundary if found else None
    index = boundary.hop_index if boundary else None
    ready = placed(hops.hops, index)
    reasons = found.reasons if found else ()
    return Path(
        hops=ready,
        boundary=boundary,
        findings=(*reasons, *path_findings(message, ready, index, hops.count)),
    )


def unnamed_client(path: Path) -> str | None:
    """The address of the boundary's client, where a name of it could lead further down and its server looks none up."""
    index = path.boundary.hop_index if path.boundary else None
    if index is None or index + 1 >= len(path.hops):
        return None
    hop = path.hops[index]
    return hop.ip if looks_no_name_up(hop) and step_of(hop) is Step.CLIENT else None

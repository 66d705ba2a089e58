"""No setting and no record: the chain as it stands, from the top.

The top hop is written by the system that holds the mailbox, so the first client that is not shown to be inside is the
sending host, or a machine of the receiver's own that nothing shows to be one. Which of the two cannot be told from the
chain, whatever stands below, so confidence is low; but at the border of a mailbox provider there is nothing in front.
"""

from mailpath.language import reason
from mailpath.path.boundary.doubts import doubts
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain, Passed
from mailpath.path.providers import Provider, edge_of, provider_of, writes_internally
from mailpath.path.steps import Step, is_internal_client, step_of
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD"]


def _find(chain: Chain) -> Found | None:
    provider = _provider(chain)
    against = doubts(chain)
    if provider is None:
        return Found.at(
            chain.walk.end, BoundaryMethod.STRUCTURE, Confidence.LOW, *_unconfirmed(chain, against), *against
        )
    confidence = Confidence.LOW if against else Confidence.HIGH if provider.measured else Confidence.MEDIUM
    entered = reason("boundary_at_provider", provider=provider.name, by=chain.end.by)
    return Found.at(chain.walk.end, BoundaryMethod.STRUCTURE, confidence, entered, *against)


def _provider(chain: Chain) -> Provider | None:
    """The mailbox provider at whose border the walk ends, every hop since the mailbox being the provider's own."""
    passed = chain.walk.passed
    start = max((index + 1 for index, why in enumerate(passed) if why is Passed.FETCHED), default=0)
    hops = chain.hops.hops[start : chain.walk.end + 1]
    provider = edge_of(hops[-1]) or (provider_of(hops[-2]) if len(hops) > 1 and writes_internally(hops[-1]) else None)
    if provider is None or any(not writes_internally(hop) and provider_of(hop) is not provider for hop in hops[:-1]):
        return None
    return provider


def _unconfirmed(chain: Chain, against: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The other reading, where a hop further down gives one."""
    hop = chain.end
    if hop.ip is None or step_of(hop) is Step.SUBMITTED:
        return ()
    below = chain.hops.hops[chain.walk.end + 1 :]
    other = next((one for one in below[:10] if step_of(one) is Step.CLIENT and not is_internal_client(one)), None)
    if other is None:
        return () if against else (reason("boundary_by_structure", ip=hop.ip, by=hop.by),)
    return (reason("boundary_two_readings", ip=hop.ip, by=hop.by, other_ip=other.ip, other_by=other.by),)


METHOD = Method(BoundaryMethod.STRUCTURE, _find)

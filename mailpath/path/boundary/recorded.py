"""An Authentication-Results or Received-SPF field of the receiver that names the client it judged."""

from mailpath.language import reason
from mailpath.path.boundary.doubts import doubts
from mailpath.path.boundary.judged import judged_clients
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD"]


def _find(chain: Chain) -> Found | None:
    """The end of the walk where such a field names its client.

    A receiver that is told of a filter in front of it judges the client behind the filter: where its fields name the
    client of a hop further down, that hop is the boundary.
    """
    judged = judged_clients(chain)
    if not judged:
        return None
    hop = chain.end
    if hop.ip in judged:
        against = doubts(chain)
        confidence = Confidence.LOW if against else Confidence.HIGH
        return Found.at(chain.walk.end, BoundaryMethod.RECORDED, confidence, *against)
    if hop.ip is None:
        return Found.at(chain.walk.end, BoundaryMethod.RECORDED, Confidence.MEDIUM)
    for client in judged:
        for index in range(chain.walk.end + 1, len(chain.hops.hops)):
            if chain.hops.hops[index].ip == client:
                why = reason("recorded_behind_filter", ip=client, filter_ip=hop.ip, by=chain.hops.hops[index].by)
                return Found.at(index, BoundaryMethod.RECORDED, Confidence.MEDIUM, why)
    return None


METHOD = Method(BoundaryMethod.RECORDED, _find)

"""`--client-ip`: the user says who the client was."""

from mailpath.language import reason
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD", "given_alone"]


def _find(chain: Chain) -> Found | None:
    given = chain.settings.client_ip
    if given is None:
        return None
    for index, hop in enumerate(chain.hops.hops):
        if hop.ip == given:
            return Found.at(index, BoundaryMethod.GIVEN, Confidence.HIGH)
    return given_alone(given)


def given_alone(ip: str) -> Found:
    """The client that was given, where no hop shows it."""
    return Found.at(None, BoundaryMethod.GIVEN, Confidence.HIGH, reason("given_client_not_in_hops", ip=ip))


METHOD = Method(BoundaryMethod.GIVEN, _find)

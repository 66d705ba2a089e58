"""The ways to find the boundary, in the order of the contract: the first that answers decides."""

from mailpath.path.boundary import configured, given, recipient_mx, recorded, structure
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain

__all__ = ["METHODS", "Found", "Method", "find_boundary"]

METHODS: tuple[Method, ...] = (
    given.METHOD,
    configured.METHOD,
    recorded.METHOD,
    recipient_mx.METHOD,
    structure.METHOD,
)


def find_boundary(chain: Chain) -> Found | None:
    """The boundary by the first method that finds one."""
    for method in METHODS:
        found = method.find(chain)
        if found is not None:
            return found
    return None

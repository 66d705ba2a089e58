"""Whether two host names look like one organization's, without the Public Suffix List.

Good enough to raise a doubt or choose a finding; nothing is ever believed because of it.
"""

from functools import lru_cache

from mailpath.values.names import dns_name, ip_address

__all__ = ["host_name", "is_public_name", "organization_guess", "related"]

# Second labels under which names are registered in many countries (`co.uk`, `com.br`)
_REGISTRY_LABELS = frozenset(
    (
        "ac",
        "biz",
        "co",
        "com",
        "edu",
        "gen",
        "go",
        "gob",
        "gouv",
        "gov",
        "gv",
        "id",
        "info",
        "mil",
        "ne",
        "net",
        "nic",
        "nom",
        "or",
        "org",
        "sch",
        "web",
    )
)
# RFC 6762 appendix G, RFC 8375, RFC 9476, and what administrators use inside; `example` and `test` count as public
_PRIVATE_ENDS = frozenset(
    (
        "local",
        "lan",
        "internal",
        "intern",
        "intra",
        "intranet",
        "corp",
        "home",
        "localdomain",
        "localhost",
        "private",
        "priv",
        "loc",
        "dom",
        "domain",
        "arpa",
        "invalid",
        "onion",
        "alt",
        "box",
        "workgroup",
    )
)


@lru_cache(maxsize=4096)
def host_name(text: str | None) -> str | None:
    """A normalised host name; None for addresses, literals and what is no name."""
    if not text or text[0] == "[" or ip_address(text) is not None:
        return None
    return dns_name(text)


@lru_cache(maxsize=4096)
def is_public_name(text: str | None) -> bool:
    """Whether a name can exist in the public DNS: two labels or more, and no ending of private networks."""
    name = host_name(text)
    if name is None or "." not in name:
        return False
    end = name.rpartition(".")[2]
    return end not in _PRIVATE_ENDS and not end.isdigit() and "_" not in end


@lru_cache(maxsize=4096)
def organization_guess(text: str | None) -> str | None:
    """The last two labels of a public name, three under a registry's second label; None for other names."""
    if not is_public_name(text):
        return None
    labels = (host_name(text) or "").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRY_LABELS
    return ".".join(labels[-3:] if deep else labels[-2:])


def related(one: str | None, other: str | None) -> bool:
    """Whether both names look like one organization's."""
    guess = organization_guess(one)
    return guess is not None and guess == organization_guess(other)

"""Organizations by the Public Suffix List: for RFC 7489 and for facts where the DNS tree walk finds no record.

The list is loaded on first use, never on import.
"""

from mailpath.organization.suffix_list import (
    is_public_suffix,
    list_version,
    organizational_domain_psl,
    public_suffix,
)

__all__ = ["is_public_suffix", "list_version", "organizational_domain_psl", "public_suffix"]

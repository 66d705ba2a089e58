"""Which names exist in a set of owner names: those that own records, those above them, and what a wildcard makes."""

from collections.abc import Collection

from mailpath.dns.owner import parents

__all__ = ["NamesHeld"]


class NamesHeld:
    """Existence of names (RFC 4592 sections 2.2 and 3.3) over a collection of owner names.

    What stands above an owner is found at the first miss, so that a large file costs nothing while its names are asked.
    """

    __slots__ = ("_above", "_owners", "_wildcards")

    def __init__(self, owners: Collection[str]) -> None:
        self._owners = owners
        self._above: frozenset[str] | None = None
        self._wildcards = False

    def is_above(self, name: str) -> bool:
        """Whether an owner stands below `name`; if it is no owner itself, it is an empty non-terminal."""
        return name in self._all_above()

    def wildcard_for(self, name: str) -> str | None:
        """The wildcard that makes records for a name that does not exist, by the closest encloser; None without one."""
        above = self._all_above()
        if not self._wildcards:
            return None
        closest = next((parent for parent in parents(name) if parent in self._owners or parent in above), "")
        wildcard = f"*.{closest}" if closest else "*"
        return wildcard if wildcard in self._owners else None

    def _all_above(self) -> frozenset[str]:
        if self._above is None:
            above: set[str] = set()
            for owner in self._owners:
                self._wildcards |= owner == "*" or owner.startswith("*.")
                for parent in parents(owner):
                    if parent in above:
                        break
                    above.add(parent)
            self._above = frozenset(above)
        return self._above

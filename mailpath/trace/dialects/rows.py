"""Families that differ only in words, as rows: how a family is told by its words."""

import re
from collections.abc import Callable
from typing import NamedTuple

from mailpath.trace.clauses import Clauses

__all__ = ["Row", "hosts_of", "told_by_words"]


class Row(NamedTuple):
    """`programs`: first words of a comment, `protocols`: first words of the with-clause, `vias`: of the via-clause,
    `hosts`: ends of by; all in lower case."""

    family: str
    programs: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    vias: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


_FIRST = re.compile(r"[a-z][a-z_.]*(?:-[a-z][a-z_]*)*")


def told_by_words(rows: tuple[Row, ...]) -> Callable[[Clauses], str | None]:
    """A function that names the family of a field by these rows, or None.

    A comment counts before a protocol, a protocol before a host: services name no program, and a program may run
    anywhere.
    """
    programs = {word: row.family for row in rows for word in row.programs}
    protocols = {word: row.family for row in rows for word in row.protocols}
    vias = {word: row.family for row in rows for word in row.vias}
    hosts = {end: row.family for row in rows for end in row.hosts}

    def family_of(clauses: Clauses) -> str | None:
        comments = clauses.comments
        if not clauses.by or clauses.protocol == "http":
            comments += clauses.client_comments  # web mail names itself there, and a scanner that says nothing else
        for comment in comments:
            match = _FIRST.match(comment[:40].lower())
            if match and (family := programs.get(match[0])):
                return family
        if clauses.with_ and (family := protocols.get(clauses.protocol)):
            return family
        if clauses.via and (family := vias.get(clauses.via[0].text.lower())):
            return family
        labels = clauses.by_name.removesuffix(".").rsplit(".", 3)
        return hosts.get(".".join(labels[-2:])) or hosts.get(".".join(labels[-3:])) or hosts.get(clauses.by_name)

    return family_of


def hosts_of(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple("." + end for row in rows for end in row.hosts)

"""What `config learn` found, as text and as JSON, and what of it is new."""

import json
from collections.abc import Iterator
from functools import cached_property
from ipaddress import ip_network

from mailpath.cli.exit_codes import ExitCode
from mailpath.configuration import Configuration, Origin
from mailpath.configuration.learn import Kind, Learned, Place, Proposal
from mailpath.inputs import Unread
from mailpath.language.render import sentence
from mailpath.outputs.visible import visible
from mailpath.path.trust import trust_of
from mailpath.values.reasons import FactValue

__all__ = ["Result"]


class Result:
    """`asked` is whether the settings file is to be changed."""

    def __init__(
        self, learned: Learned, configuration: Configuration, unread: tuple[Unread, ...], *, asked: bool
    ) -> None:
        self._learned = learned
        self._configuration = configuration
        self._unread = unread
        self._asked = asked

    @cached_property
    def fresh(self) -> dict[str, tuple[str, ...]]:
        """What is certain and not covered by the settings that hold: setting -> values."""
        fresh: dict[str, tuple[str, ...]] = {}
        for one in self._learned.proposals:
            if one.certain and not self._is_known(one):
                fresh[one.kind.setting] = (*fresh.get(one.kind.setting, ()), one.value)
        return fresh

    @property
    def written(self) -> bool:
        return self._asked and bool(self.fresh)

    @property
    def exit_code(self) -> ExitCode:
        """Unsure where nothing can be said: no proposal, and no provider that needs none."""
        useful = self._learned.proposals or any(note.code == "learn_provider" for note in self._learned.notes)
        return ExitCode.GOOD if useful else ExitCode.UNSURE

    def json(self) -> str:
        whole = {
            "messages": self._learned.messages,
            "others": self._learned.others,
            "unread": [{"file": one.file, "key": one.key, "error": one.error} for one in self._unread],
            "proposals": [self._row(one) for one in self._learned.proposals],
            "notes": [{"code": one.code, "text": one.text, "facts": one.facts} for one in self._learned.notes],
            "settings": {name: list(values) for name, values in self.fresh.items()},
            "file": str(self._configuration.file),
            "written": self.written,
        }
        return json.dumps(whole, indent=2)

    def _row(self, one: Proposal) -> dict[str, object]:
        return {
            "setting": one.kind.setting,
            "kind": one.kind.value,
            "value": one.value,
            "seen": one.seen,
            "of": one.of,
            "example": {"file": one.example.file, "key": one.example.key},
            "certain": one.certain,
            "known": self._is_known(one),
        }

    def _is_known(self, one: Proposal) -> bool:
        settings = self._configuration.settings
        if one.kind is Kind.AUTHSERV_ID:
            return one.value in (known.lower() for known in settings.authserv_ids)
        trust = trust_of(settings.trust)
        if one.kind is Kind.HOST:
            return trust.name(one.value.removeprefix("."))
        net = ip_network(one.value)
        return any(
            known.version == net.version and known.prefixlen <= net.prefixlen and net.network_address in known
            for known in trust.networks
        )

    def _say(self, code: str, **facts: FactValue) -> str:
        return sentence(f"learn_{code}", facts, self._configuration.settings.lang)

    def lines(self) -> Iterator[str]:
        for line in self._all_lines():
            yield visible(line)

    def _all_lines(self) -> Iterator[str]:
        if self._learned.proposals:
            yield self._say("read", messages=self._learned.messages)
            yield ""
            yield from self._table()
            yield ""
        if self._learned.others:
            yield self._say("others", others=self._learned.others)
        for note in self._learned.notes:
            yield self._say(note.code.removeprefix("learn_"), **note.facts)
        yield from self._what_now()

    def _table(self) -> Iterator[str]:
        rows = [
            (self._say(one.kind.value), one.value, self._say("seen", seen=one.seen, of=one.of), self._remark(one))
            for one in self._learned.proposals
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])

    def _remark(self, one: Proposal) -> str:
        if self._is_known(one):
            return self._say("known")
        return self._say("example", place=_place(one.example)) if one.certain else self._say("uncertain")

    def _what_now(self) -> Iterator[str]:
        file = str(self._configuration.file)
        if self.written:
            yield self._say("written", file=file)
            for setting in self.fresh:
                chosen = self._configuration.chosen[setting]
                if chosen.origin is Origin.ENVIRONMENT:
                    yield self._say("environment", variable=chosen.place)
        elif self.fresh:
            yield self._say("accept", file=file)
            for setting, values in self.fresh.items():
                yield f"  {setting} = [{', '.join(json.dumps(value, ensure_ascii=False) for value in values)}]"
        elif self._learned.proposals:
            certain = any(one.certain for one in self._learned.proposals)
            if certain:
                yield self._say("all_known")
            elif self._asked:
                yield self._say("nothing_certain")


def _place(place: Place) -> str:
    """The key only where the file does not say it, as the name of a maildir's file does."""
    return place.file if place.key is None or place.key in place.file else f"{place.file} ({place.key})"

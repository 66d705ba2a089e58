"""A sample judged through the library, as its command would."""

from datetime import datetime

import mailpath
from mailpath.values.report import Source
from samples.stories import Made, Story
from samples.stories.telling import judged_at

__all__ = ["report_of", "settings_of"]


def settings_of(made: Made, at: str | None = None) -> mailpath.Settings:
    """The settings that a sample's options make."""
    own = tuple(made.args[i + 1] for i, word in enumerate(made.args) if word == "--own-domain")
    trust = tuple(made.args[i + 1] for i, word in enumerate(made.args) if word == "--trust")
    return mailpath.Settings(own_domains=own, trust=trust, at=datetime.fromisoformat(at or judged_at(made)))


def report_of(story: Story, made: Made, dns: mailpath.Dns) -> mailpath.Report:
    from mailpath.one_message import check_bytes

    source = Source(
        file=f"samples/{story.name}.eml",
        key=None,
        sha256=None,
        size_bytes=None,
        format=None,
        fidelity=None,
        wrapped_in=(),
        error=None,
    )
    return check_bytes(made.letter.sealed() + made.tail, dns=dns, settings=settings_of(made), source=source)

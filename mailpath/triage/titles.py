"""A case in one line, in any language."""

from mailpath.inputs.complaint import How
from mailpath.language import sentence
from mailpath.values.case import Case, Cause
from mailpath.values.vocabulary import Verdict

__all__ = ["title", "title_code", "title_of"]

_GOOD = (Verdict.AUTHORIZED_OWN, Verdict.AUTHORIZED_THIRD_PARTY)


def title_code(cause: Cause, *, how: How, harmful: bool) -> str:
    if how is How.NOTHING:
        return "title_nothing"
    if how is How.INLINE and cause.verdict is Verdict.UNDETERMINED:
        return "title_inline"
    if cause.verdict in _GOOD:
        return "title_harmful" if harmful else "title_good"
    return f"title_{cause.verdict}"


def title(code: str, cause: Cause, lang: str) -> str:
    host = cause.sending.name if cause.sending else None
    return sentence(code, {"domain": cause.author_domain, "host": host}, lang)


def title_of(case: Case, lang: str) -> str:
    """The title of a case that was read back; `case.title` is the English one."""
    for code in (f"title_{case.cause.verdict}", "title_good", "title_harmful", "title_inline", "title_nothing"):
        try:
            if title(code, case.cause, "en") == case.title:
                return title(code, case.cause, lang)
        except KeyError:
            continue
    return case.title

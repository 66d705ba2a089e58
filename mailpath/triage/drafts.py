"""Mails ready to be sent by a person. Every sentence is made from a code and facts of the case; nothing is ever sent.

No complainant's name or address and no recipient of the message stands in any draft but his own (`triage.redaction`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from string import Formatter

from mailpath.inputs.complaint import How
from mailpath.language import action_text, sentence
from mailpath.language.render import catalogue
from mailpath.message.addresses import Mailbox
from mailpath.triage.asks import asks_of
from mailpath.triage.harm import ODD, is_harmful
from mailpath.triage.judged import GOOD, Judged
from mailpath.triage.redaction import Redaction
from mailpath.triage.urgency import MANY
from mailpath.values.case import Cause, Contact, Draft
from mailpath.values.reasons import Facts
from mailpath.values.report import Action, Report, SendingHost
from mailpath.values.vocabulary import ActionCode, Confidence, Verdict

__all__ = ["CaseFacts", "case_drafts", "complainant_draft", "draft_language", "host_name", "with_confirmations"]

Line = tuple[str, Facts]

_LONGEST_SUBJECT = 150
_LONGEST_NAME = 60
_ASIDE = re.compile(r"[(\[{|][^()\[\]{}|]*(?:[)\]}|]|$)")
_NO_NAME = re.compile(r"[@/\\<>:]|www\.|\w\.\w{2,}", re.IGNORECASE)
_LINK = re.compile(r"http(s?)://", re.IGNORECASE)
_ADVISED_BY_RECORD = (
    ActionCode.PUBLISH_SPF_FOR_HOST,
    ActionCode.ROUTE_OVER_OFFICIAL_SERVER,
    ActionCode.ENABLE_DKIM_AT_SERVICE,
    ActionCode.ALIGN_ENVELOPE,
    ActionCode.ADD_MX_TO_SPF,
    ActionCode.FIX_DKIM,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the drafts of one case are made from. `sure_complainants`: without those whose complaint looks forged."""

    title: str
    title_facts: Facts
    priority: int
    cause: Cause
    own: bool
    best: Judged
    action: Action
    messages: tuple[Judged, ...]
    complainants: int
    sure_complainants: int
    contacts: tuple[Contact, ...]
    redaction: Redaction
    lang: str


def draft_language(lang: str | None) -> str:
    """German for who wrote German, else English."""
    return "de" if lang == "de" else "en"


def host_name(host: SendingHost | None) -> str | None:
    if host is None:
        return None
    return f"{host.ptr[0]} [{host.ip}]" if host.fcrdns and host.ptr else host.ip


# the complainant


def complainant_draft(messages: Sequence[Judged], redaction: Redaction, default_lang: str) -> Draft | None:
    """The answer to one complaint, whatever it brought; None where nobody complained."""
    complaint = messages[0].complaint
    sender = complaint.sender
    if sender is None or sender.address is None:
        return None
    lang = draft_language(complaint.lang or default_lang)
    own = redaction.but(sender)
    lines = list(_answer(messages, sender, own, lang))
    confirm: list[Line] = [("confirm_complaint", {})] if complaint.forged else []
    subject = own.text(_quoted(complaint.subject or ""))
    return Draft(
        to_role="complainant",
        to=sender.address,
        lang=lang,
        subject=f"Re: {subject}".strip(),
        body=_body(lines, lang),
        needs_confirmation=tuple(sentence(code, facts, lang) for code, facts in confirm),
    )


def _answer(messages: Sequence[Judged], sender: Mailbox, own: Redaction, lang: str) -> Iterator[Line]:
    name = _addressed(sender.display_name)
    yield ("draft_greeting", {"name": name}) if name else ("draft_greeting_plain", {})
    shown = [one for one in messages if one.known]
    first = own.text(_subject(shown[0].report)) if shown else ""
    yield ("draft_thanks", {"subject": first}) if first and len(messages) == 1 else ("draft_thanks_plain", {})
    for one in messages[:20]:
        subject = own.text(_subject(one.report)) if one.known else ""
        if len(messages) > 1 and subject:
            yield "draft_about", {"subject": subject}
        line = _cleared(_verdict_line(one), own)
        yield line if _has_facts(line, lang) else ("draft_answer_undetermined", {})
        yield from _because(one)
    yield from _advice(messages)
    yield from ((ask.code, ask.facts) for ask in asks_of(messages))
    yield "draft_close", {}


def _addressed(display_name: str | None) -> str | None:
    """A name as somebody is addressed by it: first name first, without a department. None where it is no name: whoever
    wrote the complaint wrote it too, and our own mail must not carry his links."""
    name = " ".join(_ASIDE.sub(" ", _shown(display_name)[:200]).split()).strip("'\"")
    last, comma, first = name.partition(", ")
    if comma and last and first and "," not in first:
        name = f"{first} {last}"
    return None if not name or len(name) > _LONGEST_NAME or _NO_NAME.search(name) else name


def _verdict_line(one: Judged) -> Line:
    report = one.report
    facts: Facts = {"domain": one.author_domain, "host": host_name(report.sending_host)}
    low = report.confidence is Confidence.LOW
    if one.how in (How.NOTHING, How.REPORTED):
        return "draft_answer_nothing", {}
    if one.how is How.INLINE:
        return "draft_answer_inline", facts
    match report.verdict:
        case Verdict.SPOOFED:
            unsure = "draft_answer_spoofed_low_own" if one.own else "draft_answer_spoofed_low"
            return (unsure if low else "draft_answer_spoofed"), facts
        case Verdict.INTERNAL_SERVER_LEAK:
            return ("draft_answer_leak_own" if one.own else "draft_answer_leak"), facts
        case Verdict.UNALIGNED_THIRD_PARTY:
            return "draft_answer_unaligned", facts
        case Verdict.UNVERIFIABLE:
            return "draft_answer_unverifiable", facts
        case Verdict.UNDETERMINED:
            return "draft_answer_undetermined", {}
        case Verdict.INTERNAL:
            return "draft_answer_internal", {}
        case _ if _harmful(one):
            return "draft_answer_good_harm", facts
        case _ if low:
            return "draft_answer_good_low", facts
        case Verdict.FORWARDED | Verdict.MAILING_LIST:
            return "draft_answer_forwarded", facts
        case _:
            return "draft_answer_good", facts


def _harmful(one: Judged) -> bool:
    return is_harmful(one.signs)


def _doubtful(one: Judged) -> bool:
    """Genuine, but over a service that leaves something open, and after data or money."""
    return bool(one.content.pretexts) and any(sign.code in ODD for sign in one.signs)


def _because(one: Judged) -> Iterator[Line]:
    """The signs a reader can see for himself; a name in one of them may be somebody's, so that one stays out."""
    for sign in one.signs[:3]:
        if sign.code not in ("harm_display_name", "harm_payment", "harm_credentials"):
            yield sign.code, sign.facts


def _advice(messages: Sequence[Judged]) -> Iterator[Line]:
    known = [one for one in messages if one.known and one.how is not How.REPORTED]
    forged = any(one.report.verdict is Verdict.SPOOFED or _harmful(one) for one in known)
    pretext = any(one.content.pretexts for one in known)
    if forged:
        yield "draft_advice_delete", {}
    elif any(not one.good or _doubtful(one) for one in known):
        yield "draft_advice_careful", {}
    elif known and all(one.report.verdict in (Verdict.AUTHORIZED_OWN, Verdict.AUTHORIZED_THIRD_PARTY) for one in known):
        yield "draft_advice_unsubscribe", {}
    elif known:
        yield "draft_advice_nothing", {}
    if pretext and any(not one.good or _harmful(one) or _doubtful(one) for one in known):
        yield "draft_advice_clicked", {}


# the others


def case_drafts(case: CaseFacts) -> tuple[Draft, ...]:
    """The drafts of a case to everybody but complainants."""
    return tuple(draft for draft in (_team(case), _admin(case), _abuse(case)) if draft is not None)


def _team(case: CaseFacts) -> Draft | None:
    if not case.own and case.priority > 2 and case.cause.verdict is not Verdict.SPOOFED:
        return None
    lines: list[Line] = [("draft_team_intro", {}), (case.title, case.title_facts)]
    lines.append(("draft_line_count", {"messages": len(case.messages), "complainants": case.complainants}))
    lines += _facts(case)
    lines += [(sign.code, sign.facts) for sign in case.best.signs]
    if case.best.report.sending_host is not None and (case.cause.verdict is Verdict.SPOOFED or _harmful(case.best)):
        block = "draft_team_hold" if case.cause.verdict in GOOD else "draft_team_block"
        lines.append((block, _host_and_domain(case)))
    lines.append(_action(case))
    facts: Facts = {
        "priority": case.priority,
        "title": _text(_cleared((case.title, case.title_facts), case.redaction), case.lang),
    }
    confirm = _confirmations(case, "own_team")
    return _draft(case, "own_team", None, ("draft_team_subject", facts), lines, confirm)


def _admin(case: CaseFacts) -> Draft | None:
    if case.own or case.cause.author_domain is None or case.best.report.sending_host is None:
        return None
    verdict = case.cause.verdict
    if verdict is Verdict.INTERNAL_SERVER_LEAK:
        why = "draft_admin_leak"
    elif verdict is Verdict.UNALIGNED_THIRD_PARTY:
        why = "draft_admin_unaligned"
    elif verdict in GOOD and _harmful(case.best):
        why = "draft_admin_misused"
    else:
        return None
    facts = _host_and_domain(case)
    lines: list[Line] = [("draft_admin_intro", facts), ("draft_admin_fact", facts), (why, {}), *_facts(case)]
    if case.action.code in _ADVISED_BY_RECORD:
        lines.append(_action(case))
    lines.append(("draft_admin_close", {}))
    contact = next((one.address for one in case.contacts if one.role == "sender_admin"), None)
    confirm = _confirmations(case, "sender_admin")
    return _draft(case, "sender_admin", contact, ("draft_admin_subject", facts), lines, confirm)


def _abuse(case: CaseFacts) -> Draft | None:
    verdict = case.cause.verdict
    forged = verdict is Verdict.SPOOFED
    harmful = _harmful(case.best) or (verdict is Verdict.UNVERIFIABLE and bool(case.best.content.pretexts))
    if case.best.report.sending_host is None or not (forged or harmful) or verdict is Verdict.INTERNAL:
        return None
    facts = _host_and_domain(case)
    lines: list[Line] = [("draft_abuse_intro", {}), ("draft_abuse_forged" if forged else "draft_abuse_harmful", facts)]
    lines += [*_facts(case), ("draft_abuse_proof", {}), ("draft_abuse_ask", {}), ("draft_admin_close", {})]
    contact = next((one for one in case.contacts if one.role == "abuse_desk"), None)
    confirm = list(_confirmations(case, "abuse_desk"))
    if contact is not None and contact.source == "rfc2142":
        confirm.append(("confirm_contact", {"address": contact.address}))
    address = contact.address if contact else None
    return _draft(case, "abuse_desk", address, ("draft_abuse_subject", facts), lines, confirm)


def _confirmations(case: CaseFacts, role: str) -> list[Line]:
    found = _of_the_verdict(case, role)
    if role != "own_team" and case.sure_complainants < MANY:
        people = case.sure_complainants
        code = "confirm_handed_in" if people else "confirm_handed_in_by_nobody"
        found.append((code, {"complainants": people, "host": _host_and_domain(case)["host"]}))
    return found


def _of_the_verdict(case: CaseFacts, role: str) -> list[Line]:
    facts = _host_and_domain(case)
    match case.cause.verdict:
        case Verdict.INTERNAL_SERVER_LEAK:
            return [("confirm_host_ours", facts)]
        case Verdict.UNALIGNED_THIRD_PARTY:
            return [("confirm_partner", facts)]
        case Verdict.SPOOFED if case.best.report.confidence is not Confidence.HIGH:
            return [("confirm_forgery", facts)]
        case Verdict.UNDETERMINED | Verdict.UNVERIFIABLE:
            return [("confirm_undetermined", {})]
        case _:
            return []


def _host_and_domain(case: CaseFacts) -> Facts:
    return {"domain": case.cause.author_domain, "host": host_name(case.best.report.sending_host)}


def _facts(case: CaseFacts) -> Iterator[Line]:
    """What proves the case, line by line: only what the report of its best message has."""
    report = case.best.report
    names = report.identifiers
    if case.cause.author_domain:
        yield "draft_line_author", {"domain": case.cause.author_domain}
    if report.sending_host is not None:
        yield "draft_line_host", {"host": host_name(report.sending_host)}
        if report.sending_host.helo:
            yield "draft_line_helo", {"helo": report.sending_host.helo[:255]}
    if case.cause.failing:
        yield "draft_line_failing", {"failing": tuple(one.upper() for one in case.cause.failing)}
    if subject := _subject(report):
        yield "draft_line_subject", {"subject": subject}
    if names is not None and names.date is not None:
        yield "draft_line_date", {"date": f"{names.date.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"}
    if names is not None and names.message_id:
        yield "draft_line_message_id", {"message_id": names.message_id[:250]}


def _action(case: CaseFacts) -> Line:
    return f"action {case.action.code}", case.action.facts


def _subject(report: Report) -> str:
    return _quoted((report.identifiers.subject if report.identifiers else None) or "")


def _quoted(subject: str) -> str:
    """Whoever sent the message wrote it: a link in it must not become one in a mail of ours."""
    return _LINK.sub(r"hxxp\1://", _shown(subject))[:_LONGEST_SUBJECT]


def _shown(text: str | None) -> str:
    return "".join(char if char.isprintable() else " " for char in text or "").strip()


_FREE_TEXTS = frozenset({"subject", "message_id", "helo", "host", "shown", "address"})


def _draft(
    case: CaseFacts, role: str, to: str | None, subject: Line, lines: Sequence[Line], confirm: Sequence[Line]
) -> Draft:
    """With every free text among the facts cleared of people's names; `to` is public or none."""
    clean = [_cleared(line, case.redaction) for line in lines]
    questions = [line if "address" in line[1] else _cleared(line, case.redaction) for line in confirm]
    return Draft(
        to_role=role,  # type: ignore[arg-type]  # one of the four
        to=to,
        lang=case.lang,
        subject=_text(_cleared(subject, case.redaction), case.lang),
        body=_body(clean, case.lang),
        needs_confirmation=tuple(_text(line, case.lang) for line in questions if _has_facts(line, case.lang)),
    )


def with_confirmations(draft: Draft) -> str:
    """The text with what has to be confirmed above it, in brackets to be removed before it is sent."""
    heading = sentence("queue_confirm", {}, draft.lang)
    marks = "".join(f"[[ {heading}: {_shown(one)[:900]} ]]\n" for one in draft.needs_confirmation)
    return f"{marks}\n{draft.body}" if marks else draft.body


def _cleared(line: Line, redaction: Redaction) -> Line:
    code, facts = line
    return code, {
        name: redaction.text(value) if isinstance(value, str) and name in _FREE_TEXTS else value
        for name, value in facts.items()
    }


def _text(line: Line, lang: str) -> str:
    code, facts = line
    if code.startswith("action "):
        return action_text(code.removeprefix("action "), facts, lang)
    return sentence(code, facts, lang)


def _has_facts(line: Line, lang: str) -> bool:
    """Whether every fact that the sentence names is there: no fact, no sentence."""
    code, facts = line
    if code.startswith("action "):
        return True  # of the report: written for whatever may be unknown
    named = {name for _, name, _, _ in Formatter().parse(catalogue(lang)[code]) if name}
    return all(facts.get(name) is not None for name in named)


def _body(lines: Sequence[Line], lang: str) -> str:
    """Lines of facts stand together, sentences apart."""
    out: list[str] = []
    before = ""
    for line in lines:
        if not _has_facts(line, lang):
            continue
        kind = "fact" if line[0].startswith("draft_line_") else "text"
        if out and not (kind == before == "fact"):
            out.append("")
        out.append(_text(line, lang))
        before = kind
    return "\n".join(out) + "\n"

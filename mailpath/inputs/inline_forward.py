"""A message forwarded inline: the few lines that mail programs put above its text, in seven languages.

Only From, Sent, To and Subject are known, and only as the complainant's program (or his hand) wrote them: claimed, with
no path. So such a message stays undetermined, and the reply asks for the original.
"""

import re
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Client", "Forward", "client_named", "inline_forward", "is_forward_subject"]

_LABELS = {
    "from": "from von de da van od",
    "sent": "sent date gesendet datum envoyé envoye fecha enviado inviato data verzonden wysłano wysłane received",
    "to": "to an à a para aan do",
    "cc": "cc kopie copie copia dw bcc",
    "subject": "subject betreff objet asunto oggetto onderwerp temat",
    "reply": "reply-to",
}
_ROLE = {label: role for role, labels in _LABELS.items() for label in labels.split()}
_ROLE |= {
    "enviado el": "sent",
    "reply to": "reply",
    "antwort an": "reply",
    "répondre à": "reply",
    "date d'envoi": "sent",
}
_ROLE |= {"responder a": "reply", "rispondi a": "reply", "antwoord aan": "reply", "odpowiedz do": "reply"}
_LABEL = re.compile(r"[*_]{0,2}([^\W\d_](?:[^\W\d_]|[' -]){0,15})[*_]{0,2}\s{0,2}:[*_]{0,2}\s*(.*)")
_QUOTE = re.compile(r"^(?:\s{0,8}[>|]){1,20} ?")
_MAILTO = re.compile(r"<mailto:[^<>\s]{1,300}>|\[mailto:([^\[\]\s]{1,300})\]", re.IGNORECASE)
_FORWARDED = re.compile(r"\s*(?:wg|fwd?|tr|rv|enc|i|inoltro|doorst|pd|weitergeleitet|reenv)\s{0,2}:", re.IGNORECASE)
_MOST_LINES = 5000
_LONGEST_LINE = 4000
_WRAPPED = 3  # lines that one value may go on for
_DEEPEST = 10


class Client(StrEnum):
    """The program that forwarded, as far as its lines show it."""

    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    APPLE = "apple_mail"
    GMAIL = "gmail"
    GMX = "gmx"
    OTHER = "other"


_MARKS = (
    (r"-{8,12} ?(?:forwarded message|weitergeleitete nachricht) ?-{8,12}$", None),
    (
        r"-{3,12} ?(?:original|ursprüngliche|message d.origine|mensaje original|messaggio orig|oorspronk)",
        Client.OUTLOOK,
    ),
    (
        r"(?:begin (?:forwarded|doorgest)|anfang der weitergel|début du mess|inicio del m|inizio messaggio|początek)",
        Client.APPLE,
    ),
    (
        r"-{6,9} ?(?:message transf|mensaje reenv|messaggio inol|doorgestuurd|wiadomość przek|treść przek)",
        Client.THUNDERBIRD,
    ),
)
_MARKED = tuple((re.compile(pattern, re.IGNORECASE), client) for pattern, client in _MARKS)
_MAILERS = (
    ("thunderbird", Client.THUNDERBIRD),
    ("apple mail", Client.APPLE),
    ("iphone mail", Client.APPLE),
    ("ipad mail", Client.APPLE),
    ("outlook", Client.OUTLOOK),
    ("exchange", Client.OUTLOOK),
    ("gmail", Client.GMAIL),
    ("gmx", Client.GMX),
    ("web.de", Client.GMX),
)


class Forward(NamedTuple):
    """What stands above the text; values as written, None where there is no such line. `text` is what follows."""

    sender: str | None
    sent: str | None
    to: str | None
    subject: str | None
    text: str
    before: str
    client: Client


class _Block(NamedTuple):
    first: int
    after: int
    values: dict[str, str]


def client_named(mailer: str) -> Client | None:
    """The program that an X-Mailer or User-Agent field names."""
    lowered = mailer.lower()
    return next((client for word, client in _MAILERS if word in lowered), None)


def is_forward_subject(subject: str) -> bool:
    return _FORWARDED.match(subject) is not None


def inline_forward(text: str) -> Forward | None:
    """The innermost message that a straightened text (`message.prose`) forwards inline, or None.

    A forward of a forward is followed as long as the block above says that it is one; a thread quoted in the
    forwarded message itself is content.
    """
    if text.count(":") < 3:
        return None
    lines = [_plain(line[:_LONGEST_LINE]) for line in text.split("\n")[:_MOST_LINES]]
    chosen: _Block | None = None
    outermost = 0
    at = 0
    for _ in range(_DEEPEST):
        block = _next_block(lines, at)
        if block is None:
            break
        outermost = outermost if chosen is not None else block.first
        chosen, at = block, block.after
        if not is_forward_subject(block.values.get("subject", "")):
            break
    if chosen is None:
        return None
    values = chosen.values
    return Forward(
        sender=values.get("from"),
        sent=values.get("sent"),
        to=values.get("to"),
        subject=values.get("subject"),
        text="\n".join(lines[chosen.after :]).strip(),
        before="\n".join(lines[: _mark_above(lines, outermost)]).strip(),
        client=_client(lines, chosen),
    )


def _plain(line: str) -> str:
    line = _QUOTE.sub("", line) if ">" in line[:12] or "|" in line[:12] else line
    line = _MAILTO.sub(lambda match: f"<{match[1]}>" if match[1] else "", line) if "mailto:" in line.lower() else line
    return line.strip()


def _role(line: str) -> tuple[str, str] | None:
    match = _LABEL.match(line)
    if match is None:
        return None
    role = _ROLE.get(match[1].strip().lower())
    return (role, match[2].strip()) if role else None


def _next_block(lines: list[str], start: int) -> _Block | None:
    """The next run of label lines that names a sender, a subject and one thing more."""
    at = start
    while at < len(lines):
        if _role(lines[at]) is None:
            at += 1
            continue
        block = _run(lines, at)
        if {"from", "subject"} <= block.values.keys() and block.values.keys() & {"sent", "to"}:
            return block
        at += 1  # not behind the block: a line of prose may begin like a label. A block has few lines
    return None


def _run(lines: list[str], start: int) -> _Block:
    values: dict[str, str] = {}
    last = ""
    after = at = start
    while at < len(lines):
        found = _role(lines[at])
        if found is not None and found[0] not in values:
            last = found[0]
            values[last] = found[1]
            after = at = at + 1
            continue
        if found is not None:
            break
        follows = next((n for n in range(at + 1, min(at + 1 + _WRAPPED, len(lines))) if _role(lines[n])), None)
        if follows is None or (_role(lines[follows]) or ("",))[0] in values:
            break
        more = " ".join(filter(None, lines[at:follows]))
        if more and last:
            values[last] = f"{values[last]} {more}".strip()
        at = follows
    return _Block(start, after, values)


def _mark_above(lines: list[str], first: int) -> int:
    """Where the complainant's own text ends: above a line of dashes or words that announces the forward."""
    at = first
    while at > 0 and (not lines[at - 1] or lines[at - 1].startswith("--") or lines[at - 1].endswith(":")):
        at -= 1
    return at


def _client(lines: list[str], block: _Block) -> Client:
    for line in lines[max(0, block.first - 4) : block.first]:
        for pattern, client in _MARKED:
            if pattern.match(line):
                if client is not None:
                    return client
                return Client.GMAIL if line.startswith("----------") else Client.THUNDERBIRD
    order = list(block.values)
    if order[0] == "sent":
        return Client.GMX
    label = _LABEL.match(lines[block.first + 1]) if block.first + 1 < block.after else None
    sent_words = ("sent", "gesendet", "envoyé", "enviado", "enviado el", "inviato", "verzonden", "wysłano", "wysłane")
    return Client.OUTLOOK if label and label[1].strip().lower() in sent_words else Client.OTHER

"""What the report shows beside the judgement: identifiers, the sending host's facts, remarks."""

from mailpath.gather.brand import bimi
from mailpath.gather.inquiry import Inquiry
from mailpath.judge.evidence import HostEvidence
from mailpath.judge.facts import Facts
from mailpath.language import reason
from mailpath.message.addresses import mailboxes
from mailpath.message.dates import read_date
from mailpath.message.text import header_text
from mailpath.values.reasons import Reason
from mailpath.values.report import Identifiers, SendingHost
from mailpath.values.vocabulary import Provenance, YesNo

__all__ = ["identifiers", "remarks", "sending_host"]

_SEEN = (("feedback-id", "note_feedback_id"), ("tls-required", "note_tls_required"), ("bimi-selector", "note_bimi"))
_LATER_AFTER_S = 2 * 86400  # answers this much younger than the message are worth a remark


def _text(q: Inquiry, name: str) -> str | None:
    field = q.message.first(name)
    return (header_text(field.unfolded) or None) if field else None


def _addresses(q: Inquiry, name: str) -> str | None:
    """The addresses of a field, as the mail programs that answer it would use them; else its text."""
    field = q.message.first(name)
    if field is None:
        return None
    found = [box.address for box in mailboxes(field.unfolded) if box.address]
    return ", ".join(found[:20]) or header_text(field.unfolded) or None


def identifiers(q: Inquiry) -> Identifiers:
    envelope = q.envelope()
    date = q.message.first("date")
    author = q.author
    header_from = next((box.address for box in author.mailboxes if box.address), None)
    organization = q.organization(q.domain)
    policy = q.policy()
    named = policy is not None and policy.record_present is YesNo.YES
    message_id = _text(q, "message-id")
    shown: dict[str, object] = {
        "header_from": header_from or author.text,
        "author_domain": q.domain,
        "message_id": message_id,
        "subject": _text(q, "subject"),
        "to": _addresses(q, "to"),
        "reply_to": _addresses(q, "reply-to"),
        "sender": _addresses(q, "sender"),
        "from_display_name": author.display_name,
        "list_id": _text(q, "list-id"),
        "date": read_date(date.unfolded.decode("latin-1")) if date else None,
    }
    provenance = {name: Provenance.CLAIMED for name, value in shown.items() if value is not None}
    provenance |= {{"mail_from": "envelope_from"}.get(name, name): how for name, how in envelope.provenance.items()}
    if envelope.domain is not None:
        provenance["envelope_domain"] = envelope.provenance.get("mail_from", Provenance.RECORDED)
    if organization is not None:
        provenance["organizational_domain"] = Provenance.VERIFIED if named else Provenance.INFERRED
    return Identifiers(
        organizational_domain=organization,
        envelope_from=envelope.mail_from,
        envelope_domain=envelope.domain,
        helo=envelope.helo,
        provenance=provenance,
        **shown,  # type: ignore[arg-type]
    )


def sending_host(q: Inquiry, host: HostEvidence | None, facts: Facts) -> SendingHost | None:
    client = q.client()
    if host is None or client is None:
        return None
    known = {
        "mx_listed": facts.mx_listed.word,
        "spf_listed": facts.spf_listed.word,
        "a_listed": facts.a_listed.word,
    }
    provenance = {name: how for name, how in client.provenance.items() if name in ("ip", "helo")}
    provenance |= {name: Provenance.VERIFIED for name, word in known.items() if word is not YesNo.UNKNOWN}
    if host.fcrdns is not None:
        provenance |= {"ptr": Provenance.VERIFIED, "fcrdns": Provenance.VERIFIED}
    provenance["internal_address"] = Provenance.INFERRED
    if host.service is not None:
        provenance["service"] = Provenance.INFERRED if host.service.evidence == "dkim" else Provenance.VERIFIED
    if q.network() is not None:
        provenance["network"] = Provenance.VERIFIED
    provenance["same_organization"] = host.same_organization_provenance
    return SendingHost(
        ip=host.ip,
        helo=host.helo,
        ptr=host.ptr,
        fcrdns=host.fcrdns,
        internal_address=YesNo.of(host.internal_address),
        service=host.service,
        network=q.network(),
        same_organization=host.same_organization.word,
        provenance=provenance,
        **known,
    )


def remarks(q: Inquiry, age_seconds: int | None, judged_later_s: int | None) -> tuple[Reason, ...]:
    """Notes that decide nothing: what the judgement is not about, and what was seen on the way."""
    found = [reason("note_harmless")]
    if q.settings.offline:
        found.append(reason("note_offline"))
    if q.message.bytes_lost:
        found.append(reason("note_bytes_lost"))
    if judged_later_s is not None and judged_later_s > _LATER_AFTER_S:
        found.append(reason("note_answers_are_later", days=judged_later_s // 86400))
    if q.message.first("dkim2-signature"):
        found.append(reason("note_dkim2"))
    for name, code in _SEEN:
        if value := _text(q, name):
            found.append(reason(code, value=value))
    if (record := bimi(q)) is not None and record[1] is not None:
        found.append(reason("note_bimi_record" if record[1] else "note_bimi_no_record", name=record[0]))
    return tuple(found)

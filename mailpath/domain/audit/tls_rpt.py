"""TLS-RPT: who is told about trouble with TLS (RFC 8460)?"""

from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.standing import standing
from mailpath.domain.subject import Subject
from mailpath.records.tlsrpt import is_tlsrpt, parse_tlsrpt
from mailpath.values.answers import Question
from mailpath.values.audit import Presence, TlsRpt
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import YesNo

__all__ = ["RECORD"]


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    name = f"_smtp._tls.{domain}"
    answer = asking.ask(Question(name, "TXT"))
    texts = [txt_bytes(one).decode("utf-8", "replace") for one in answer.records]
    found = [text for text in texts if is_tlsrpt(text)]
    if answer.failed:
        return Audited(TlsRpt(status=Presence.UNKNOWN, record=None, rua=()), ())
    if len(found) > 1:
        several = finding("tlsrpt_several", name=name, count=len(found))
        return Audited(TlsRpt(status=Presence.SEVERAL, record=None, rua=()), (several,))
    if found:
        record = parse_tlsrpt(found[0])
        status = Presence.FAULTY if record.faulty else Presence.FOUND
        faults = (finding("tlsrpt_faulty", name=name, record=record.text),) if record.faulty else ()
        return Audited(TlsRpt(status=status, record=record.text, rua=record.rua), faults)
    near = next((text for text in texts if "tlsrpt" in text.lower()), None)
    if near is not None:
        fault = finding("tlsrpt_faulty", name=name, record=near)
        return Audited(TlsRpt(status=Presence.FAULTY, record=near, rua=()), (fault,))
    missing = standing(domain, asking).takes_mail is YesNo.YES
    return Audited(
        TlsRpt(status=Presence.MISSING, record=None, rua=()),
        (finding("tlsrpt_missing", domain=domain),) if missing else (),
    )


RECORD = Record(field="tls_rpt", audit=_audit)

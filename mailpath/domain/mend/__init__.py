"""What may mend a domain's records. To add one: its module, and its `Mender` here."""

from mailpath.domain.mend import dmarc, others, spf
from mailpath.domain.mend.candidate import Candidate, Mender

__all__ = ["MENDERS", "Candidate", "Mender"]

MENDERS: tuple[Mender, ...] = (
    others.MX,
    spf.MENDER,
    dmarc.MENDER,
    dmarc.AUTHORIZATION,
    others.DKIM,
    others.MTA_STS,
    others.TLS_RPT,
)

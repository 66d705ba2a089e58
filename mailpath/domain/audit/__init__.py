"""The audited records, in the order in which their findings are shown. To add one: its module, and its name here."""

from mailpath.domain.audit import dkim, dmarc, hosts, mta_sts, mx, spf, tls_rpt
from mailpath.domain.audit.record import Audited, Record

__all__ = ["RECORDS", "Audited", "Record"]

RECORDS: tuple[Record, ...] = (
    mx.RECORD,
    spf.RECORD,
    dmarc.RECORD,
    dkim.RECORD,
    mta_sts.RECORD,
    tls_rpt.RECORD,
    hosts.RECORD,
)

"""The overview: one row a domain (RFC 4180, UTF-8, LF); no cell of it is ever run as a formula."""

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import BinaryIO

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.format import Options
from mailpath.outputs.visible import visible
from mailpath.values.audit import DomainReport, Severity

__all__ = ["COLUMNS", "FORMAT"]

COLUMNS = (
    "domain",
    "grade",
    "errors",
    "warnings",
    "infos",
    "error_codes",
    "warning_codes",
    "mx_status",
    "mx_hosts",
    "null_mx",
    "spf_status",
    "spf_closing",
    "spf_lookups",
    "spf_void_lookups",
    "spf_ip4_addresses",
    "spf_record",
    "dmarc_status",
    "dmarc_policy",
    "dmarc_policy_subdomain",
    "dmarc_policy_domain",
    "dmarc_record",
    "dkim_selectors",
    "mta_sts_status",
    "mta_sts_mode",
    "tls_rpt_status",
    "dnssec",
    "changes",
    "unanswered",
    "error",
    "checked_at",
)
_LONGEST_CELL = 8000
_FORMULA = re.compile(r"""(^\s*|[;|"'\t]\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])""")


def _row(report: DomainReport) -> list[object]:
    by_severity = {one: [each for each in report.findings if each.severity is one] for one in Severity}
    sts = report.mta_sts.policy
    return [
        report.domain,
        report.grade.value,
        *(len(by_severity[one]) for one in Severity),
        " ".join(one.code for one in by_severity[Severity.ERROR]),
        " ".join(one.code for one in by_severity[Severity.WARNING]),
        report.mx.status.value,
        " ".join(one.host for one in report.mx.hosts),
        "true" if report.mx.null_mx else "false",
        report.spf.status.value,
        report.spf.closing,
        report.spf.lookups,
        report.spf.void_lookups,
        report.spf.ip4_addresses,
        report.spf.record,
        report.dmarc.status.value,
        report.dmarc.policies.domain,
        report.dmarc.policies.subdomain,
        report.dmarc.policy_domain,
        report.dmarc.record,
        " ".join(one.selector for one in report.dkim.selectors if one.status == "found"),
        report.mta_sts.status.value,
        sts.mode if sts else None,
        report.tls_rpt.status.value,
        report.zone.dnssec.value,
        None if report.changes is None else len(report.changes),
        len(report.unanswered),
        report.error,
        report.checked_at.isoformat().replace("+00:00", "Z"),
    ]


def _cell(value: object) -> str:
    text = "" if value is None else visible(str(value), _LONGEST_CELL)
    return _FORMULA.sub(r"\1'", text)


def _line(cells: Iterable[str]) -> bytes:
    held = StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue().encode("utf-8", "replace")


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    stream.write(_line(COLUMNS))
    for report in reports:
        stream.write(_line(map(_cell, _row(report))))


FORMAT = DomainFormat(name="csv", endings=(".csv",), write=_write)

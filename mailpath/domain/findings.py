"""Every finding there is: its section, how much it matters, and the document that says so."""

from typing import NamedTuple

from mailpath.language import reason
from mailpath.values.audit import Finding, Section, Severity
from mailpath.values.reasons import FactValue

__all__ = ["CODES", "Kind", "finding", "identity"]


class Kind(NamedTuple):
    section: Section
    severity: Severity  # where nothing in the zone makes it worse or better
    reference: str


def _table(section: Section, rows: str) -> dict[str, Kind]:
    """Lines of code, severity (e, w, i) and reference."""
    severities = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}
    found = {}
    for line in rows.strip().splitlines():
        code, letter, reference = line.split(None, 2)
        found[code] = Kind(section, severities[letter], reference)
    return found


CODES: dict[str, Kind] = {
    **_table(
        Section.MX,
        """
        mx_no_domain e RFC 5321 section 5.1
        mx_missing w RFC 5321 section 5.1
        mx_null_with_others e RFC 7505 section 3
        mx_null_malformed w RFC 7505 section 3
        mx_no_null_mx i RFC 7505 section 3
        mx_target_alias w RFC 2181 section 10.3
        mx_target_is_address w RFC 1035 section 3.3.9
        mx_target_invalid w RFC 5321 section 2.3.5
        mx_target_without_address w RFC 5321 section 5.1
        mx_target_unregistered e RFC 5321 section 5.1
        mx_target_private w RFC 1918 section 3
        mx_duplicate w RFC 5321 section 5.1
        mx_single i RFC 2182 section 3
        mx_no_ipv6 i RFC 5321 section 5.2
        mx_no_dane i RFC 7672 section 2.2
        mx_tlsa_faulty w RFC 7672 section 3.1
        mx_tlsa_without_dnssec w RFC 7672 section 2.2
        """,
    ),
    **_table(
        Section.SPF,
        """
        spf_missing e RFC 7208 section 4.5
        spf_several e RFC 7208 section 4.5
        spf_unrecognized e RFC 7208 section 4.5
        spf_syntax e RFC 7208 section 4.6
        spf_too_many_lookups e RFC 7208 section 4.6.4
        spf_ten_lookups i RFC 7208 section 4.6.4
        spf_too_many_void e RFC 7208 section 4.6.4
        spf_void_term w RFC 7208 section 4.6.4
        spf_target_without_record e RFC 7208 section 5.2
        spf_target_unregistered e RFC 7208 section 11.3
        spf_target_several e RFC 7208 section 5.2
        spf_loop e RFC 7208 section 4.6.4
        spf_mx_too_many e RFC 7208 section 4.6.4
        spf_allows_all e RFC 7208 section 5.1
        spf_target_allows_all e RFC 7208 section 5.2
        spf_neutral_all w RFC 7208 section 8.2
        spf_no_all w RFC 7208 section 4.7
        spf_ptr w RFC 7208 section 5.5
        spf_macro_p w RFC 7208 section 7.2
        spf_wide w RFC 7208 section 11.4
        spf_wide_include i RFC 7208 section 11.4
        spf_private w RFC 1918 section 3
        spf_duplicate w RFC 7208 section 4.6.2
        spf_shadowed w RFC 7208 section 4.6.2
        spf_after_all w RFC 7208 section 5.1
        spf_redirect_ignored w RFC 7208 section 6.1
        spf_too_long w RFC 7208 section 3.4
        spf_answer_too_long w RFC 7208 section 3.4
        spf_unknown_modifier w RFC 7208 section 6
        spf_mx_not_listed w RFC 7208 section 10.1.1
        spf_no_mail_but_open w RFC 7208 section 10.1.2
        seen_not_listed w RFC 7208 section 10.1
        seen_term_unused i RFC 7208 section 10.1
        """,
    ),
    **_table(
        Section.DMARC,
        """
        dmarc_missing e RFC 9989 section 4.10
        dmarc_alias_unregistered e RFC 1034 section 3.6.2
        dmarc_several e RFC 9989 section 4.10
        dmarc_unrecognized e RFC 9989 section 4.7
        dmarc_misplaced e RFC 9989 section 4.6
        dmarc_blank_in_front w RFC 9989 section 4.8
        dmarc_invalid_policy e RFC 9989 section 4.7
        dmarc_none w RFC 9989 section 4.7
        dmarc_no_policy w RFC 9989 section 4.7
        dmarc_testing w RFC 9989 section 4.7
        dmarc_subdomain_weaker w RFC 9989 section 4.7
        dmarc_non_existent_weaker w RFC 9989 section 4.7
        dmarc_pct w RFC 7489 section 6.3
        dmarc_removed_tag i RFC 9989 section 4.7
        dmarc_faulty_tag w RFC 9989 section 4.8
        dmarc_unknown_tag w RFC 9989 section 4.7
        dmarc_no_rua i RFC 9989 section 4.7
        dmarc_report_not_authorized w RFC 9990 section 4
        dmarc_report_unreachable w RFC 9990 section 3
        dmarc_differs_7489 i RFC 7489 section 6.6.3
        dmarc_psd w RFC 9989 section 4.7
        bimi_missing i BIMI (draft-brand-indicators-for-message-identification) section 4
        bimi_faulty w BIMI (draft-brand-indicators-for-message-identification) section 4
        bimi_without_enforcement w BIMI (draft-brand-indicators-for-message-identification) section 7
        """,
    ),
    **_table(
        Section.DKIM,
        """
        dkim_missing w RFC 6376 section 3.6.2
        dkim_dangling w RFC 6376 section 3.6.2
        dkim_alias_unregistered e RFC 1034 section 3.6.2
        dkim_revoked w RFC 6376 section 3.6.1
        dkim_several e RFC 6376 section 3.6.2.2
        dkim_faulty e RFC 6376 section 3.6.1
        dkim_weak_key e RFC 8301 section 3.2
        dkim_short_key w RFC 8301 section 3.2
        dkim_testing w RFC 6376 section 3.6.1
        dkim_not_for_mail e RFC 6376 section 3.6.1
        """,
    ),
    **_table(
        Section.MTA_STS,
        """
        sts_missing i RFC 8461 section 3.1
        sts_several w RFC 8461 section 3.1
        sts_faulty w RFC 8461 section 3.1
        sts_policy_unknown i RFC 8461 section 3.3
        sts_policy_missing w RFC 8461 section 3.3
        sts_policy_faulty w RFC 8461 section 3.2
        sts_mx_not_covered w RFC 8461 section 4.1
        sts_not_enforced w RFC 8461 section 5
        sts_short_age w RFC 8461 section 3.2
        """,
    ),
    **_table(
        Section.TLS_RPT,
        """
        tlsrpt_missing i RFC 8460 section 3
        tlsrpt_several w RFC 8460 section 3
        tlsrpt_faulty w RFC 8460 section 3
        """,
    ),
    **_table(
        Section.HOSTS,
        """
        host_no_ptr w RFC 1912 section 2.1
        host_ptr_not_confirmed w RFC 1912 section 2.1
        zone_no_dnssec i RFC 4033 section 3
        zone_wildcard i RFC 4592 section 2
        zone_delegated i RFC 1034 section 4.2
        ns_dangling w RFC 1912 section 2.8
        ns_unregistered e RFC 1912 section 2.8
        ns_lame w RFC 1912 section 2.8
        ns_disagree w RFC 1034 section 4.3.5
        ns_serials_differ i RFC 1034 section 4.3.5
        """,
    ),
}

_WHAT_IT_IS_ABOUT = ("name", "target", "host", "ip", "tag", "what", "fault")


def finding(code: str, severity: Severity | None = None, **facts: FactValue) -> Finding:
    """A finding with its English sentence; `severity` where the zone makes it worse or better than usual."""
    kind = CODES[code]
    said = reason(f"audit_{code}", **facts)
    return Finding(
        code=code,
        section=kind.section,
        severity=severity or kind.severity,
        text=said.text,
        facts=said.facts,
        reference=kind.reference,
        fix=None,
    )


def identity(found: Finding) -> tuple[str, ...]:
    """The same fault before and after a change: its code, and what it is about."""
    return (found.code, *(str(found.facts[key]) for key in _WHAT_IT_IS_ABOUT if key in found.facts))

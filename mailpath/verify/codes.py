"""Reason codes of the verifiers: why a result is what it is. Stable; the words are a language's business."""

from enum import StrEnum

from mailpath.values.answers import NOT_RECORDED, OFFLINE, OVER_LIMIT, Answer

__all__ = ["SpfReason", "unanswered"]


class SpfReason(StrEnum):
    """Null in a result means: the mechanism named there matched."""

    INVALID_IP = "invalid_ip"
    NO_DOMAIN = "no_domain"  # neither MAIL FROM nor HELO names one
    INVALID_DOMAIN = "invalid_domain"  # RFC 7208 section 4.3
    NO_RECORD = "no_record"
    MULTIPLE_RECORDS = "multiple_records"
    SYNTAX_ERROR = "syntax_error"
    INCLUDE_WITHOUT_RECORD = "include_without_record"
    REDIRECT_WITHOUT_RECORD = "redirect_without_record"
    TOO_MANY_LOOKUPS = "too_many_lookups"
    TOO_MANY_VOID_LOOKUPS = "too_many_void_lookups"
    TOO_MANY_MX_HOSTS = "too_many_mx_hosts"
    NO_MATCH = "no_match"  # no mechanism matched and nothing says what then: neutral (section 4.7)
    DNS_FAILED = "dns_failed"
    NOT_RECORDED = "not_recorded"
    OFFLINE = "offline"
    OVER_LIMIT = "over_limit"  # the message used up the questions it may ask


_UNANSWERED = {NOT_RECORDED: "not_recorded", OFFLINE: "offline", OVER_LIMIT: "over_limit"}


def unanswered(answer: Answer) -> str:
    """The code for a failed answer; the same words in every verifier."""
    return _UNANSWERED.get(answer.source, "dns_failed")

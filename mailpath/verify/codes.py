"""Reason codes of the verifiers: why a result is what it is. Stable; the words are a language's business."""

from enum import StrEnum

from mailpath.values.answers import NOT_RECORDED, OFFLINE, OVER_LIMIT, Answer

__all__ = ["ArcReason", "ChangeCode", "DkimReason", "SpfReason", "unanswered"]


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


class DkimReason(StrEnum):
    """Null in a result means: pass, and nothing to say."""

    # neutral: the signature cannot be read (RFC 6376 section 6.1.1)
    MALFORMED_TAGS = "malformed_tags"
    DUPLICATE_TAG = "duplicate_tag"
    MISSING_TAG = "missing_tag"
    UNSUPPORTED_VERSION = "unsupported_version"
    UNKNOWN_ALGORITHM = "unknown_algorithm"
    UNKNOWN_CANONICALIZATION = "unknown_canonicalization"
    UNSUPPORTED_QUERY_METHOD = "unsupported_query_method"
    BAD_SIGNATURE_VALUE = "bad_signature_value"  # b= or bh= is no base64
    BAD_BODY_LENGTH = "bad_body_length"  # l=
    BAD_TIMESTAMP = "bad_timestamp"  # t= or x=
    EXPIRES_BEFORE_SIGNED = "expires_before_signed"
    SIGNED_IN_FUTURE = "signed_in_future"
    INVALID_DOMAIN = "invalid_domain"
    INVALID_SELECTOR = "invalid_selector"
    INVALID_IDENTITY = "invalid_identity"
    IDENTITY_NOT_UNDER_DOMAIN = "identity_not_under_domain"
    TOO_MANY_SIGNED_FIELDS = "too_many_signed_fields"
    BYTES_LOST = "bytes_lost"  # the bytes are not those that were signed
    # permerror: no use trying again
    FROM_NOT_SIGNED = "from_not_signed"
    NO_KEY = "no_key"
    KEY_REVOKED = "key_revoked"
    KEY_MALFORMED = "key_malformed"
    KEY_VERSION = "key_version"
    KEY_UNUSABLE = "key_unusable"  # its bytes are no key, or one beyond our bounds
    KEY_TYPE_MISMATCH = "key_type_mismatch"  # k=
    KEY_HASH_NOT_ALLOWED = "key_hash_not_allowed"  # h=
    KEY_NOT_FOR_MAIL = "key_not_for_mail"  # s=
    KEY_STRICT_IDENTITY = "key_strict_identity"  # t=s and a subdomain in i=
    KEY_GRANULARITY = "key_granularity"  # g=
    # policy (RFC 8301, and our own bound)
    RSA_SHA1 = "rsa_sha1"
    SHORT_KEY = "short_key"
    OVER_LIMIT = "over_limit"
    # fail
    BODY_HASH_MISMATCH = "body_hash_mismatch"
    BODY_SHORTER_THAN_SIGNED = "body_shorter_than_signed"  # l= is larger than the body
    SIGNATURE_MISMATCH = "signature_mismatch"
    EXPIRED = "expired"
    # temperror
    DNS_FAILED = "dns_failed"
    NOT_RECORDED = "not_recorded"
    OFFLINE = "offline"


class ArcReason(StrEnum):
    """Null in a result means: pass, or no ARC at all. The instance that is at fault stands in `chain`."""

    BAD_INSTANCE = "bad_instance"
    TOO_MANY_SETS = "too_many_sets"
    INCOMPLETE_SET = "incomplete_set"
    DUPLICATE_FIELD = "duplicate_field"
    GAP_IN_CHAIN = "gap_in_chain"
    CHAIN_ALREADY_FAILED = "chain_already_failed"  # a sealer wrote cv=fail
    BAD_CHAIN_STATUS = "bad_chain_status"  # cv= is not what its place demands
    BAD_SEAL_TAGS = "bad_seal_tags"
    BAD_MESSAGE_SIGNATURE_TAGS = "bad_message_signature_tags"
    SEAL_KEY = "seal_key"  # missing, revoked, unusable or too short
    MESSAGE_SIGNATURE_KEY = "message_signature_key"
    SEAL_MISMATCH = "seal_mismatch"
    MESSAGE_SIGNATURE_MISMATCH = "message_signature_mismatch"
    MESSAGE_SIGNATURE_EXPIRED = "message_signature_expired"
    BODY_HASH_MISMATCH = "body_hash_mismatch"
    BYTES_LOST = "bytes_lost"
    DNS_FAILED = "dns_failed"
    NOT_RECORDED = "not_recorded"
    OFFLINE = "offline"
    OVER_LIMIT = "over_limit"


class ChangeCode(StrEnum):
    """What was done to a signed message (`Diagnosis.cause`): proved by taking it back, but for the last two."""

    LIST_FOOTER = "list_footer"
    PART_ADDED = "part_added"
    WRAPPED_WITH_FOOTER = "wrapped_with_footer"
    BANNER = "banner"
    LINE_ENDS = "line_ends"
    TRAILING_BLANKS = "trailing_blanks"
    FROM_ESCAPED = "from_escaped"
    DOTS_STUFFED = "dots_stuffed"
    LONG_LINES_BROKEN = "long_lines_broken"
    REENCODED = "reencoded"
    CHARSET_CONVERTED = "charset_converted"
    CHARSET_RELABELLED = "charset_relabelled"
    CONTENT_RELABELLED = "content_relabelled"
    SUBJECT_TAG = "subject_tag"
    FROM_REWRITTEN = "from_rewritten"
    FIELDS_ADDED = "fields_added"
    FIELD_REPLACED = "field_replaced"
    FIELD_DOUBLED = "field_doubled"
    FIELD_ORDER = "field_order"
    SPACES_FOLDED = "spaces_folded"
    UNKNOWN = "unknown"
    BYTES_LOST = "bytes_lost"


_UNANSWERED = {NOT_RECORDED: "not_recorded", OFFLINE: "offline", OVER_LIMIT: "over_limit"}


def unanswered(answer: Answer) -> str:
    """The code for a failed answer; the same words in every verifier."""
    return _UNANSWERED.get(answer.source, "dns_failed")

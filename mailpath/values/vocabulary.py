"""The closed lists of words; each member's value is the word in the report."""

from enum import StrEnum

__all__ = [
    "ActionCode",
    "BoundaryMethod",
    "Confidence",
    "DmarcMode",
    "DnsStatus",
    "Fidelity",
    "Provenance",
    "Result",
    "SourceFormat",
    "SpfScope",
    "Verdict",
    "Verifiability",
    "YesNo",
    "Zone",
]


class Result(StrEnum):
    """Result words of RFC 8601 section 2.7."""

    NONE = "none"
    PASS = "pass"
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    POLICY = "policy"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class Provenance(StrEnum):
    """How a value is known."""

    VERIFIED = "verified"  # we checked it, live or from a DNS snapshot
    RECORDED = "recorded"  # written at receipt by a host inside the trust boundary
    CLAIMED = "claimed"  # anyone could have written it
    INFERRED = "inferred"  # our reasoning


class Zone(StrEnum):
    """Where a hop, or a field written by it, stands relative to the boundary."""

    TRUSTED = "trusted"
    BOUNDARY = "boundary"
    CLAIMED = "claimed"


class YesNo(StrEnum):
    """A fact that may be unknown; unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, known: bool | None) -> "YesNo":
        return cls.UNKNOWN if known is None else cls.YES if known else cls.NO


class Verdict(StrEnum):
    AUTHORIZED_OWN = "authorized_own"
    AUTHORIZED_THIRD_PARTY = "authorized_third_party"
    FORWARDED = "forwarded"
    MAILING_LIST = "mailing_list"
    INTERNAL_SERVER_LEAK = "internal_server_leak"
    UNALIGNED_THIRD_PARTY = "unaligned_third_party"
    SPOOFED = "spoofed"
    UNVERIFIABLE = "unverifiable"
    UNDETERMINED = "undetermined"
    INTERNAL = "internal"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def at_most(self, cap: "Confidence") -> "Confidence":
        """The lower of the two."""
        order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
        return min(self, cap, key=order.index)


class BoundaryMethod(StrEnum):
    GIVEN = "given"
    CONFIGURED = "configured"
    RECORDED = "recorded"
    RECIPIENT_MX = "recipient_mx"
    STRUCTURE = "structure"


class DnsStatus(StrEnum):
    FOUND = "found"
    NODATA = "nodata"
    NXDOMAIN = "nxdomain"
    FAILED = "failed"


class SourceFormat(StrEnum):
    RFC5322 = "rfc5322"
    HEADERS = "headers"
    MSG = "msg"


class Fidelity(StrEnum):
    ORIGINAL = "original"
    RECONSTRUCTED = "reconstructed"
    HEADERS_ONLY = "headers_only"
    QUOTED = "quoted"


class SpfScope(StrEnum):
    MFROM = "mfrom"
    HELO = "helo"


class Verifiability(StrEnum):
    """Whether our check of a signature was complete, whatever came out, and why not."""

    VERIFIED = "verified"
    KEY_GONE = "key_gone"
    KEY_REVOKED = "key_revoked"
    KEY_REPLACED = "key_replaced"
    BYTES_LOST = "bytes_lost"
    NOT_RECORDED = "not_recorded"
    TEMPORARY = "temporary"  # the question was asked and DNS failed


class DmarcMode(StrEnum):
    RFC9989 = "rfc9989"
    RFC7489 = "rfc7489"


class ActionCode(StrEnum):
    NONE = "none"
    PUBLISH_SPF_FOR_HOST = "publish_spf_for_host"
    ROUTE_OVER_OFFICIAL_SERVER = "route_over_official_server"
    ENABLE_DKIM_AT_SERVICE = "enable_dkim_at_service"
    ALIGN_ENVELOPE = "align_envelope"
    ADD_MX_TO_SPF = "add_mx_to_spf"
    REPORT_ABUSE = "report_abuse"
    BLOCK_AND_WARN = "block_and_warn"
    TRUST_FORWARDER = "trust_forwarder"
    CHECK_AGAIN_LATER = "check_again_later"
    ASK_SENDER = "ask_sender"
    ASK_COMPLAINANT = "ask_complainant"
    PUBLISH_SPF_DKIM_DMARC = "publish_spf_dkim_dmarc"
    FIX_DKIM = "fix_dkim"
    SET_TRUSTED_HOSTS = "set_trusted_hosts"

"""Fields that filters and mailbox providers write for themselves: what they say about the client and the message.

Every row of FIELDS is a field seen in real mail. What such a field says is the vendor's own word, so `result` is null
in all of them and `raw_result` holds what was written.
"""

import re
from collections.abc import Callable, Mapping

from mailpath.message.text import decode_bytes
from mailpath.receipts.clients import address
from mailpath.receipts.receipt import Receipt
from mailpath.values.results import RecordedResult

__all__ = ["FIELDS", "read_vendor_field"]

_MAX_BYTES = 1 << 14
_MAX_PROPERTIES = 80
_LONGEST_VALUE = 300

_KEY_VALUE = re.compile(r"([A-Za-z][\w.-]{0,60})=(\[[^\]]{0,2000}\]|\"[^\"]{0,2000}\"|\S{1,2000})")
_BRACKETED = re.compile(r"\b(ip|helo)=\[([^\]\s]{1,255})\]", re.IGNORECASE)
_CONNECT = re.compile(r"([^\s\[]{1,255})\[([0-9A-Fa-f:.]{3,45})\]")
_SYMBOL = re.compile(r"\b((?:R_)?(?:SPF|DKIM|DMARC|ARC)_[A-Z_]{2,30})\(")
_SCORE = re.compile(r"\[(-?[0-9.]{1,12}) / (-?[0-9.]{1,12})\]")


class _Said:
    """What a reader found."""

    __slots__ = ("client_ip", "helo", "receiver", "results", "unread")

    def __init__(self) -> None:
        self.results: list[RecordedResult] = []
        self.client_ip: str | None = None
        self.helo: str | None = None
        self.receiver: str | None = None
        self.unread: list[str] = []

    def add(self, method: str, raw: str, properties: dict[str, str] | None = None) -> None:
        raw = raw.strip()[:_LONGEST_VALUE]
        self.results.append(
            RecordedResult(method=method, result=None, raw_result=raw, properties=properties or {}, reason=None)
        )


_Reader = Callable[[_Said, str, str], None]


def read_vendor_field(index: int, name: str, raw: bytes) -> Receipt:
    """The field `name` (one of FIELDS), its body unfolded, as a receipt; never raises."""
    method, reader = FIELDS[name]
    said = _Said()
    text = decode_bytes(raw[:_MAX_BYTES])
    reader(said, method, text)
    if len(raw) > _MAX_BYTES:
        said.unread.append("…")
    return Receipt(
        field_index=index,
        authserv_id=None,
        standard=name,
        instance=None,
        results=tuple(said.results),
        client_ip=said.client_ip,
        helo=said.helo,
        mail_from=None,
        header_from=None,
        receiver=said.receiver,
        unread=tuple(said.unread),
    )


def _word(said: _Said, method: str, text: str) -> None:
    """The value is the finding."""
    said.add(method, text)


def _client(said: _Said, method: str, text: str) -> None:
    """The value is the address of a client."""
    text = text.strip()
    said.client_ip = address(text) or address(text.partition(" ")[0])
    if said.client_ip is None and text:
        said.unread.append(text[:_LONGEST_VALUE])


def _host(said: _Said, method: str, text: str) -> None:
    """The value names the server that wrote it."""
    said.receiver = text.strip()[:255] or None


def _forefront(said: _Said, method: str, text: str) -> None:
    """`CIP:192.0.2.1;CTRY:NL;SCL:5;SFV:SPM;H:mail.example;PTR:..;CAT:SPOOF;` (Microsoft 365)."""
    properties: dict[str, str] = {}
    for part in text.split(";")[:_MAX_PROPERTIES]:
        key, colon, value = part.strip().partition(":")
        if colon and key:
            properties.setdefault(key.lower(), value.strip()[:_LONGEST_VALUE])
        elif key:
            said.unread.append(key[:_LONGEST_VALUE])
    said.client_ip = address(properties.get("cip", ""))
    said.helo = properties.get("h") or None
    said.add(method, properties.get("sfv") or properties.get("cat") or "", properties)


def _tenant(said: _Said, method: str, text: str) -> None:
    """`TenantId=..;Ip=[192.0.2.1];Helo=[mail.example]`: client of the tenant that sent, not ours (Microsoft 365)."""
    found = {key.lower(): value for key, value in _BRACKETED.findall(text)}
    said.client_ip = address(found.get("ip", ""))
    said.helo = found.get("helo")


def _connect(said: _Said, method: str, text: str) -> None:
    """`mail.example[192.0.2.1]` (Barracuda)."""
    if match := _CONNECT.search(text):
        said.client_ip = address(match[2])
        said.helo = None if match[1].lower() == "unknown" else match[1]
    elif text.strip():
        said.unread.append(text.strip()[:_LONGEST_VALUE])


def _scored(said: _Said, method: str, text: str) -> None:
    """A word, then `key=value` (SpamAssassin `Yes, score=13.8 required=5.0 tests=[..]`, Proofpoint, Barracuda)."""
    properties: dict[str, str] = {}
    for key, value in _KEY_VALUE.findall(text)[:_MAX_PROPERTIES]:
        properties.setdefault(key.lower(), value.strip('"')[:_LONGEST_VALUE])
    word = text.strip().partition(" ")[0].rstrip(",;")
    said.add(method, "" if "=" in word else word, properties)


def _rspamd(said: _Said, method: str, text: str) -> None:
    """`default: False [13.81 / 25.00]; SYMBOL(score)[options]; ..`: the action and the symbols of methods."""
    match = _SCORE.search(text)
    properties = {"score": match[1], "required": match[2]} if match else {}
    said.add(method, text.partition("[")[0].rpartition(":")[2], properties)
    for symbol in _SYMBOL.findall(text)[:20]:
        kind = symbol.removeprefix("R_").partition("_")[0].lower()
        said.add(kind, symbol)


_CLIENT_FIELDS = (
    "x-sender-ip",
    "x-originating-ip",
    "x-client-ip",
    "x-real-ip",
    "x-remote-ip",
    "x-source-ip",
    "x-originating-client-ip",
    "x-fromip",
    "x-feas-client-ip",
    "x-fe-last-public-client-ip",
    "x-tcpremoteip",
    "x-mailgun-sending-ip",
    "x-ip",
    "x-sender-ip-address",
    "x-ms-exchange-organization-originalclientipaddress",
    "x-ms-exchange-crosspremises-originalclientipaddress",
    "x-ironport-remoteip",
    "x-smtp-client-ip",
    "x-envelope-ip",
    "x-php-originating-ip",
    "x-yandex-sender-ip",
    "x-spam-client-ip",
)
_HOST_FIELDS = (
    "x-ms-exchange-organization-authsource",
    "x-ms-exchange-crosstenant-authsource",
    "x-ms-exchange-crosspremises-authsource",
    "x-rspamd-server",
    "x-spam-checker-version",
    "x-mimecast-receiver",
)
_WORD_FIELDS = {
    "x-ms-exchange-organization-scl": "scl",
    "x-ms-exchange-organization-pcl": "pcl",
    "x-ms-exchange-organization-authas": "authas",
    "x-ms-exchange-organization-messagedirectionality": "direction",
    "x-ms-exchange-crosstenant-authas": "authas",
    "x-ms-exchange-crosspremises-authas": "authas",
    "x-ms-exchange-crosspremises-scl": "scl",
    "x-sid-result": "sender-id",
    "x-spam": "spam",
    "x-spam-flag": "spam",
    "x-spam-score": "spam-score",
    "x-spam-level": "spam-level",
    "x-spam-action": "spam-action",
    "x-rspamd-action": "rspamd-action",
    "x-rspamd-score": "rspamd-score",
    "x-pm-origin": "origin",
    "x-pm-spam-action": "spam-action",
    "x-pm-spamscore": "spam-score",
    "x-mimecast-spam-score": "spam-score",
    "x-ironport-anti-spam-filtered": "ironport-filtered",
    "x-ironport-anti-spam-result": "ironport",
    "x-proofpoint-spf-result": "spf",
    "x-proofpoint-virus-version": "virus",
    "x-gmx-antispam": "spam",
    "x-gmx-spam-flag": "spam",
    "x-barracuda-spam-score": "spam-score",
    "x-barracuda-spam-flag": "spam",
    "x-sophos-result": "spam",
    "x-yandex-spam": "spam",
    "x-recommended-action": "spam-action",
}

FIELDS: Mapping[str, tuple[str, _Reader]] = {
    **dict.fromkeys(_CLIENT_FIELDS, ("client", _client)),
    **dict.fromkeys(_HOST_FIELDS, ("host", _host)),
    **{name: (method, _word) for name, method in _WORD_FIELDS.items()},
    "x-forefront-antispam-report": ("forefront", _forefront),
    "x-forefront-antispam-report-untrusted": ("forefront", _forefront),
    "x-microsoft-antispam": ("antispam", _forefront),
    "x-microsoft-antispam-untrusted": ("antispam", _forefront),
    "x-ms-exchange-crosstenant-originalattributedtenantconnectingip": ("tenant", _tenant),
    "x-spam-status": ("spam", _scored),
    "x-proofpoint-spam-details": ("proofpoint", _scored),
    "x-barracuda-spam-status": ("spam", _scored),
    "x-barracuda-connect": ("client", _connect),
    "x-ironport-av": ("ironport", _scored),
    "x-spamd-result": ("rspamd", _rspamd),
    "x-rspamd-result": ("rspamd", _rspamd),
}

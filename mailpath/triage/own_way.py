"""The way a complaint itself took, so that those that took the same are judged once.

At a helpdesk most complaints come from a few hosts of one's own. Two took the same way where author's domain, the
envelope sender's domain, the hosts of all Received fields and the servers' notes agree; a signed one goes by its own
bytes: a signature is good for one message only.
"""

import re
from hashlib import sha256

from mailpath.message.addresses import author
from mailpath.message.fields import read_message

__all__ = ["way_of"]

_MOST_HEADER = 1 << 16
_OF_ONE_MESSAGE = re.compile(rb"\b(?:id|for)\s{1,20}\S{1,300}|;[^;]{0,200}$|<[^<>@\s]{1,100}(?=@)", re.IGNORECASE)
_NOTES = ("authentication-results", "received-spf", "arc-authentication-results", "return-path", "sender")


def way_of(raw: bytes) -> bytes:
    """A key that complaints share where their own authenticity is the same. Never empty."""
    message = read_message(raw[:_MOST_HEADER])
    if message.first("dkim-signature") is not None or message.first("arc-seal") is not None:
        return sha256(raw).digest()
    parts = [(author(message).domain or "?").encode()]
    for name in ("received", *_NOTES):
        for field in message.all(name)[:50]:
            parts.append(name.encode() + b" " + _OF_ONE_MESSAGE.sub(b"", b" ".join(field.unfolded.split())))
    return sha256(b"\n".join(parts)).digest()

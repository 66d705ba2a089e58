"""The way a complaint itself took, so that those that took the same are judged once.

At a helpdesk most complaints come from a few hosts of one's own. Two took the same way where author's domain, the
envelope sender's domain, the hosts of all Received fields and the servers' notes agree. What is judged of a way are the
fields that tell of it, without signatures: a signature is good for one message only, can only speak for it, and is
looked at where nothing else does.
"""

import re
from hashlib import sha256

from mailpath.message.addresses import author
from mailpath.message.fields import Message

__all__ = ["is_signed", "unsigned", "way_of"]

_OF_ONE_MESSAGE = re.compile(rb"\b(?:id|for)\s{1,20}\S{1,300}|;[^;]{0,200}$|<[^<>@\s]{1,100}(?=@)", re.IGNORECASE)
_NOTES = ("authentication-results", "received-spf", "arc-authentication-results", "return-path", "sender")
_SIGNATURES = ("dkim-signature", "arc-seal", "arc-message-signature", "domainkey-signature")
_OF_THE_BODY = "content-"


def is_signed(message: Message) -> bool:
    return any(message.first(name) is not None for name in _SIGNATURES[:2])


def way_of(message: Message) -> bytes:
    """A key that complaints share where their own authenticity, signatures apart, is the same. Never empty."""
    parts = [(author(message).domain or "?").encode()]
    for name in ("received", *_NOTES):
        for field in message.all(name)[:50]:
            parts.append(name.encode() + b" " + _OF_ONE_MESSAGE.sub(b"", b" ".join(field.unfolded.split())))
    return sha256(b"\n".join(parts)).digest()


def unsigned(message: Message) -> bytes:
    """The message's header without signatures and without what describes its body."""
    kept = (one.raw for one in message.fields if one.name not in _SIGNATURES and not one.name.startswith(_OF_THE_BODY))
    return b"".join(kept) + b"\r\n"

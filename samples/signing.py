"""A small DKIM and ARC signer of our own with keys made from a seed: same story, same bytes.

The keys are worthless as secrets and meant to be. Independent of the verifier under test and of dkimpy.
"""

import base64
import hashlib
import random
import re
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

__all__ = ["Key", "arc_set", "dkim_signature", "ed25519_key", "rsa_key"]

CRLF = b"\r\n"
SIGNED = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-id", "reply-to")


@dataclass(frozen=True)
class Key:
    """A private key and the algorithm word of its signatures (`rsa-sha256`, `ed25519-sha256`)."""

    private: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
    algorithm: str

    def sign(self, hashed: bytes) -> bytes:
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(hashlib.sha256(hashed).digest())
        return self.private.sign(hashed, padding.PKCS1v15(), hashes.SHA256())

    def record(self, flags: str = "") -> str:
        """The key record to publish; `flags` such as `t=y; `."""
        public = self.private.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
            return f"v=DKIM1; k=ed25519; {flags}p={base64.b64encode(raw).decode()}"
        der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; {flags}p={base64.b64encode(der).decode()}"


def _prime(source: random.Random, bits: int) -> int:
    small = [p for p in range(3, 1000, 2) if all(p % q for q in range(3, int(p**0.5) + 1, 2))]
    while True:
        number = source.getrandbits(bits) | 3 << (bits - 2) | 1
        if all(number % p for p in small) and number % 65537 != 1 and pow(2, number - 1, number) == 1:
            return number


@cache
def rsa_key(seed: str, bits: int = 2048) -> Key:
    source = random.Random(f"mailpath sample {seed} {bits}")
    p, q = _prime(source, bits // 2), _prime(source, bits // 2)
    d = pow(65537, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return Key(numbers.private_key(), "rsa-sha256")


@cache
def ed25519_key(seed: str) -> Key:
    raw = hashlib.sha256(f"mailpath sample {seed}".encode()).digest()
    return Key(ed25519.Ed25519PrivateKey.from_private_bytes(raw), "ed25519-sha256")


def _relaxed_body(body: bytes) -> bytes:
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(CRLF)]
    while lines and not lines[-1]:
        lines.pop()
    return CRLF.join(lines) + CRLF if lines else b""


def _relaxed_field(field: bytes) -> bytes:
    name, _, value = field.partition(b":")
    value = re.sub(rb"[ \t]+", b" ", value.replace(CRLF, b"")).strip(b" ")
    return name.strip().lower() + b":" + value


def _picked(fields: list[bytes], names: list[str]) -> list[bytes]:
    """For each name its last instance not yet taken (RFC 6376 section 5.4.2)."""
    taken: set[int] = set()
    found = []
    for name in names:
        for at in reversed(range(len(fields))):
            if at not in taken and fields[at].partition(b":")[0].strip().lower() == name.encode():
                taken.add(at)
                found.append(fields[at])
                break
    return found


def _names(fields: list[bytes], wanted: tuple[str, ...]) -> list[str]:
    present = [field.partition(b":")[0].strip().lower().decode() for field in fields]
    return [name for name in wanted if name in present]


def _folded(value: bytes) -> bytes:
    text = base64.b64encode(value)
    return (CRLF + b"\t ").join(text[at : at + 68] for at in range(0, len(text), 68))


def dkim_signature(
    fields: list[bytes],
    body: bytes,
    key: Key,
    domain: str,
    selector: str,
    *,
    at: int,
    length: bool = False,
    leave_out: tuple[str, ...] = (),
    expires: int | None = None,
) -> bytes:
    """A DKIM-Signature field (relaxed/relaxed) over unfolded-or-folded fields without their last CRLF."""
    names = [name for name in _names(fields, SIGNED) if name not in leave_out]
    hashed = _relaxed_body(body)
    tags = [f"v=1; a={key.algorithm}; c=relaxed/relaxed; d={domain}; s={selector}", f"t={at}"]
    tags += [f"x={expires}"] if expires else []
    tags += [f"l={len(hashed)}"] if length else []
    bh = base64.b64encode(hashlib.sha256(hashed).digest()).decode()
    head = "DKIM-Signature: " + "; ".join(tags) + f";\r\n\th={':'.join(names)};\r\n\tbh={bh};\r\n\tb="
    unsigned = head.encode()
    data = b"".join(_relaxed_field(field) + CRLF for field in _picked(fields, names)) + _relaxed_field(unsigned)
    return unsigned + _folded(key.sign(data))


def arc_set(
    fields: list[bytes],
    body: bytes,
    key: Key,
    domain: str,
    selector: str,
    *,
    instance: int,
    at: int,
    authserv_id: str,
    results: str,
) -> list[bytes]:
    """The three fields of one ARC set, in the order they are put on top (RFC 8617 section 4)."""
    cv = "none" if instance == 1 else "pass"
    aar = f"ARC-Authentication-Results: i={instance}; {authserv_id};\r\n\t{results}".encode()
    names = _names(fields, (*SIGNED, "dkim-signature"))
    bh = base64.b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode()
    tags = f"a={key.algorithm}; c=relaxed/relaxed; d={domain}; s={selector}; t={at}"
    ams = f"ARC-Message-Signature: i={instance}; {tags};\r\n\th={':'.join(names)};\r\n\tbh={bh};\r\n\tb=".encode()
    signed = b"".join(_relaxed_field(field) + CRLF for field in _picked(fields, names)) + _relaxed_field(ams)
    ams += _folded(key.sign(signed))
    seal = f"ARC-Seal: i={instance}; a={key.algorithm}; cv={cv}; d={domain}; s={selector}; t={at};\r\n\tb=".encode()
    chain = [*_earlier_sets(fields, instance), aar, ams, seal]
    seal += _folded(key.sign(CRLF.join(_relaxed_field(field) for field in chain)))
    return [seal, ams, aar]


def _earlier_sets(fields: list[bytes], instance: int) -> list[bytes]:
    found = []
    for number in range(1, instance):
        for name in (b"arc-authentication-results", b"arc-message-signature", b"arc-seal"):
            mark = re.compile(rb":\s*i=%d\b" % number)
            found += [f for f in fields if f.lower().startswith(name + b":") and mark.search(f)]
    return found

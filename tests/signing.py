"""A small signer of the tests and samples: DKIM and ARC over `cryptography`, independent of the package under test.

Keys are made from a seed, signatures are deterministic: same arguments, same bytes. Keys made so are worthless as
secrets.
"""

import base64
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1, sha256

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

__all__ = ["HEADERS", "Key", "ed25519_key", "rsa_key", "seal", "sign", "signature_field"]

HEADERS = ("from", "to", "subject", "date", "message-id")
_DIGEST_INFO = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
}
_HASHES = {"sha256": sha256, "sha1": sha1}
_SMALL_PRIMES = [n for n in range(3, 2000, 2) if all(n % p for p in range(3, int(n**0.5) + 1, 2))]


@dataclass(frozen=True)
class Key:
    """A private key: RSA as its numbers (any size signs), or Ed25519."""

    type: str
    bits: int
    modulus: int = 0
    exponent: int = 65537
    private: int = 0
    seed: bytes = b""

    @property
    def algorithm(self) -> str:
        return f"{self.type}-sha256"

    @property
    def public(self) -> bytes:
        """`p=` decoded: SubjectPublicKeyInfo, or the 32 bytes of Ed25519."""
        if self.type == "ed25519":
            key = ed25519.Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
            return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        numbers = _sequence(_integer(self.modulus) + _integer(self.exponent))
        identifier = bytes.fromhex("300d06092a864886f70d0101010500")
        return _sequence(identifier + _der(3, b"\0" + numbers))

    @property
    def pkcs1(self) -> bytes:
        """RSAPublicKey, the other form of `p=`."""
        return _sequence(_integer(self.modulus) + _integer(self.exponent))

    def record(self, tags: str = "") -> str:
        """The TXT record, further tags (`t=y; `) in front of `p=`."""
        return f"v=DKIM1; k={self.type}; {tags}p={base64.b64encode(self.public).decode()}"

    def sign(self, signed: bytes, hash_name: str = "sha256") -> bytes:
        if self.type == "ed25519":
            return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed).sign(sha256(signed).digest())
        size = (self.modulus.bit_length() + 7) // 8
        tail = _DIGEST_INFO[hash_name] + _HASHES[hash_name](signed).digest()
        block = b"\0\1" + b"\xff" * (size - len(tail) - 3) + b"\0" + tail
        return pow(int.from_bytes(block, "big"), self.private, self.modulus).to_bytes(size, "big")


@lru_cache(maxsize=64)
def rsa_key(bits: int = 2048, seed: int = 1, exponent: int = 65537) -> Key:
    rng = random.Random(f"{bits}/{seed}/{exponent}")
    p, q = _prime(rng, bits // 2, exponent), _prime(rng, bits - bits // 2, exponent)
    return Key("rsa", bits, p * q, exponent, pow(exponent, -1, (p - 1) * (q - 1)))


@lru_cache(maxsize=64)
def ed25519_key(seed: int = 1) -> Key:
    return Key("ed25519", 256, seed=random.Random(seed).randbytes(32))


def private_key(key: Key) -> rsa.RSAPrivateKey:
    """The RSA key as an object of `cryptography`, for tools that want PEM."""
    p, q = rsa.rsa_recover_prime_factors(key.modulus, key.exponent, key.private)
    numbers = rsa.RSAPrivateNumbers(
        p,
        q,
        key.private,
        rsa.rsa_crt_dmp1(key.private, p),
        rsa.rsa_crt_dmq1(key.private, q),
        rsa.rsa_crt_iqmp(p, q),
        rsa.RSAPublicNumbers(key.exponent, key.modulus),
    )
    return numbers.private_key()


def _prime(rng: random.Random, bits: int, exponent: int) -> int:
    while True:
        n = rng.getrandbits(bits) | 3 << bits - 2 | 1
        for _ in range(bits):
            if (
                all(n % p for p in _SMALL_PRIMES)
                and n % exponent != 1
                and all(pow(a, n - 1, n) == 1 for a in (2, 3, 5))
            ):
                return n
            n += 2


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _sequence(content: bytes) -> bytes:
    return _der(0x30, content)


def _integer(value: int) -> bytes:
    return _der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


# ---------------------------------------------------------------------------- canonical forms, line by line


def canonical_body(body: bytes, form: str) -> bytes:
    lines = body.split(b"\r\n")
    if form == "relaxed":
        lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return b"" if form == "relaxed" else b"\r\n"
    return b"\r\n".join(lines) + b"\r\n"


def canonical_field(field: bytes, form: str) -> bytes:
    """`field` without its final line end."""
    if form == "simple":
        return field
    name, _, value = field.partition(b":")
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()


def split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Fields without their final line end, and the body."""
    head, _, body = raw.partition(b"\r\n\r\n")
    return re.split(rb"\r\n(?![ \t])", head), body


def _picked(fields: Sequence[bytes], names: Sequence[str]) -> list[bytes]:
    left: dict[str, list[bytes]] = {}
    for field in fields:
        left.setdefault(field.partition(b":")[0].strip().lower().decode(), []).append(field)
    return [left[name].pop() for name in (one.strip().lower() for one in names) if left.get(name)]


# ---------------------------------------------------------------------------- signatures


def signature_field(
    raw: bytes,
    key: Key,
    tags: Mapping[str, str | None],
    *,
    name: str = "DKIM-Signature",
    fold: str = " ",
    tail: str = "",
) -> bytes:
    """A signature field without its final line end.

    `tags` are written in their order, as they are, wrong ones too; None leaves one out. `bh` and `b` stand for
    themselves where they are given a value, and are computed where it is `?`; `b` always ends the field but for `tail`.
    """
    fields, body = split(raw)
    header_form, _, body_form = (tags.get("c") or "simple/simple").partition("/")
    hash_name = (tags.get("a") or "").rpartition("-")[2]
    hash_name = hash_name if hash_name in _HASHES else "sha256"
    text = canonical_body(body, "relaxed" if body_form == "relaxed" else "simple")
    length = tags.get("l") or ""
    digest = _HASHES[hash_name](text[: int(length)] if length.isdigit() else text).digest()
    written = {name: value for name, value in tags.items() if value is not None and name != "b"}
    if written.get("bh") == "?":
        written["bh"] = base64.b64encode(digest).decode()
    listed = ";".join(f"{fold}{tag}={value}" for tag, value in written.items())
    if tags.get("b", "?") is None:
        return f"{name}:{listed}{tail}".encode()
    unsigned = f"{name}:{listed};{fold}b={tail}".encode()
    if (given := tags.get("b", "?")) != "?":
        return f"{name}:{listed};{fold}b={given}{tail}".encode()
    form = "relaxed" if header_form == "relaxed" else "simple"
    parts = [canonical_field(one, form) for one in _picked(fields, (tags.get("h") or "").split(":"))]
    signed = b"".join(one + b"\r\n" for one in parts) + canonical_field(unsigned, form)
    value = base64.b64encode(key.sign(signed, hash_name)).decode()
    return f"{name}:{listed};{fold}b={value}{tail}".encode()


def sign(
    raw: bytes,
    key: Key,
    *,
    domain: str = "d.example",
    selector: str = "s",
    form: str = "relaxed/relaxed",
    headers: Sequence[str] = HEADERS,
    tags: Mapping[str, str | None] | None = None,
    fold: str = " ",
) -> bytes:
    """The message (CRLF line ends) with a DKIM-Signature on top; `tags` adds to or replaces those it would have."""
    base: dict[str, str | None] = {
        "v": "1",
        "a": key.algorithm,
        "c": form,
        "d": domain,
        "s": selector,
        "h": ":".join(headers),
        "bh": "?",
    }
    return signature_field(raw, key, base | dict(tags or {}), fold=fold) + b"\r\n" + raw


def seal(
    raw: bytes,
    key: Key,
    *,
    instance: int,
    cv: str,
    authserv_id: str,
    results: str,
    domain: str = "sealer.example",
    selector: str = "arc",
    headers: Sequence[str] = (*HEADERS, "dkim-signature"),
    time: int = 1_700_000_000,
) -> bytes:
    """The message with one more ARC set on top (RFC 8617 section 5.1)."""
    aar = f"ARC-Authentication-Results: i={instance}; {authserv_id}; {results}".encode()
    base = {"i": str(instance), "a": key.algorithm, "d": domain, "s": selector, "t": str(time)}
    more = base | {"c": "relaxed/relaxed", "h": ":".join(headers), "bh": "?"}
    ams = signature_field(raw, key, more, name="ARC-Message-Signature")
    fields, _ = split(raw)
    earlier: list[bytes] = []
    for number in range(1, instance) if cv != "fail" else ():
        for name in (b"arc-authentication-results", b"arc-message-signature", b"arc-seal"):
            earlier += [
                one
                for one in fields
                if one.lower().startswith(name + b":") and re.search(rb"[:;]\s*i\s*=\s*%d\s*;" % number, one)
            ]
    listed = ";".join(f" {tag}={value}" for tag, value in (base | {"cv": cv}).items())
    unsigned = f"ARC-Seal:{listed}; b=".encode()
    signed = b"".join(canonical_field(one, "relaxed") + b"\r\n" for one in (*earlier, aar, ams))
    signed += canonical_field(unsigned, "relaxed")
    whole = unsigned + base64.b64encode(key.sign(signed))
    return b"\r\n".join((whole, ams, aar, raw))

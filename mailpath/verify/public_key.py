"""Public keys and signatures: RSA over `cryptography`, Ed25519 over PyNaCl. A key is loaded once a process, a signature
costs what OpenSSL and libsodium take.

Both are imported with the first key: most start-ups need none.
"""

from collections.abc import Callable
from functools import lru_cache

import msgspec

__all__ = ["MAX_RSA_BITS", "PublicKey", "load_key"]

MAX_RSA_BITS = 8192
_MAX_EXPONENT_BITS = 64  # what OpenSSL takes for large keys; more only costs time (nearly every key has 65537)
_ED25519_KEY, _ED25519_SIGNATURE = 32, 64  # bytes (RFC 8032)
_MAX_MATERIAL = MAX_RSA_BITS // 8 + 256


class PublicKey(msgspec.Struct, frozen=True):
    """A usable key: `bits` is the modulus of an RSA key, 256 for Ed25519.

    `verifies(signature, signed, hash_name)` is None where this system's OpenSSL refuses the algorithm (SHA-1 under
    some policies). `holder(signature, hash_name)` says of many texts whether the signature holds over them: what can be
    read out of it is read once.
    """

    bits: int
    verifies: Callable[[bytes, bytes, str], bool | None]
    holder: Callable[[bytes, str], Callable[[bytes], bool]]


@lru_cache(maxsize=2048)
def load_key(type: str, material: bytes) -> PublicKey | None:
    """The key of a record's `k=` (`rsa`, `ed25519`) and decoded `p=`; None where it cannot be used.

    RSA as SubjectPublicKeyInfo or as bare RSAPublicKey (both are published: RFC 6376 says the second, its example
    shows the first), up to 8192 bits, and exponents of up to 64 bits. Ed25519 as its 32 bytes (RFC 8463).
    """
    if type == "ed25519":
        return _ed25519(material)
    if type != "rsa" or len(material) > _MAX_MATERIAL:
        return None
    return _rsa(material)


def _ed25519(material: bytes) -> PublicKey | None:
    """RFC 8463 section 3: what is signed is the SHA-256 digest. libsodium takes less than half of OpenSSL's time."""
    from hashlib import sha256

    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    if len(material) != _ED25519_KEY:
        return None

    def verifies(signature: bytes, signed: bytes, _: str) -> bool:
        if len(signature) != _ED25519_SIGNATURE:
            return False
        try:
            crypto_sign_open(signature + sha256(signed).digest(), material)
        except CryptoError:
            return False
        return True

    def holder(signature: bytes, hash_name: str) -> Callable[[bytes], bool]:
        return lambda signed: verifies(signature, signed, hash_name)

    return PublicKey(256, verifies, holder)


def _rsa(material: bytes) -> PublicKey | None:
    """RFC 8301 section 3: RSASSA-PKCS1-v1_5."""
    from hashlib import sha1, sha256

    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    numbers = _rsa_numbers(material)
    if numbers is None:
        return None
    modulus, exponent = numbers
    if modulus.bit_length() > MAX_RSA_BITS or exponent.bit_length() > _MAX_EXPONENT_BITS or not exponent & 1:
        return None
    try:
        key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    scheme = padding.PKCS1v15()
    algorithms = {"sha256": hashes.SHA256(), "sha1": hashes.SHA1()}  # noqa: S303 - to say of old mail what it is

    def verifies(signature: bytes, signed: bytes, hash_name: str) -> bool | None:
        try:
            key.verify(signature, signed, scheme, algorithms[hash_name])
        except InvalidSignature:
            return False
        except (UnsupportedAlgorithm, ValueError):
            return None
        return True

    def holder(signature: bytes, hash_name: str) -> Callable[[bytes], bool]:
        try:
            digest = key.recover_data_from_signature(signature, scheme, algorithms[hash_name])
        except InvalidSignature:
            return lambda _: False
        except (UnsupportedAlgorithm, ValueError):
            return lambda signed: bool(verifies(signature, signed, hash_name))
        digest_of = sha256 if hash_name == "sha256" else sha1
        return lambda signed: digest_of(signed).digest() == digest

    return PublicKey(modulus.bit_length(), verifies, holder)


def _rsa_numbers(material: bytes) -> tuple[int, int] | None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(material)
    except (ValueError, UnsupportedAlgorithm):
        from mailpath.verify.refused_keys import rsa_numbers  # dkimpy: only for what OpenSSL does not read

        return rsa_numbers(material)
    if not isinstance(key, RSAPublicKey):
        return None
    numbers = key.public_numbers()
    return numbers.n, numbers.e

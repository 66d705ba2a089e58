"""What no tool can beat: read, hash, and one RSA verification by OpenSSL for each signature there is."""

import hashlib
import re
from collections.abc import Callable

from scan_parts.corpus import Corpus

__all__ = ["limit"]

_SIGNATURE = re.compile(rb"^(?:dkim-signature|arc-seal|arc-message-signature)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")


def limit(corpus: Corpus) -> tuple[Callable[[], None], float]:
    """The work, and how many signatures a message has: DKIM's, and two of each ARC set."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    scheme, algorithm = padding.PKCS1v15(), hashes.SHA256()
    signature = pair.sign(b"x", scheme, algorithm)
    key = pair.public_key()
    todo = [(corpus.path(one), _signatures(corpus.path(one).read_bytes())) for one in corpus.truth]

    def work() -> None:
        for path, signatures in todo:
            hashlib.sha256(path.read_bytes()).digest()
            for _ in range(signatures):
                key.verify(signature, b"x", scheme, algorithm)

    return work, sum(count for _, count in todo) / len(todo)


def _signatures(raw: bytes) -> int:
    return len(_SIGNATURE.findall(_HEADER_END.split(raw, maxsplit=1)[0]))

"""RSA keys that OpenSSL does not read, read by dkimpy; the only file that imports `dkim`.

OpenSSL wants strict DER. Published keys are not always that (bytes left over, lengths written too long), and dkimpy,
which many receivers run, takes them. Importing it costs as much as the rest of a check, so it happens with the first
such key.
"""

__all__ = ["rsa_numbers"]


def rsa_numbers(material: bytes) -> tuple[int, int] | None:
    """Modulus and exponent of a key in ASN.1, or None; never raises."""
    from dkim.crypto import UnparsableKeyError, parse_public_key

    try:
        numbers = parse_public_key(material)
        return int(numbers["modulus"]), int(numbers["publicExponent"])
    except (UnparsableKeyError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError):
        return None  # its reader of ASN.1 trips over crafted bytes in many ways

"""The issuer's signature in a PDF of a certificate."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seal:
    """What signs: the private key and the certificate of the issuer, both as PEM. The key is shown to nobody."""

    private_key: bytes = field(repr=False)
    certificate: bytes


def sign(made: bytes, seal: Seal, signed_at, printed) -> bytes:
    return made

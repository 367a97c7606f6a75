"""The keys of the issuer of badges: made, written as JSON Web Keys, read back. Ed25519 only.

A key is named by an address at which its public half lies (Open Badges 3.0, §8.2.3). Who checks a badge holds the keys
of the issuer already (they are pinned); nothing that a badge says about keys is ever followed.
"""

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sauatty.core.errors import BadgeMalformed

ALGORITHM = "EdDSA"
_PUBLIC_BYTES = 32


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """A public key of the issuer. `retired_at`: since when it signs nothing; what is dated later is not believed."""

    key_id: str
    public: bytes
    retired_at: dt.datetime | None = None

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Tell whether a signature is of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_jwk(self) -> dict[str, Any]:
        """Return the key as a JSON Web Key; `exp` says since when it signs nothing."""
        key: dict[str, Any] = {
            "kty": "OKP", "crv": "Ed25519", "x": b64(self.public), "kid": self.key_id, "alg": ALGORITHM, "use": "sig",
        }  # fmt: skip
        return key | ({"exp": int(self.retired_at.timestamp())} if self.retired_at else {})


def new_private_key() -> bytes:
    """Return a new private key: 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_half(private: bytes) -> bytes:
    """Return the public half of a private key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def thumbprint(public: bytes) -> str:
    """Return the RFC 7638 thumbprint of a public key, by which it is named."""
    members = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": b64(public)}, separators=(",", ":"))
    return b64(hashlib.sha256(members.encode()).digest())


def sign(payload: Mapping[str, Any], private: bytes, key_id: str) -> str:
    """Sign a payload as a compact JWT. The same payload and key give the same text."""
    head = _written({"alg": ALGORITHM, "kid": key_id, "typ": "JWT"})
    message = f"{head}.{_written(payload)}"
    return f"{message}.{b64(Ed25519PrivateKey.from_private_bytes(private).sign(message.encode()))}"


def _written(value: Mapping[str, Any]) -> str:
    return b64(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def as_jwks(keys: Iterable[PinnedKey]) -> dict[str, Any]:
    """Return keys as a JSON Web Key Set."""
    return {"keys": [one.as_jwk() for one in keys]}


def keys_from_jwks(found: Any) -> tuple[PinnedKey, ...]:
    """Read a JSON Web Key Set; keys of other kinds than ours are left out.

    Raises
    ------
    BadgeMalformed
        It is no key set, or none of its keys can be used.
    """
    rows = found.get("keys") if isinstance(found, dict) else None
    keys = tuple(filter(None, map(_key, rows))) if isinstance(rows, list) else ()
    if not keys:
        raise BadgeMalformed(problem="the key set has no Ed25519 key with a name")
    return keys


def _key(row: Any) -> PinnedKey | None:
    if not isinstance(row, dict) or (row.get("kty"), row.get("crv")) != ("OKP", "Ed25519"):
        return None
    try:
        public = unb64(str(row.get("x")))
    except ValueError:
        return None
    ended = row.get("exp")
    retired_at = (
        dt.datetime.fromtimestamp(ended, dt.UTC) if type(ended) is int and 0 < ended < 2**35 else None
    )
    name = row.get("kid")
    known = isinstance(name, str) and bool(name) and len(public) == _PUBLIC_BYTES
    return PinnedKey(str(name), public, retired_at) if known else None


def b64(content: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def unb64(text: str) -> bytes:
    """Read base64url without padding; only the one way of writing it that `b64` has.

    Raises
    ------
    ValueError
    """
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if b64(content) != text:
        raise ValueError("not the shortest way to write it")
    return content

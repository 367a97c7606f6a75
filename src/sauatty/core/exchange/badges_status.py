"""The list of badges that hold no more, as a W3C Bitstring Status List: one bit for each badge."""

import base64
import binascii
import datetime as dt
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from openbadgeslib.ob3.status_list import DEFAULT_SIZE_BITS, build_status_list_credential

from sauatty.core.errors import BadgeStatusUnknown
from sauatty.core.exchange.badges_keys import PinnedKey, sign
from sauatty.core.exchange.badges_tokens import opened

PLACES = DEFAULT_SIZE_BITS
_MOST_BYTES = 1024 * 1024
_TYPE = "BitstringStatusListCredential"


def sign_status_list(
    address: str, issuer: str, ended: Iterable[int], private: bytes, key_id: str, *, made_at: dt.datetime,
    valid_until: dt.datetime,
) -> str:  # fmt: skip
    """Sign a list of 131,072 badges, in which the bits of `ended` are set.

    An old copy of it is not believed after `valid_until`, so that nobody can hide a revocation for long.
    """
    listed = build_status_list_credential(
        issuer, address, "revocation", ended, PLACES, made_at.astimezone(dt.UTC).replace(microsecond=0),
        valid_until.astimezone(dt.UTC).replace(microsecond=0),
    )  # fmt: skip
    claims = {
        "iss": issuer,
        "jti": address,
        "nbf": int(made_at.timestamp()),
        "exp": int(valid_until.timestamp()),
    }
    return sign(listed | claims, private, key_id)


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list that was believed."""

    address: str
    bits: bytes

    def has_ended(self, place: int) -> bool:
        """Tell whether the badge at a place holds no more."""
        if not 0 <= place < len(self.bits) * 8:
            raise BadgeStatusUnknown(problem="the list has no such place")
        return bool(self.bits[place // 8] & (0x80 >> (place % 8)))


def read_status_list(
    token: str,
    keys: Collection[PinnedKey],
    *,
    address: str,
    issuers: Collection[str] | None,
    now: dt.datetime,
) -> StatusList:
    """Check a list as strictly as a badge, and return it.

    Raises
    ------
    BadgeRefused
        One of its subclasses; see `check_badge`.
    """
    found = opened(token, keys, issuers=issuers, now=now).payload
    subject: Any = found.get("credentialSubject")
    fits = _TYPE in found["type"] and found["id"] == address and isinstance(subject, dict)
    if not fits or subject.get("statusPurpose") != "revocation":
        raise BadgeStatusUnknown(problem="this is not the list that the badge names")
    return StatusList(address, _inflated(subject.get("encodedList")))


def _inflated(encoded: Any) -> bytes:
    if not isinstance(encoded, str) or not encoded.startswith("u"):
        raise BadgeStatusUnknown(problem="the list is not written as it must be")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        packed = base64.b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4), altchars=b"-_", validate=True)
        bits = unpacker.decompress(packed, _MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise BadgeStatusUnknown(problem="the list can't be unpacked") from error
    if unpacker.unconsumed_tail or len(bits) * 8 < PLACES:
        raise BadgeStatusUnknown(problem="the list has another length than it must have")
    return bits

"""Opening a signed token with pinned keys, so strictly that there is one way only to write a genuine one.

The header may hold `alg`, `kid` and `typ`: a key, an address or a certificate inside of it (`jwk`, `jku`, `x5u`, …) is a
reason to refuse. The algorithm is never taken from the token. JSON with the same name twice, with text that is not NFC
or with numbers that are none is refused, so that no two programs read the same token differently.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sauatty.core.errors import (
    BadgeExpired,
    BadgeHeaderRefused,
    BadgeIssuerUnknown,
    BadgeKeyRetired,
    BadgeKeyUnknown,
    BadgeMalformed,
    BadgeNotYetValid,
    BadgeSignatureWrong,
)
from sauatty.core.exchange.badges_keys import ALGORITHM, PinnedKey, unb64

LONGEST = 100_000
_HEADER = {"alg", "kid", "typ"}
_CONTEXT = "https://www.w3.org/ns/credentials/v2"
# Two clocks are never quite the same.
_SKEW = dt.timedelta(minutes=5)
_DEEPEST = 20
_YEAR_3000 = 32_503_680_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token that is believed holds, and the key that signed it."""

    payload: Json
    key: PinnedKey
    issuer: str
    valid_from: dt.datetime


def opened(
    token: str, keys: Collection[PinnedKey], *, issuers: Collection[str] | None, now: dt.datetime
) -> Opened:
    """Check a token: form, header, key, signature, issuer and dates.

    Without `issuers` any issuer is believed whose address lies on the same site as its key.

    Raises
    ------
    BadgeRefused
        One of its subclasses.
    """
    head, body, signature = _parts(token)
    key = _key(_json(unb64_of(head), "its header"), keys)
    if not key.fits(unb64_of(signature), f"{head}.{body}".encode("ascii")):
        raise BadgeSignatureWrong
    payload = _json(unb64_of(body), "its content")
    issuer = _issuer(payload, key, issuers)
    return Opened(payload, key, issuer, _dated(payload, key, now))


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 3 or not all(parts[:2]):
        raise BadgeMalformed(problem="it has not the form of a signed token")
    return parts[0], parts[1], parts[2]


def unb64_of(text: str) -> bytes:
    """Read a part of a token.

    Raises
    ------
    BadgeMalformed
    """
    try:
        return unb64(text)
    except ValueError as error:
        raise BadgeMalformed(problem="a part of it is not written as it must be") from error


def _json(content: bytes, where: str) -> Json:
    try:
        text = content.decode("utf-8")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadgeMalformed(problem=f"{where} can't be read") from error
    if not isinstance(found, dict) or not _is_plain(found, 0):
        raise BadgeMalformed(problem=f"{where} is not built as it must be")
    return found


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same name twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _is_plain(value: Any, depth: int) -> bool:
    """Tell whether a value is not nested too deeply and its texts can be read in one way only."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value) and not any(
            "\ud800" <= one <= "\udfff" for one in value
        )
    if isinstance(value, dict):
        return all(_is_plain(one, depth + 1) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return all(_is_plain(one, depth + 1) for one in value)
    return not isinstance(value, float) or value == value and abs(value) < 1e300


def _key(header: Json, keys: Collection[PinnedKey]) -> PinnedKey:
    more = ", ".join(sorted(set(header) - _HEADER))
    if more:
        raise BadgeHeaderRefused(problem=more[:60])
    if header.get("alg") != ALGORITHM:
        raise BadgeHeaderRefused(problem=f"alg {str(header.get('alg'))[:30]}")
    if header.get("typ", "JWT") != "JWT":
        raise BadgeHeaderRefused(problem="typ")
    found = [one for one in keys if one.key_id == header.get("kid")]
    if len(found) != 1:
        raise BadgeKeyUnknown
    return found[0]


def _issuer(payload: Json, key: PinnedKey, issuers: Collection[str] | None) -> str:
    told = payload.get("issuer")
    issuer = told.get("id") if isinstance(told, dict) else told
    if not isinstance(issuer, str) or payload.get("iss") != issuer:
        raise BadgeIssuerUnknown
    if not (_site(issuer) == _site(key.key_id) if issuers is None else issuer in issuers):
        raise BadgeIssuerUnknown
    _check_form(payload)
    return issuer


def _site(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadgeIssuerUnknown from error
    return parts.scheme, parts.netloc


def _check_form(payload: Json) -> None:
    own_id = payload.get("id")
    kinds, contexts = payload.get("type"), payload.get("@context")
    if not isinstance(own_id, str) or payload.get("jti") != own_id:
        raise BadgeMalformed(problem="it names itself in two ways")
    if not isinstance(kinds, list) or "VerifiableCredential" not in kinds:
        raise BadgeMalformed(problem="it is another kind of token")
    if not isinstance(contexts, list) or not contexts or contexts[0] != _CONTEXT:
        raise BadgeMalformed(problem="it says not by which rules it is written")


def _dated(payload: Json, key: PinnedKey, now: dt.datetime) -> dt.datetime:
    since = _moment(payload, "validFrom", "nbf")
    until = _moment(payload, "validUntil", "exp")
    if since is None:
        raise BadgeMalformed(problem="it has no day")
    if since > now + _SKEW:
        raise BadgeNotYetValid(day=since.date().isoformat())
    if until is not None and until < now - _SKEW:
        raise BadgeExpired(day=until.date().isoformat())
    if key.retired_at is not None and since > key.retired_at:
        raise BadgeKeyRetired
    return since


def _moment(payload: Json, name: str, claim: str) -> dt.datetime | None:
    """Return a moment that stands in a token twice; it must say the same both times."""
    text, seconds = payload.get(name), payload.get(claim)
    if text is None and seconds is None:
        return None
    if not isinstance(text, str) or type(seconds) is not int or not 0 < seconds < _YEAR_3000:
        raise BadgeMalformed(problem=f"its {name} is no moment")
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadgeMalformed(problem=f"its {name} is no moment") from error
    if moment.tzinfo is None or int(moment.timestamp()) != seconds:
        raise BadgeMalformed(problem=f"its {name} stands in it in two ways")
    return moment

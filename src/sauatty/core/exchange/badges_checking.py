"""Checking a badge with the pinned keys of its issuer: nothing is fetched, nothing that the badge says is followed."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from openbadgeslib.ob3 import OpenBadgeCredential

from sauatty.core.errors import BadgeMalformed, BadgeRevoked, BadgeStatusUnknown
from sauatty.core.exchange.badges import Competence
from sauatty.core.exchange.badges_keys import PinnedKey
from sauatty.core.exchange.badges_status import StatusList
from sauatty.core.exchange.badges_tokens import opened

_KINDS = {"OpenBadgeCredential", "AchievementCredential"}


@dataclass(frozen=True, slots=True)
class CheckedBadge:
    """What a genuine badge says. Whether it still holds stands in the list at `status_address`."""

    address: str
    issuer: str
    issuer_name: str
    holder: str
    achievement: str
    name: str
    description: str
    issued_at: dt.datetime
    key_id: str
    status_address: str
    place: int
    verification: str = ""
    competences: tuple[Competence, ...] = ()


def check_badge(
    token: str,
    keys: Collection[PinnedKey],
    *,
    issuers: Collection[str] | None,
    now: dt.datetime,
    status: StatusList | None = None,
) -> CheckedBadge:
    """Check a badge.

    Parameters
    ----------
    token : str
        The compact JWT, see `badges_baking.token_of` for files.
    keys : collection of PinnedKey
        The keys of the issuer, from the issuer and never from the badge.
    issuers : collection of str, optional
        The addresses of the issuers whose keys these are; without them all on the same site as the key.
    now : datetime
        With a time zone.
    status : StatusList, optional
        The list that the badge names; without it only the signature is checked.

    Raises
    ------
    BadgeRefused
        One of its subclasses says why the badge is not to be believed.
    """
    found = opened(token, keys, issuers=issuers, now=now)
    if not _KINDS & {one for one in found.payload["type"] if isinstance(one, str)}:
        raise BadgeMalformed(problem="it is another kind of token")
    try:
        badge = OpenBadgeCredential.from_jwt_payload(found.payload)
    except (KeyError, ValueError, TypeError, OverflowError, AttributeError) as error:
        raise BadgeMalformed(problem="a part of it is missing") from error
    checked = _checked(badge, found.key.key_id, found.valid_from)
    _check_status(checked, status)
    return checked


def _checked(badge: OpenBadgeCredential, key_id: str, issued_at: dt.datetime) -> CheckedBadge:
    entry = _entry(badge.credential_status)
    reached = badge.achievement
    return CheckedBadge(
        address=str(badge.id), issuer=badge.issuer.id, issuer_name=badge.issuer.name,
        holder=next((one.identity_hash for one in badge.identifiers if one.identity_type == "name"), ""),
        achievement=reached.id, name=reached.name, description=reached.description, issued_at=issued_at, key_id=key_id,
        status_address=str(entry["statusListCredential"]), place=int(entry["statusListIndex"]),
        verification=badge.evidence_url or "",
        competences=tuple(
            Competence(one.target_code or "", one.target_name, one.target_url, one.target_framework or "")
            for one in reached.alignments
        ),
    )  # fmt: skip


def _entry(entries: list[dict[str, Any]]) -> dict[str, Any]:
    entry = entries[0] if len(entries) == 1 else {}
    place = entry.get("statusListIndex")
    if entry.get("type") != "BitstringStatusListEntry" or entry.get("statusPurpose") != "revocation":
        raise BadgeMalformed(problem="it names no list of revoked badges")
    if not isinstance(place, str) or not (place.isascii() and place.isdigit() and len(place) < 10):
        raise BadgeMalformed(problem="its place in the list of revoked badges is no number")
    return entry


def _check_status(badge: CheckedBadge, status: StatusList | None) -> None:
    if status is None:
        return
    if status.address != badge.status_address:
        raise BadgeStatusUnknown(problem="this is not the list that the badge names")
    if status.has_ended(badge.place):
        raise BadgeRevoked

"""Badges as Open Badges 3.0: a certificate as a signed credential that other programs read and check."""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

from openbadgeslib.ob3 import Achievement, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.credential import Alignment, Evidence, IdentityObject
from openbadgeslib.ob3.status_list import status_entry

from sauatty.core.exchange.badges_keys import sign

# What Open Badges call our kinds of certificates.
TYPES = {"attendance": "Certificate", "completion": "CertificateOfCompletion"}


@dataclass(frozen=True, slots=True)
class Competence:
    """A competence that an achievement is about, by its address in a CASE framework."""

    code: str
    name: str
    address: str
    framework: str


@dataclass(frozen=True, slots=True)
class AchievementFacts:
    """What was reached. `address` names it for good; its texts are in one language (Open Badges know one only)."""

    address: str
    kind: str
    name: str
    description: str
    criteria: str
    language: str
    picture: str = ""
    competences: tuple[Competence, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """Who gives badges; `address` names the issuer for good."""

    address: str
    name: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """A badge before it is signed. `place` is its bit in the list of revoked badges at `status_address`."""

    address: str
    issuer: IssuerFacts
    achievement: AchievementFacts
    holder: str
    issued_at: dt.datetime
    status_address: str
    place: int
    verification: str = ""


def _said(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def achievement_json(facts: AchievementFacts) -> dict[str, Any]:
    """Return an achievement as Open Badges write it."""
    return _achievement(facts).to_dict() | {"inLanguage": facts.language}


def _achievement(facts: AchievementFacts) -> Achievement:
    return Achievement(
        facts.address, _said(facts.name), _said(facts.description), _said(facts.criteria),
        image_url=facts.picture or None, achievement_type=TYPES.get(facts.kind, "Badge"),
        alignments=[_alignment(one) for one in facts.competences],
    )  # fmt: skip


def _alignment(one: Competence) -> Alignment:
    return Alignment(_said(one.name), one.address, _said(one.framework), one.code)


def issuer_json(facts: IssuerFacts) -> dict[str, Any]:
    """Return an issuer as Open Badges write it."""
    return Issuer(facts.address, _said(facts.name), url=facts.page or None).to_dict()


def credential_json(facts: BadgeFacts) -> dict[str, Any]:
    """Return a badge as an Open Badges 3.0 credential with the claims of a JWT; its holder is named in plain words."""
    named = IdentityObject(_said(facts.holder), "name", hashed=False)
    credential = OpenBadgeCredential(
        id=facts.address, issuer=Issuer(facts.issuer.address, _said(facts.issuer.name), url=facts.issuer.page or None),
        recipient_id=None, achievement=_achievement(facts.achievement), identifiers=[named],
        issuance_date=facts.issued_at.astimezone(dt.UTC).replace(microsecond=0),
        evidence=[Evidence(facts.verification)] if facts.verification else [],
        credential_status=[status_entry(facts.status_address, "revocation", facts.place)],
    )  # fmt: skip
    payload: dict[str, Any] = credential.to_jwt_payload()
    payload["credentialSubject"]["achievement"]["inLanguage"] = facts.achievement.language
    return payload


def sign_badge(facts: BadgeFacts, private: bytes, key_id: str) -> str:
    """Sign a badge: a compact JWT (EdDSA), named by the address of the key."""
    return sign(credential_json(facts), private, key_id)

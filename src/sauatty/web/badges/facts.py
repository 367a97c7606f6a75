"""What a badge says of a certificate: the same as the paper, in the first language that is printed on it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from sauatty.core.catalogue import load_frameworks
from sauatty.core.catalogue.words import word
from sauatty.core.documents.badge_picture import badge_picture
from sauatty.core.exchange.badges import AchievementFacts, BadgeFacts, Competence, IssuerFacts
from sauatty.core.exchange.badges_status import PLACES
from sauatty.core.exchange.case import case_identifier
from sauatty.core.languages import LANGUAGES
from sauatty.web.badges import addresses
from sauatty.web.base.texts import translated
from sauatty.web.certificates import printing
from sauatty.web.entitlements import rules

_WORDS = "certificates"


def badge_facts(certificate: Any, credential_id: UUID, place: int) -> BadgeFacts:
    """Return what the badge of a certificate says."""
    printed = printing.printed_of(certificate)
    language = printed.languages[0]
    number, bit = divmod(place, PLACES)
    issuer = issuer_facts(certificate.programme, printed.organisation.text(language), language)
    return BadgeFacts(
        addresses.credential(credential_id), issuer,
        achievement_facts(certificate.award, language, name=printed.title.text(language), is_demo=printed.is_demo),
        printed.holder, certificate.issued_at, addresses.status_list(certificate.programme_id, number), bit,
        printed.address,
    )  # fmt: skip


def issuer_facts(programme: Any, organisation: str, language: str) -> IssuerFacts:
    """Return who gives the badges of a programme; without an organisation the programme itself."""
    name = organisation or translated(programme, "title").text(language)
    return IssuerFacts(addresses.issuer(programme.pk), name, settings.PUBLIC_ADDRESS)


def language_of(award: Any) -> str:
    """Return the first language in which a kind of certificate has a title."""
    return next((one for one in LANGUAGES if getattr(award, f"title_{one}")), "kk")


def achievement_facts(
    award: Any, language: str, *, name: str = "", is_demo: bool = False
) -> AchievementFacts:
    """Return a kind of certificate as an achievement, in one language."""
    with override(language):
        criteria = "; ".join(sentence for _label, sentence in rules.described(award))
    return AchievementFacts(
        addresses.achievement(award.pk), award.kind, name or translated(award, "title").text(language),
        _description(award, language, is_demo or award.is_demo), criteria, language,
        addresses.picture(award.pk, language), tuple(competences(award.competences, language)),
    )  # fmt: skip


def kind_words(kind: str, language: str) -> str:
    """Return what a certificate of a kind is called."""
    with override(language):
        return (
            gettext("Certificate of completion")
            if kind == "completion"
            else gettext("Certificate of attendance")
        )


def _description(award: Any, language: str, is_demo: bool) -> str:
    programme = translated(award.programme, "title").text(language)
    said = [
        word(_WORDS, "demo", language) if is_demo else "",
        kind_words(award.kind, language),
        word(_WORDS, "programme", language, name=programme),
        word(_WORDS, "hours", language, n=award.academic_hours) if award.academic_hours else "",
    ]
    return ". ".join(filter(None, said)) + "."


def competences(ids: Iterable[str], language: str) -> Iterable[Competence]:
    """Yield the competences of some ids, by their addresses in CASE; ids that are not known are left out."""
    known = _known(language)
    for one in ids:
        if one in known:
            code, name, framework = known[one]
            yield Competence(code, name, addresses.competence(case_identifier(one)), framework)


@lru_cache(maxsize=len(LANGUAGES))
def _known(language: str) -> dict[str, tuple[str, str, str]]:
    return {
        one.id: (one.code, one.name.text(language), framework.title.text(language))
        for framework in load_frameworks()
        for one in framework.competences
    }


def picture(award: Any, language: str, form: Any, *, name: str = "", is_demo: bool = False) -> bytes:
    """Draw the badge of a kind of certificate."""
    demo = word(_WORDS, "demo", language) if is_demo or award.is_demo else ""
    title = name or translated(award, "title").text(language)
    return badge_picture(title, kind_words(award.kind, language), language, form, demo=demo)

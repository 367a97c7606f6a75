"""A programme as the pack of those who agreed: who is in it, what would be hidden, and why it may not be made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.errors import NobodyAgreed, PackPointsAtPeople, ResearchTextMissing, TooFewAgreed
from sauatty.core.evaluation.pack import TRAITS, Pack
from sauatty.core.evaluation.pack_choice import of_people
from sauatty.core.evaluation.pack_privacy import PackCheck, check_pack, protected, pseudonymised
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.surveys.anonymity import GROUPED, INTERNAL, PUBLIC
from sauatty.web.assessments.selectors import matrices
from sauatty.web.base.texts import translated
from sauatty.web.evaluations.services import Gathered
from sauatty.web.reports import selectors
from sauatty.web.reports.models import ResearchText
from sauatty.web.surveys import selectors as surveys

MINIMA = (INTERNAL, PUBLIC)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What protecting changed in a table: columns that went, columns in which rare answers were taken together."""

    table: str
    gone: tuple[str, ...]
    grouped: tuple[str, ...]
    hidden_texts: tuple[str, ...] = ()

    @property
    def is_something(self) -> bool:
        """Tell whether anything was hidden."""
        return bool(self.gone or self.grouped or self.hidden_texts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The pack as it would go out but for its pseudonyms, the check before and after, and what was hidden."""

    pack: Pack
    text: ResearchText
    minimum: int
    before: PackCheck
    after: PackCheck
    suppressed: tuple[Suppressed, ...]

    def with_pseudonyms(self, key: bytes) -> Pack:
        """Return the pack under pseudonyms of its own; the key is made for it and kept nowhere."""
        return pseudonymised(self.pack, key)


def offered_surveys(gathered: Gathered) -> list[tuple[int, Any, Any]]:
    """Return the surveys that may go in, with their places and what respondents agreed to: none without such a text."""
    found = [(at, one, surveys.consent_of(one)) for at, one in enumerate(gathered.surveys)]
    return [one for one in found if one[2] is not None]


def prepare(
    gathered: Gathered,
    standing: selectors.Standing,
    *,
    surveys_in: Sequence[int] = (),
    minimum: int = INTERNAL,
) -> Prepared:
    """Return the pack of those who agreed.

    Raises
    ------
    ResearchTextMissing, NobodyAgreed, TooFewAgreed
        Nobody was asked, or too few agreed.
    PackPointsAtPeople
        What helps did not help enough.
    """
    text = selectors.newest_text(gathered.programme)
    if text is None:
        raise ResearchTextMissing
    _refuse_few(standing, minimum)
    allowed = [at for at, _campaign, _page in offered_surveys(gathered) if at in surveys_in]
    codes = {matrices.person_code(one, gathered.programme.pk) for one in standing.agreed}
    chosen = of_people(gathered.pack, codes, allowed)
    told = replace(
        chosen, facts=replace(chosen.facts, consent=_basis(gathered, text, len(chosen.people), allowed))
    )
    safe = protected(told, minimum)
    before, after = check_pack(told, minimum), check_pack(safe, minimum)
    pointing = _pointing(after)
    if pointing:
        raise PackPointsAtPeople(parts=", ".join(pointing), minimum=minimum)
    return Prepared(safe, text, minimum, before, after, _suppressed(told, safe))


def _refuse_few(standing: selectors.Standing, minimum: int) -> None:
    if not standing.n_agreed:
        raise NobodyAgreed(n=standing.n_people)
    if standing.n_agreed < minimum:
        raise TooFewAgreed(n=standing.n_agreed, minimum=minimum)


def _pointing(found: PackCheck) -> list[str]:
    """Return the tables in which people could still be found."""
    parts = [("people", found.people), *((one.purpose, one.check) for one in found.surveys)]
    return [name for name, one in parts if one.n and one.names and not one.is_enough]


def _basis(gathered: Gathered, text: ResearchText, n: int, places: Sequence[int]) -> Translated:
    titles = [translated(gathered.surveys[at], "title") for at in places]

    def said(language: str) -> str:
        named = "; ".join(one.text(language) for one in titles) or word(
            "research_consent", "no_surveys", language
        )
        return word(
            "research_consent",
            "basis",
            language,
            n=n,
            version=text.number,
            sha=text.sha256[:16],
            surveys=named,
        )

    return Translated(*(said(one) for one in LANGUAGES))


def _suppressed(before: Pack, after: Pack) -> tuple[Suppressed, ...]:
    traits, kept = before.people.traits, after.people.traits
    people = Suppressed(
        "people", tuple(one for one in TRAITS if one in traits and one not in kept),
        tuple(one for one, column in kept.items() if GROUPED in column and GROUPED not in traits[one]),
    )  # fmt: skip
    parts = [people, *(_of_survey(one, two) for one, two in zip(before.surveys, after.surveys, strict=True))]
    return tuple(one for one in parts if one.is_something)


def _of_survey(before: Any, after: Any) -> Suppressed:
    old, new = before.table.columns, after.table.columns
    changed = [one for one in new if new[one] != old[one]]
    grouped = tuple(one for one in changed if GROUPED in new[one])
    return Suppressed(
        before.purpose, tuple(one for one in old if one not in new), grouped,
        tuple(one for one in changed if one not in grouped),
    )  # fmt: skip

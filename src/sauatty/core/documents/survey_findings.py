"""What a survey found, computed once: everything that its report says, in any language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import nan

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import AttributeUnknown, CodesMixed, FoilsMissing, RoleMissing
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import N_RESAMPLES, SEED, Interval
from sauatty.core.surveys.claimed_shown import MACHINE, ClaimedShown, claimed_shown
from sauatty.core.surveys.familiarity import Familiarity, familiarity
from sauatty.core.surveys.hiding import protected
from sauatty.core.surveys.needs import Needs, needs
from sauatty.core.surveys.rates import ResponseRates
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.core.surveys.tables import QuestionTable
from sauatty.core.surveys.tabulation import tabulate
from sauatty.core.surveys.weighting import Weighting

# By what claims are compared, in this order, as far as the instrument asks it.
COMPARED = ("language", "region", "organisation_kind")
# Among so few respondents an answer of one could be recognised: small counts are hidden.
FEW_RESPONDENTS = 4 * MINIMUM_CELL
Tables = tuple[QuestionTable, ...]


@dataclass(frozen=True, slots=True)
class CodingAgreement:
    """How well coders of the open answers agreed before they settled what differed."""

    alpha: Interval
    n_units: int
    n_coders: int


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What the answers themselves do not say: the asking, whom it was meant for, how the answers were coded.

    `kinds` names kinds of the population that the instrument does not offer, in the language of the report.
    """

    title: Translated = field(default_factory=Translated)
    organiser: str = ""
    is_invented: bool = False
    written_on: dt.date | None = None
    rates: ResponseRates | None = None
    agreement: CodingAgreement | None = None
    weighting: Weighting | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveyFindings:
    """The findings of one survey. `tables` are those of every question by the language of their labels.

    `claimed`, `familiarity` and `needs` are None where the instrument or the codes do not give them; `compared` is
    the claims by language, region and kind. `is_protected`: so few answered that small counts are hidden.
    `n_answers` counts the answers that were asked for, `n_missing` those that were not given.
    """

    instrument: Instrument
    facts: SurveyFacts
    n: int
    first_day: str
    last_day: str
    n_by_language: tuple[tuple[str, int], ...]
    tables: Mapping[str, Tables]
    n_answers: int
    n_missing: int
    is_protected: bool
    n_codes: int
    claimed: ClaimedShown | None = None
    compared: tuple[ClaimedShown, ...] = ()
    familiarity: Familiarity | None = None
    needs: Needs | None = None

    @property
    def share_missing(self) -> float:
        """Return the share of the answers asked for that were not given; nan where none was asked for."""
        return self.n_missing / self.n_answers if self.n_answers else nan

    @property
    def is_machine_coded(self) -> bool:
        """Tell whether no person judged the definitions."""
        return self.claimed is not None and set(self.claimed.sources) == {MACHINE}

    def tables_of(self, question: Question, language: str) -> Tables:
        """Return the tables of one question; several for a matrix."""
        return tuple(one for one in self.tables[language] if one.question == question.id)


def findings(
    instrument: Instrument,
    table: ResponseTable,
    codes: Iterable[CodedAnswer] = (),
    facts: SurveyFacts | None = None,
    *,
    languages: Iterable[str] = LANGUAGES,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> SurveyFindings:
    """Compute everything that a report says.

    Parameters
    ----------
    instrument, table
        The version asked, and its responses, weighted where `table.weights` are.
    codes : iterable of CodedAnswer
        Of people or of the machine, never mixed.
    facts : SurveyFacts, optional
    languages : iterable of str
        The languages in which a report can be made of it.
    n_resamples, seed
        Of the intervals of needs and overclaiming.

    Raises
    ------
    CodesMixed, CodesContradict, CodesUnmatched
        See `claimed_shown`.
    """
    own, coded = facts or SurveyFacts(), tuple(codes)
    tables = {language: tabulate(instrument, table, language=language) for language in languages}
    is_protected = len(table) < FEW_RESPONDENTS
    asked = next(iter(tables.values()))
    days = sorted(filter(None, table.days))
    claimed = _claimed(instrument, table, coded) if coded else None
    return SurveyFindings(
        instrument=instrument,
        facts=own if own.title.text("en") else replace(own, title=instrument.title),
        n=len(table),
        first_day=days[0] if days else "",
        last_day=days[-1] if days else "",
        n_by_language=_languages(table),
        tables={key: protected(one) for key, one in tables.items()} if is_protected else tables,
        n_answers=sum(one.n_asked for one in asked),
        n_missing=sum(one.n_missing for one in asked),
        is_protected=is_protected,
        n_codes=sum(one.grade is not None for one in coded),
        claimed=claimed,
        compared=_compared(instrument, table, coded) if claimed else (),
        familiarity=_familiarity(instrument, table, n_resamples, seed),
        needs=_needs(instrument, table, coded, n_resamples, seed),
    )


def _languages(table: ResponseTable) -> tuple[tuple[str, int], ...]:
    counts = {code: table.languages.count(code) for code in dict.fromkeys(table.languages)}
    return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _claimed(
    instrument: Instrument, table: ResponseTable, codes: tuple[CodedAnswer, ...], by: str = ""
) -> ClaimedShown | None:
    try:
        found = claimed_shown(instrument, table, codes, by=by)
    except RoleMissing:
        return None
    # Without a code of a definition only the empty ones have a grade, and they say nothing of the others.
    return found if found.sources else None


def _compared(
    instrument: Instrument, table: ResponseTable, codes: tuple[CodedAnswer, ...]
) -> tuple[ClaimedShown, ...]:
    found = []
    for by in COMPARED:
        try:
            one = _claimed(instrument, table, codes, by)
        except AttributeUnknown:
            continue
        if one is not None and sum(group.found is not None for group in one.groups) > 1:
            found.append(one)
    return tuple(found)


def _familiarity(
    instrument: Instrument, table: ResponseTable, n_resamples: int, seed: int
) -> Familiarity | None:
    try:
        found = familiarity(instrument, table, n_resamples=n_resamples, seed=seed)
    except FoilsMissing:
        return None
    return found if found.all.n else None


def _needs(
    instrument: Instrument, table: ResponseTable, codes: tuple[CodedAnswer, ...], n_resamples: int, seed: int
) -> Needs | None:
    if not len(table):
        return None
    sources = {one.source for one in codes if one.grade is not None}
    if MACHINE in sources and len(sources) > 1:
        raise CodesMixed(sources=", ".join(sorted(sources)))
    found = needs(instrument, table, codes, n_resamples=n_resamples, seed=seed)
    return found if found.needs else None

"""The figures of one campaign. All arithmetic is the core's; what takes long is kept under a stamp of the answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import SauattyError
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import N_RESAMPLES
from sauatty.core.surveys import claimed_shown as claims
from sauatty.core.surveys import cross as crossing
from sauatty.core.surveys import familiarity as detection
from sauatty.core.surveys import needs as needing
from sauatty.core.surveys.answers import SINGLE, answer_names, label_of
from sauatty.core.surveys.asked import Asked
from sauatty.core.surveys.scores import LANGUAGE
from sauatty.core.surveys.tables import QuestionTable
from sauatty.core.surveys.tabulation import CHOSEN, Column, Work, checked_weights
from sauatty.web.instruments import selectors as instruments
from sauatty.web.needs import kept, selectors
from sauatty.web.needs.weighing import Weighing
from sauatty.web.surveys import selectors as surveys

Json = dict[str, Any]
PARTS = ("stated", "claimed", "shown", "practice")
LEVEL = 0.95
# Twenty regions are resampled one by one: half as often, so that the page opens within a second.
FOR_GROUPS = 1000


@dataclass
class Figures:
    """The figures of one campaign by one source of codes, weighted or not; rows are read once, where they are needed."""

    campaign: Any
    source: str = selectors.AGREED
    is_weighted: bool = False

    @cached_property
    def instrument(self) -> Instrument:
        """Return the version that is asked."""
        return instruments.core_instrument(self.campaign.version)

    @cached_property
    def weighing(self) -> Weighing:
        """Return how the responses can be weighted."""
        return Weighing(self.campaign)

    @cached_property
    def table(self) -> ResponseTable:
        """Return the responses, weighted where that was asked."""
        found = surveys.response_table(self.campaign)
        return self.weighing.weighted(found) if self.is_weighted else found

    @cached_property
    def codes(self) -> list[CodedAnswer]:
        """Return the codes of the source."""
        return selectors.codes_of(self.campaign, self.source)

    @cached_property
    def asked(self) -> Asked:
        """Return who was asked what."""
        return Asked(self.instrument, self.table)

    def key(self, *more: Any) -> tuple[Any, ...]:
        """Return what a figure depends on beside the responses."""
        return (self.is_weighted, self.source, selectors.codes_stamp(self.codes), *more)

    # --- closed questions ---

    def column(self, name: str, language: str) -> Column:
        """Return the answers under one name, to be tabulated."""
        question = self.instrument.question(name)
        if question is None:
            raise KeyError(name)
        work = Work(self.asked, checked_weights(self.asked, None), LEVEL, language)
        return work.column(question, name)

    def tabulated(self, name: str, language: str) -> QuestionTable:
        """Tabulate the answers under one name."""
        return self.column(name, language).table(np.arange(len(self.asked)))

    def tables(self, questions: Iterable[Question], language: str) -> list[list[QuestionTable]]:
        """Return the tables of each question: one, or one for each row of a matrix."""
        return [[self.tabulated(name, language) for name in answer_names(one)] for one in questions]

    @cached_property
    def attributes(self) -> tuple[Question, ...]:
        """Return the questions to group by: those declared as attributes, with one answer."""
        found = self.instrument.with_role("attribute")
        return tuple(one for one in found if one.kind in SINGLE and one.kind != "matrix")

    def attribute_choices(self, language: str) -> list[tuple[str, str]]:
        """Return what can be grouped by, with its label; the language of the answers comes last."""
        from sauatty.core.catalogue.words import word

        found = [(one.id, one.text.text(language)) for one in self.attributes]
        return [*found, (LANGUAGE, word("surveys", "language", language))]

    def crossable(self, language: str) -> list[tuple[str, str]]:
        """Return the names that a cross table can be of, with their labels."""
        return [
            (name, label_of(one, name, language))
            for one in self.instrument.questions
            if one.kind in CHOSEN
            for name in answer_names(one)
        ]

    def cross(self, name: str, by: str, language: str) -> crossing.CrossTable:
        """Return one question by an attribute, small cells hidden."""
        return crossing.cross(self.instrument, self.table, name, by, language=language)

    # --- claimed and shown ---

    def claimed_found(self, by: str = "") -> claims.ClaimedShown:
        """Return claimed × shown as the core has it, with the rows of its cells."""
        return claims.claimed_shown(self.instrument, self.table, self.codes, by=by)

    def claimed(self, by: str = "") -> Json:
        """Return claimed × shown, kept; 'refused' where it cannot be had."""
        return self._kept("claimed", lambda: self.claimed_found(by).as_json(), by)

    def detection_found(self, by: str = "") -> detection.Familiarity:
        """Return overclaiming by signal detection."""
        n_resamples = FOR_GROUPS if by else N_RESAMPLES
        return detection.familiarity(self.instrument, self.table, by=by, n_resamples=n_resamples)

    def detection(self, by: str = "") -> Json:
        """Return overclaiming by signal detection, kept; no code is counted in it."""
        return _refusable(
            lambda: kept.recall(
                self.campaign, "detection", (self.is_weighted, by), lambda: self.detection_found(by).as_json()
            )
        )

    def detected(self, by: str = "") -> Json:
        """Return the same with the groups of an attribute beside the figures of all, which do not change with it."""
        whole = self.detection()
        if not by or "refused" in whole:
            return whole
        return {**self.detection(by), "all": whole["all"], "terms": whole["terms"]}

    # --- needs ---

    def needs_found(self, parts: Mapping[str, float]) -> needing.Needs:
        """Return the ranking of needs as the core has it."""
        return needing.needs(self.instrument, self.table, self.codes, weights_of_parts=parts)

    def needs(self, parts: Mapping[str, float]) -> Json:
        """Return the ranking of needs, kept."""
        asked = [parts[one] for one in PARTS]
        return self._kept("needs", lambda: self.needs_found(parts).as_json(), *asked)

    def _kept(self, measure: str, compute: Any, *asked: Any) -> Json:
        return _refusable(lambda: kept.recall(self.campaign, measure, self.key(*asked), compute))


def _refusable(compute: Any) -> Json:
    """Return a figure, or under 'refused' the error that says why there is none."""
    try:
        found: Json = compute()
    except SauattyError as error:
        return {"refused": error}
    return found

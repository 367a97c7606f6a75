"""Overclaiming by signal detection: how well respondents tell real terms from invented ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Any

import numpy as np
from scipy.special import ndtri

from sauatty.core.catalogue.instruments import Instrument, Question, Row
from sauatty.core.errors import FoilsMissing
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import (
    N_RESAMPLES,
    SEED,
    BoolArray,
    FloatArray,
    Interval,
    percentile_interval,
)
from sauatty.core.surveys.criterion import claim_columns, typical_score
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.resampling import resampled_sums
from sauatty.core.surveys.scores import (
    Group,
    check_attribute,
    groups_of,
    relevant_answers,
    scored_column,
    weighted_share,
    weights_of,
)

# Between the steps of the usual scales: never, heard, (roughly,) could explain.
HEARD, EXPLAIN = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the list: `n` said how well they know it, `claimed` is the share at or above the threshold."""

    name: str
    label: Translated
    is_foil: bool
    n: int
    claimed: Interval
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Detection:
    """Signal detection of a group of respondents.

    `hit_rate` is the share of real terms claimed, `false_alarm_rate` that of invented ones. `d_prime` and
    `criterion` are the means over respondents, each with the log-linear correction; `d_prime_pooled` and
    `criterion_pooled` are those of all their answers put together; `d_prime_typical` and `criterion_typical` are
    those of a respondent in the middle of all, where respondents differ (see `typical_score`): the figures to
    report. `any_foil` is the share who claimed at least one invented term.
    """

    n: int
    n_terms: int
    n_foils: int
    hit_rate: Interval
    false_alarm_rate: Interval
    d_prime: Interval
    criterion: Interval
    d_prime_pooled: Interval
    criterion_pooled: Interval
    any_foil: Interval
    d_prime_typical: Interval
    criterion_typical: Interval


@dataclass(frozen=True, slots=True)
class DetectionGroup:
    """The detection of one group; None where it is hidden."""

    key: str
    found: Detection | None


@dataclass(frozen=True, slots=True)
class Respondent:
    """Hits of `n_terms`, false alarms of `n_foils`, and what follows for one respondent."""

    id: str
    hits: int
    n_terms: int
    false_alarms: int
    n_foils: int
    d_prime: float
    criterion: float


@dataclass(frozen=True, slots=True)
class Familiarity:
    """How well respondents tell real from invented terms. A term is claimed from the score `threshold` on.

    With few invented terms a single respondent's d' takes few values: `respondents` lead to rows, and say little
    of a person. `n_incomplete` answered no real or no invented term, and stand in nothing.
    """

    threshold: float
    terms: tuple[Term, ...]
    all: Detection
    groups: tuple[DetectionGroup, ...]
    by: str
    n_incomplete: int
    is_weighted: bool
    n_resamples: int
    respondents: tuple[Respondent, ...] = field(default=(), metadata={"json": False})

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, without single respondents."""
        content: dict[str, Any] = as_plain(self)
        return content


def d_prime(
    hits: FloatArray, n_terms: FloatArray, false_alarms: FloatArray, n_foils: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return d' and the criterion c with the log-linear correction [1]_.

    Parameters
    ----------
    hits, n_terms, false_alarms, n_foils : ndarray of shape (...)
        Real terms claimed and asked, invented terms claimed and asked.

    Returns
    -------
    d_prime, criterion : ndarray of shape (...)
        z(H) - z(F) and -(z(H) + z(F)) / 2 with H = (hits + 0.5) / (n_terms + 1), F likewise. A criterion under 0
        claims freely, above 0 sparingly. `nan` where no real or no invented term was asked.

    References
    ----------
    .. [1] Hautus, M. J. (1995). Corrections for extreme proportions and their biasing effects on estimated
       values of d'. Behavior Research Methods, 27(1), 46-51. doi:10.3758/BF03203619

    Examples
    --------
    >>> found = d_prime(np.array(8.0), np.array(10.0), np.array(1.0), np.array(3.0))
    >>> round(float(found[0]), 4), round(float(found[1]), 4)
    (1.0665, -0.2146)
    """
    is_asked = (np.asarray(n_terms) > 0) & (np.asarray(n_foils) > 0)
    z_hit = ndtri((hits + 0.5) / (n_terms + 1))
    z_false = ndtri((false_alarms + 0.5) / (n_foils + 1))
    return np.where(is_asked, z_hit - z_false, nan), np.where(is_asked, -(z_hit + z_false) / 2, nan)


def familiarity(
    instrument: Instrument,
    table: ResponseTable,
    *,
    threshold: float = HEARD,
    by: str = "",
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> Familiarity:
    """Measure overclaiming on the terms of the instrument, of which some are invented (foils) [1]_.

    Parameters
    ----------
    instrument : Instrument
        Its questions with the role 'familiarity' hold the terms: rows of a matrix, and single questions. Choices
        without a score ('I do not want to say') count as not answered.
    table : ResponseTable
    threshold : float
        The score from which a term counts as claimed: `HEARD` (whoever has heard of it) or `EXPLAIN` (only who
        could explain it, at least roughly).
    by : str
        Name of a question, or 'language', to group by.
    n_resamples, seed
        Respondents are drawn with replacement; every respondent brings all own answers.

    Raises
    ------
    FoilsMissing
        No such question, or none with both real and invented terms.
    AttributeUnknown
        Nothing to group by under that name.

    Notes
    -----
    The mean of the respondents' d' is drawn towards 0 by the correction where terms are few, pooled d' where
    respondents differ in how freely they claim. Neither should be compared with studies of another length;
    `d_prime_typical` has neither fault, with a wider interval.

    References
    ----------
    .. [1] Paulhus, D. L., Harms, P. D. (2004). Measuring cognitive ability with the overclaiming technique.
       Intelligence, 32(3), 297-314. doi:10.1016/j.intell.2004.02.001
    """
    check_attribute(instrument, by)
    rows, table = _term_rows(instrument), relevant_answers(instrument, table)
    claims = _claims(rows, table, threshold)
    is_foil = np.array([row.foil for _, _, row in rows], dtype=np.bool_)
    counts = _counts(claims, is_foil)
    weights = weights_of(table)
    complete = (counts[:, 1] > 0) & (counts[:, 3] > 0)
    everybody = Group("", np.ones(len(table), dtype=np.bool_), False)
    measure = _Measure(claims, is_foil, counts, complete, weights, n_resamples, seed)
    groups = groups_of(table, by, among=complete) if by else ()
    return Familiarity(
        threshold=threshold,
        terms=_terms(rows, table, claims, weights),
        all=measure.of(everybody) or measure.nothing(),
        groups=tuple(DetectionGroup(one.key, measure.of(one)) for one in groups),
        by=by,
        n_incomplete=int((~complete).sum()),
        is_weighted=bool(np.ptp(weights) > 0) if weights.size else False,
        n_resamples=n_resamples,
        respondents=_respondents(table, counts, complete),
    )


# --- terms ---


def term_questions(instrument: Instrument) -> tuple[tuple[Question, str, Row], ...]:
    """Return (question, name of the answer, row) of every term; a single question stands as a row of its own."""
    return tuple(
        (question, name, row)
        for question in instrument.with_role("familiarity")
        for name, row in _own_rows(question)
    )


def _own_rows(question: Question) -> list[tuple[str, Row]]:
    if question.kind == "matrix":
        return [(f"{question.id}_{row.code}", row) for row in question.rows]
    return [(question.id, Row(question.id, question.text, question.competences))]


def _term_rows(instrument: Instrument) -> tuple[tuple[Question, str, Row], ...]:
    rows = tuple(
        one for one in term_questions(instrument) if any(c.score is not None for c in one[0].choices)
    )
    n_foils = sum(row.foil for _, _, row in rows)
    if not n_foils or n_foils == len(rows):
        raise FoilsMissing(instrument=instrument.id, terms=len(rows) - n_foils, foils=n_foils)
    return rows


def _claims(rows: Sequence[tuple[Question, str, Row]], table: ResponseTable, threshold: float) -> FloatArray:
    """Return 1 claimed, 0 not claimed, `nan` not answered, of shape (n_respondents, n_terms)."""
    scores = np.stack([scored_column(question, table.column(name)) for question, name, _ in rows], axis=1)
    return np.where(np.isnan(scores), nan, scores >= threshold)


def _counts(claims: FloatArray, is_foil: BoolArray) -> FloatArray:
    """Return hits, real terms answered, false alarms, invented terms answered, per respondent."""
    parts = [claims[:, ~is_foil], claims[:, is_foil]]
    columns = [column for one in parts for column in (np.nansum(one, axis=1), (~np.isnan(one)).sum(axis=1))]
    return np.stack(columns, axis=1).astype(np.float64)


def _terms(
    rows: Sequence[tuple[Question, str, Row]], table: ResponseTable, claims: FloatArray, weights: FloatArray
) -> tuple[Term, ...]:
    found = []
    for (question, name, row), own in zip(rows, claims.T, strict=True):
        column = table.column(name)
        levels = tuple((choice.code, column.count(choice.code)) for choice in question.choices)
        among = ~np.isnan(own)
        claimed = weighted_share(own == 1, among, weights)
        found.append(Term(name, row.label, row.foil, int(among.sum()), claimed, levels))
    return tuple(found)


def _respondents(table: ResponseTable, counts: FloatArray, complete: BoolArray) -> tuple[Respondent, ...]:
    found, criteria = d_prime(*counts.T)
    whole = counts.astype(int).tolist()
    return tuple(
        Respondent(id, one[0], one[1], one[2], one[3], float(found[at]), float(criteria[at]))
        for at, (id, one) in enumerate(zip(table.ids, whole, strict=True))
        if complete[at]
    )


# --- detection ---


@dataclass(frozen=True, slots=True)
class _Measure:
    claims: FloatArray
    is_foil: BoolArray
    counts: FloatArray
    complete: BoolArray
    weights: FloatArray
    n_resamples: int
    seed: int

    def of(self, group: Group) -> Detection | None:
        members = group.members & self.complete
        if group.is_hidden or not members.any():
            return None
        counts = self.counts[members]
        columns = self._columns(members, counts)
        estimates = self._figures(columns.sum(axis=0, keepdims=True))[0]
        resampled = self._figures(resampled_sums(columns, self.n_resamples, self.seed))
        ends = [
            percentile_interval(float(one), column)
            for one, column in zip(estimates, resampled.T, strict=True)
        ]
        terms = counts[:, [1, 3]].max(axis=0)
        return Detection(len(counts), int(terms[0]), int(terms[1]), *ends)

    def _columns(self, members: BoolArray, counts: FloatArray) -> FloatArray:
        """Return what each respondent adds: 1, counts, own values, then what the typical respondent needs."""
        claims = self.claims[members]
        lists = [claim_columns(claims[:, own]) for own in (~self.is_foil, self.is_foil)]
        columns = np.hstack([np.ones((len(counts), 1)), counts, _values(counts), *lists])
        return np.asarray(columns * self.weights[members][:, None])

    def _figures(self, sums: FloatArray) -> FloatArray:
        """Return the figures of a `Detection` in their order, for each row of sums."""
        n, (hits, n_terms, false_alarms, n_foils), means = sums[:, 0], sums[:, 1:5].T, sums[:, 5:8].T
        means, first = means / n, 8 + 2 * int((~self.is_foil).sum()) + 2
        pooled, criterion = d_prime(hits, n_terms, false_alarms, n_foils)
        real, invented = typical_score(sums[:, 8:first]), typical_score(sums[:, first:])
        return np.stack(
            [
                *(hits / n_terms, false_alarms / n_foils, means[0], means[1], pooled, criterion, means[2]),
                *(real - invented, -(real + invented) / 2),
            ],
            axis=1,
        )

    def nothing(self) -> Detection:
        return Detection(0, 0, 0, *[Interval(nan, nan, nan)] * 9)


def _values(counts: FloatArray) -> FloatArray:
    """Return d', c and 'claimed an invented term' of each respondent."""
    own, criteria = d_prime(*counts.T)
    return np.stack([own, criteria, (counts[:, 2] > 0).astype(np.float64)], axis=1)

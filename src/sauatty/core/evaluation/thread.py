"""The thread: one competence from need to result, and all competences with what was needed most and moved least on top."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sauatty.core.evaluation.content_answers import ContentAnswers
from sauatty.core.evaluation.figures import Figure, count, missing, of_interval, share
from sauatty.core.evaluation.flow import Stages
from sauatty.core.evaluation.gain_answers import GainAnswers
from sauatty.core.evaluation.need_answers import NeedAnswers
from sauatty.core.evaluation.pack import Pack
from sauatty.core.statistics import FloatArray

COLUMNS = (
    "need", "minutes", "lessons", "items", "gain", "activities", "certificates", "coverage", "recommendations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One competence from need to result. `gain` is a share of the most points; `urgency` is what rows are ordered by."""

    competence: str
    need: Figure
    minutes: Figure
    lessons: Figure
    items: Figure
    gain: Figure
    activities: Figure
    certificates: Figure
    coverage: Figure
    recommendations: Figure
    urgency: float | None = None

    def figure(self, column: str) -> Figure:
        """Return one of `COLUMNS`."""
        found: Figure = getattr(self, column)
        return found


def thread(
    pack: Pack, needed: NeedAnswers, gained: GainAnswers, content: ContentAnswers, stages: Stages
) -> tuple[ThreadRow, ...]:
    """Return a row for each competence of the pack, in their order."""
    certificates = _certificates(pack, stages)
    gains = dict(gained.by_competence)
    why = gained.why_missing or "not-tested"
    urgency = urgencies([_need(needed, one).value for one in pack.competences],
                        [gains[one].value if one in gains else None for one in pack.competences])  # fmt: skip
    return tuple(
        ThreadRow(
            row.competence, _need(needed, row.competence), row.minutes, row.lessons, _items(pack, row.competence),
            gains.get(row.competence, missing(why)), _activities(pack, gained.practice.by_competence, row.competence),
            certificates if _is_taught(pack, row.competence) else missing("not-taught"), row.coverage,
            _recommendations(pack, row.competence), urgency[at],
        )
        for at, row in enumerate(content.rows)
    )  # fmt: skip


def urgencies(needs: list[float | None], gains: list[float | None]) -> list[float | None]:
    """Return how far each competence was needed and did not move.

    Notes
    -----
    Standardised need minus standardised gain, each over the competences of the programme (mean 0, standard deviation
    1; all 0 where they do not differ). A gain that nobody measured counts as none (0 points): what was not tested was
    not shown to move. Where no need is known at all, the gain alone orders the rows; where only some are, the others
    have no urgency and stand below.
    """
    need = _standardised(np.array([np.nan if one is None else one for one in needs], float))
    gain = _standardised(np.array([0.0 if one is None else one for one in gains], float))
    return [None if np.isnan(a) else float(a - b) for a, b in zip(need, gain, strict=True)]


def order(rows: tuple[ThreadRow, ...]) -> tuple[str, ...]:
    """Return the competences with the most urgent first; equal ones as the programme has them."""
    ranked = sorted(rows, key=lambda row: (row.urgency is None, -(row.urgency or 0.0)))
    return tuple(row.competence for row in ranked)


def _standardised(values: FloatArray) -> FloatArray:
    known = values[~np.isnan(values)]
    if not len(known):
        return np.zeros(len(values))
    spread, centred = float(known.std()), values - float(known.mean())
    return np.asarray(centred / spread if spread > 1e-12 else centred * 0.0)


def _need(needed: NeedAnswers, competence: str) -> Figure:
    if needed.needs is None:
        return missing(needed.refused[0] if needed.refused else "no-need-survey", "index")
    found = needed.needs.need(competence)
    if found is None:
        return missing("not-asked", "index", needed.needs.n)
    return of_interval(found.index, max(part.n for part in found.parts), "index")


def _items(pack: Pack, competence: str) -> Figure:
    if not pack.tests:
        return missing("no-test", "count")
    named = {item for test in pack.tests for item, one in test.competences.items() if one == competence}
    return count(len(named), sum(test.scores.n_items for test in pack.tests))


def _activities(pack: Pack, by_competence: Mapping[str, int], competence: str) -> Figure:
    if not pack.activities:
        return missing("no-activities", "count")
    return count(by_competence.get(competence, 0), len(pack.activities))


def _certificates(pack: Pack, stages: Stages) -> Figure:
    """Return the share of those who attended (of all where nobody knows) that got a certificate."""
    if not stages.sources["certified"]:
        return missing("no-certificates")
    among = stages.has("attended")
    if not among.any():
        among = np.ones(len(pack.people), dtype=np.bool_)
    return share(int((stages.has("certified") & among).sum()), int(among.sum()))


def _is_taught(pack: Pack, competence: str) -> bool:
    """Tell whether the plan or a lesson teaches it; where there are neither, nobody can say that it was not."""
    planned = any(one.competence == competence and one.minutes > 0 for one in pack.plan)
    return (
        (not pack.plan and not pack.lessons)
        or planned
        or any(competence in one.competences for one in pack.lessons)
    )


def _recommendations(pack: Pack, competence: str) -> Figure:
    if not pack.recommendations:
        return missing("no-guide", "count")
    own = [one.n for one in pack.recommendations if one.competence == competence]
    return count(sum(own), sum(one.n for one in pack.recommendations))

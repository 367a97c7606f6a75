"""The evaluation of a programme from its pack: flow, needs, gain, content, the thread, reach, and what cannot be said."""

from dataclasses import dataclass
from typing import Any

from sauatty.core.evaluation.content_answers import ContentAnswers, content_answers
from sauatty.core.evaluation.flow import ATTENDED_FROM, Flow, flow, stages_of
from sauatty.core.evaluation.gain_answers import GainAnswers, gain_answers
from sauatty.core.evaluation.limits import Answers, Limit, limits
from sauatty.core.evaluation.need_answers import NeedAnswers, need_answers
from sauatty.core.evaluation.order_of_rows import in_one_order
from sauatty.core.evaluation.pack import Pack
from sauatty.core.evaluation.reach import Occasion, Reach, unique_reach
from sauatty.core.evaluation.thread import ThreadRow, order, thread
from sauatty.core.statistics import N_RESAMPLES, SEED
from sauatty.core.surveys.plain import as_plain


@dataclass(frozen=True, slots=True)
class Reached:
    """Who came to the activities: of those that were `accepted`, and of all that were `reported` (these among them)."""

    accepted: Reach
    reported: Reach


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that can be said of a programme. `order` names the competences, needed most and moved least first."""

    flow: Flow
    needs: NeedAnswers
    gain: GainAnswers
    content: ContentAnswers
    thread: tuple[ThreadRow, ...]
    order: tuple[str, ...]
    reach: Reached
    limits: tuple[Limit, ...]
    n_resamples: int
    seed: int
    is_invented: bool

    def row(self, competence: str) -> ThreadRow | None:
        """Return the thread of one competence."""
        return next((one for one in self.thread if one.competence == competence), None)

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`: numbers unrounded, null where there is none."""
        content: dict[str, Any] = as_plain(self)
        content["limits"] = [
            {"code": one.code, "params": as_plain(one.params), "text": one.in_words} for one in self.limits
        ]
        found = self.gain.gain
        content["gain"]["gain"] = as_plain(found.as_json()) if found else None
        return content


def evaluate(
    pack: Pack,
    *,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
    attended_from: float = ATTENDED_FROM,
) -> Evaluation:
    """Return the evaluation of a programme.

    Parameters
    ----------
    pack : Pack
        Whatever the programme did not do may be missing; `limits` then says so.
    n_resamples, seed
        Of the bootstraps: the same seed gives the same figures.
    attended_from : float
        The share of a training, 0-1, from which somebody attended it, where the pack does not say who did.

    Notes
    -----
    The same people give the same figures to the digit, whatever their ids and in whatever order they stand.
    How each figure and its interval is made: docs/explanation/the-thread.md. How often the intervals hold a known
    truth: ``benchmarks/truth.py``.
    """
    pack = in_one_order(pack)
    stages = stages_of(pack, attended_from)
    flowed = flow(pack, stages, attended_from)
    needed = need_answers(pack, n_resamples=n_resamples, seed=seed)
    gained = gain_answers(pack, stages)
    content = content_answers(pack, needed.needs)
    rows = thread(pack, needed, gained, content, stages)
    reached = _reached(pack)
    return Evaluation(
        flowed, needed, gained, content, rows, order(rows), reached,
        limits(pack, Answers(flowed, needed, gained, content, reached.reported)), n_resamples, seed, pack.facts.is_invented,
    )  # fmt: skip


def _reached(pack: Pack) -> Reached:
    reported = [one for one in pack.activities if one.state in ("reported", "accepted")]
    told = [Occasion(one.low, max(one.low, one.high), frozenset(one.guests)) for one in reported]
    accepted = [one for one, act in zip(told, reported, strict=True) if act.state == "accepted"]
    return Reached(unique_reach(accepted), unique_reach(told))

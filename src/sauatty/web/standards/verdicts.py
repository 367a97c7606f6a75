"""Where people stand to a pass mark, and who stands too near to be sure. Pure: no tables here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Verdict:
    """One attempt beside the pass mark of its paper; `mark` is None where there is none that fits.

    `is_near` says that the points lie within one standard error of measurement of the mark: taken again, the person
    might well stand on the other side.
    """

    score: Any
    mark: Any
    is_reached: bool
    is_near: bool
    release: Any
    is_outdated: bool
    misfits: bool


def verdicts(
    scores: Sequence[Any], marks: Mapping[UUID, Any], releases: Mapping[UUID, Any], margins: Mapping[UUID, float]
) -> list[Verdict]:  # fmt: skip
    """Return where each attempt stands; `margins` are standard errors of measurement in points, by paper."""
    return [
        _verdict(one, marks.get(one.attempt.paper_id), releases.get(one.attempt_id), margins)
        for one in scores
    ]


def _verdict(score: Any, mark: Any, release: Any, margins: Mapping[UUID, float]) -> Verdict:
    fits = mark is not None and mark.most == score.max_score
    if not fits:
        return Verdict(score, None, False, False, release, release is not None, mark is not None)
    # A whole point decides, so the line itself lies half a point below the fewest points that pass.
    margin = margins.get(score.attempt.paper_id)
    is_near = margin is not None and abs(score.score - (mark.points - 0.5)) <= margin
    is_outdated = release is not None and (release.mark_id, release.points) != (mark.pk, score.score)
    return Verdict(score, mark, score.score >= mark.points, is_near, release, is_outdated, False)

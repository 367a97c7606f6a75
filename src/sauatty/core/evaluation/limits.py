"""What the data of a programme cannot say: codes with their numbers, and the English sentence of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from sauatty.core.evaluation.content_answers import ContentAnswers
from sauatty.core.evaluation.flow import Flow
from sauatty.core.evaluation.gain_answers import GainAnswers
from sauatty.core.evaluation.limit_texts import LIMIT_TEXTS
from sauatty.core.evaluation.need_answers import NeedAnswers
from sauatty.core.evaluation.pack import Pack
from sauatty.core.evaluation.reach import Reach
from sauatty.core.psychometrics.classical_moments import moments_of
from sauatty.core.psychometrics.forms import by_form
from sauatty.core.psychometrics.notes import NOTE_TEXTS
from sauatty.core.psychometrics.reliability import alpha_of
from sauatty.core.psychometrics.scores import ScoreMatrix

FEW_PEOPLE, FEW_IN_GROUP, MUCH_LOST, LOW_ALPHA, LOW_RATE = 30, 30, 0.2, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that the data cannot say; `code` is stable, `params` fill its text."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """Return the English sentence."""
        return (LIMIT_TEXTS.get(self.code) or NOTE_TEXTS[self.code]) % self.params


@dataclass(frozen=True, slots=True)
class Answers:
    """What limits are read off."""

    flow: Flow
    needs: NeedAnswers
    gain: GainAnswers
    content: ContentAnswers
    reach: Reach


def limits(pack: Pack, found: Answers) -> tuple[Limit, ...]:
    """Return what the data of a pack cannot say, in the order of a report."""
    return (
        *_of_people(pack), *_of_surveys(pack, found), *_of_tests(pack, found), *_of_groups(found), *_of_content(pack, found)
    )  # fmt: skip


def _of_people(pack: Pack) -> Iterator[Limit]:
    n = len(pack.people)
    if pack.facts.is_invented:
        yield Limit("invented")
    if n == 0:
        yield Limit("nobody")
    elif n == 1:
        yield Limit("one-participant")
    elif n < FEW_PEOPLE:
        yield Limit("few-participants", {"n": n})
    if n:
        yield Limit("self-selected")


def _of_surveys(pack: Pack, found: Answers) -> Iterator[Limit]:
    survey = pack.survey("need")
    if survey is None or not len(survey.table):
        yield Limit("no-need-survey")
    else:
        yield Limit("self-reported")
        yield from _of_rate(found)
    if found.needs.refused:
        yield Limit("need-survey-refused", {"reason": ", ".join(dict.fromkeys(found.needs.refused))})
    for purpose in dict.fromkeys(one.purpose for one in pack.surveys):
        same = [one for one in pack.surveys if one.purpose == purpose]
        if len(same) > 1:
            yield Limit("surveys-same-purpose", {"n": len(same), "purpose": purpose})
        if same[0].is_anonymous and len(pack.people):
            yield Limit("survey-anonymous", {"n": len(same[0].table), "purpose": purpose})
    yield from _of_codes(pack, found)


def _of_rate(found: Answers) -> Iterator[Limit]:
    step = found.flow.step("answered")
    if step.share.value is None:
        yield Limit("answer-rate-unknown")
    elif step.share.value < LOW_RATE:
        yield Limit("answer-rate-low", {"n": step.n, "of": step.share.n})


def _of_codes(pack: Pack, found: Answers) -> Iterator[Limit]:
    codes = [code for survey in pack.surveys for code in survey.codes if code.grade is not None]
    by_machine = sum(code.source == "machine" for code in codes)
    if pack.surveys and not codes:
        yield Limit("no-open-answers-coded")
    if by_machine:
        yield Limit("machine-coded", {"n": by_machine, "of": len(codes)})
    if pack.survey("need") and not pack.survey("evaluation"):
        yield Limit("no-second-survey")
    elif found.needs.change.is_there and not found.needs.is_paired:
        yield Limit("before-after-unpaired")


def _of_tests(pack: Pack, found: Answers) -> Iterator[Limit]:
    if found.gain.gain is None:
        yield Limit(found.gain.why_missing)
    else:
        yield from _of_gain(found)
        yield from _of_parts(pack)
    for test in pack.tests:
        alphas = [_alpha(form) for form in by_form(test.scores)]
        known = [alpha for alpha in alphas if alpha is not None]
        if len(known) < len(alphas):
            yield Limit("alpha-unknown", {"purpose": test.purpose})
        elif min(known) < LOW_ALPHA:
            yield Limit("alpha-low", {"purpose": test.purpose, "alpha": f"{min(known):.2f}"})


def _alpha(matrix: ScoreMatrix) -> float | None:
    """Return alpha; of a table without gaps from its plain covariance, which takes a fraction of the time."""
    if matrix.n_persons < 2:
        return None
    is_whole = not bool(np.isnan(matrix.scores).any())
    covariance = np.cov(matrix.scores, rowvar=False) if is_whole else moments_of(matrix).covariance
    return alpha_of(np.atleast_2d(covariance))


def _of_gain(found: Answers) -> Iterator[Limit]:
    gain = found.gain.gain
    if gain is None:
        return
    left = gain.drop_out
    if left.share_left is not None and left.share_left > MUCH_LOST:
        n = left.n_both + left.n_pre_only
        yield Limit("drop-out", {"percent": round(100 * left.share_left), "n": left.n_pre_only, "of": n})
    codes = {note.code: note.params for note in gain.notes}
    if "gain-drop-out-differs" in codes:
        yield Limit("drop-out-differs", codes["gain-drop-out-differs"])
    if "gain-ceiling" in codes:
        yield Limit("ceiling", codes["gain-ceiling"])
    if gain.unit == "share":
        yield Limit("units-differ")
    yield Limit("no-control-group")


def _of_parts(pack: Pack) -> Iterator[Limit]:
    numbers: dict[str, list[int]] = {}
    for test in pack.tests:
        for competence in pack.competences:
            own = sum(test.competences.get(item) == competence for item in test.scores.items)
            numbers.setdefault(competence, []).append(own)
    untested = [one for one, counts in numbers.items() if not max(counts)]
    few = sum(max(counts) > 0 and min(counts) < 3 for counts in numbers.values())
    if untested:
        names = ", ".join(untested)
        yield Limit("competences-untested", {"n": len(untested), "of": len(numbers), "names": names})
    if few:
        yield Limit("parts-of-few-items", {"n": few})


def _of_groups(found: Answers) -> Iterator[Limit]:
    small = sum(min(one.n, one.n_others) < FEW_IN_GROUP for one in found.gain.differences)
    if small:
        yield Limit("groups-small", {"n": small, "least": FEW_IN_GROUP})
    n = found.gain.n_comparisons
    if n > 1:
        yield Limit("many-comparisons", {"n": n, "chance": f"{0.05 * n:.1f}"})


def _of_content(pack: Pack, found: Answers) -> Iterator[Limit]:
    if not pack.plan:
        yield Limit("no-plan")
    elif found.content.correlation.is_there:
        yield Limit("few-competences", {"n": found.content.n_competences})
    by_machine = sum(one.is_machine for one in pack.lessons)
    if by_machine:
        yield Limit("lessons-machine", {"n": by_machine, "of": len(pack.lessons)})
    if not pack.trainings:
        yield Limit("no-trainings")
    if not pack.activities:
        yield Limit("no-activities")
    elif not found.reach.is_exact:
        yield Limit("reach-range", {"low": found.reach.low, "high": found.reach.high})
    if not pack.coverage:
        yield Limit("no-curriculum-audit")
    if not pack.recommendations:
        yield Limit("no-guide")

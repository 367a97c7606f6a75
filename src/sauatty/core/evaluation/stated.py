"""Every figure of an evaluation that has an interval, under one name each."""

from collections.abc import Iterator, Mapping

from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.figures import Figure, of_gain, of_interval
from sauatty.core.evaluation.flow import FORM
from sauatty.core.evaluation.need_answers import Claimed

Named = Iterator[tuple[str, Figure]]


def stated(found: Evaluation) -> Mapping[str, Figure]:
    """Return what an evaluation states with an interval, by name: 'gain', 'need.gmilaf.2.3.index', …

    Shares of a step by region are left out: there are many, and each has the interval of the step.
    """
    parts = (_flow, _needs, _claimed, _gain, _differences, _retrospective, _content, _practice)
    named = {name: figure for part in parts for name, figure in part(found)}
    return {name: figure for name, figure in named.items() if figure.low is not None}


def _flow(found: Evaluation) -> Named:
    for step in found.flow.steps:
        if step.stage == "invited":
            continue
        yield f"flow.{step.stage}.share", step.share
        yield f"flow.{step.stage}.kept", step.kept
        for group in step.groups:
            if group.trait == FORM:
                yield f"flow.{step.stage}.share.{group.key}", group.share
    yield "flow.attendance", found.flow.mean_attendance


def _needs(found: Evaluation) -> Named:
    for need in found.needs.needs.needs if found.needs.needs else ():
        yield (
            f"need.{need.competence}.index",
            of_interval(need.index, found.needs.needs.n if found.needs.needs else 0),
        )
        for part in need.parts:
            yield f"need.{need.competence}.{part.part}", of_interval(part.value, part.n)
            yield f"need.{need.competence}.{part.part}.share", of_interval(part.share, part.n)


def _claimed(found: Evaluation) -> Named:
    yield from _of_claimed("before", found.needs.claimed_before)
    yield from _of_claimed("after", found.needs.claimed_after)
    yield "overclaiming.change", found.needs.change


def _of_claimed(when: str, found: Claimed | None) -> Named:
    if found is not None:
        yield f"overclaiming.{when}", found.overclaiming
        yield f"overclaiming.{when}.of_written", found.overclaiming_of_written
        yield f"correct.{when}", found.correct
        yield f"claimed_shown.{when}", found.trend


def _gain(found: Evaluation) -> Named:
    gain = found.gain.gain
    if gain is None:
        return
    yield "gain", of_gain(gain.gain, gain.unit)
    for effect in gain.effect_sizes:
        low, high = effect.ci95 or (None, None)
        yield f"gain.{effect.name}", Figure(gain.n, effect.value, low, high, "standard deviations")
    for name, figure in (*found.gain.by_component, *found.gain.by_competence):
        yield f"gain.{name}", figure
    left = gain.drop_out
    n = left.n_both + left.n_pre_only
    low, high = left.share_left_ci95 or (None, None)
    yield "drop_out", Figure(n, left.share_left, low, high)
    low, high = left.difference_ci95 or (None, None)
    yield "drop_out.difference", Figure(n, left.difference, low, high, gain.unit)


def _differences(found: Evaluation) -> Named:
    for one in found.gain.differences:
        yield f"gain.{one.trait}.{one.key}", one.gain
        yield f"difference.{one.trait}.{one.key}", one.difference


def _retrospective(found: Evaluation) -> Named:
    for one in found.gain.retrospective:
        yield f"ratings.{one.competence}.before", one.before
        yield f"ratings.{one.competence}.retrospective", one.retrospective
        yield f"ratings.{one.competence}.after", one.after
        yield f"ratings.{one.competence}.shift", one.shift


def _content(found: Evaluation) -> Named:
    for row in found.content.rows:
        yield f"need_share.{row.competence}", row.need_share
        yield f"gap.{row.competence}", row.gap
        yield f"coverage.{row.competence}", row.coverage
    yield "content.correlation", found.content.correlation
    yield "content.overlap", found.content.overlap


def _practice(found: Evaluation) -> Named:
    yield "practice.active", found.gain.practice.active
    yield "practice.per_participant", found.gain.practice.per_participant
    for row in found.thread[:1]:
        yield "certificates", row.certificates

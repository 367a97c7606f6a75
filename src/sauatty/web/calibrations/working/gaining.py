"""Gain from the pre-test to the final test: raw points, the scale, components, languages, cohorts, who left."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sauatty.core.errors import AnswersTooFew, PreTestMissing, SauattyError
from sauatty.core.psychometrics.abilities import Abilities, estimate_abilities
from sauatty.core.psychometrics.gain import Gain, gain
from sauatty.core.psychometrics.gain_theta import theta_gain
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments import selectors as assessments
from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working.calibrating import calibrated
from sauatty.web.calibrations.working.parameters import calibration_from, knows_all
from sauatty.web.calibrations.working.plain import FEWER, plain

GROUPINGS = ("language", "cohort")
Json = dict[str, Any]


def paired_gain(answers: Answers, choices: Mapping[str, Any]) -> Json:
    """Return the gain of those who took both tests.

    Raises
    ------
    PreTestMissing, NobodyTookBoth, AnswersTooFew
    """
    pre, final = _both(answers)
    trust, parts = _trust(pre), _components(answers)
    found = {by: gain(pre.matrix, final.matrix, groups=_groups(pre, final, by), components=parts, reliability_pre=trust)
             for by in GROUPINGS}  # fmt: skip
    whole = found["language"]
    if whole.n < MINIMUM_CELL:
        raise AnswersTooFew(needed=MINIMUM_CELL)
    content = {**whole.as_json(), "notes": _notes(whole), "by_group": []}
    return {
        "raw": plain(content) | {"drop_out": _drop_out(whole)},
        "by_group": {by: plain([one for one in row.by_group if one.gain.n >= MINIMUM_CELL]) for by, row in found.items()},
        "drop_out": {by: [_taking(one) for one in row.drop_out.by_group] for by, row in found.items()},
        "theta": _on_the_scale(answers, pre, final, choices), "n_pre": pre.n_persons, "n_final": final.n_persons,
        "is_swapped": len(pre.by_paper()) > 1,
    }  # fmt: skip


def _both(answers: Answers) -> tuple[Answers, Answers]:
    tests = {test.purpose: test for test in answers.tests}
    if "pre" not in tests or "final" not in tests:
        raise PreTestMissing()
    return answers.of_test(tests["pre"]), answers.of_test(tests["final"])


def _components(answers: Answers) -> dict[str, str]:
    """Return the component of each item: 'gmilaf.2' for the competence 'gmilaf.2.3'."""
    found = assessments.components_of(answers.taken)
    return {item: competence.rpartition(".")[0] or competence for item, competence in found.items()}


def _groups(pre: Answers, final: Answers, by: str) -> dict[str, str]:
    """Return the group of each person, that of the pre-test where it is known."""
    rows = {
        one.code: name for part in (final, pre) for one, name in zip(part.taken, part.groups(by), strict=True)
    }
    return {code: name for code, name in rows.items() if name}


def _trust(pre: Answers) -> float | None:
    """Return alpha of the pre-test: the mean over its papers, weighed by their people."""
    found = [(reliability(part.matrix).alpha, part.n_persons) for part in pre.by_paper().values()]
    known = [(alpha, n) for alpha, n in found if alpha is not None]
    return sum(alpha * n for alpha, n in known) / sum(n for _alpha, n in known) if known else None


def _notes(found: Gain) -> list[Any]:
    """Return the notes; how few people who left did in the pre-test is nobody's business."""
    hides = 0 < found.drop_out.n_pre_only < MINIMUM_CELL
    return [note for note in found.notes if not (hides and note.code == "gain-drop-out-differs")]


def _drop_out(found: Gain) -> Json:
    content = dict(plain(found.drop_out)) | {"by_group": []}
    if content["n_pre_only"] < MINIMUM_CELL:
        content |= {"mean_pre_left": None, "difference": None, "difference_ci95": None}
    return content


def _taking(one: Any) -> Json:
    counts = {name: getattr(one, name) for name in ("n_both", "n_pre_only", "n_post_only")}
    return {"group": one.group} | {name: FEWER if 0 < n < MINIMUM_CELL else n for name, n in counts.items()}


def _on_the_scale(answers: Answers, pre: Answers, final: Answers, choices: Mapping[str, Any]) -> Json:
    """Return the gain in logits: by the parameters in use, otherwise by a calibration of both tests together."""
    known = choices.get("parameters")
    has_known = knows_all(known, answers.matrix)
    try:
        scale = calibration_from(known) if known and has_known else calibrated(answers)
        before, after = (estimate_abilities(part.matrix, scale, "wle") for part in (pre, final))
        found = theta_gain(*_paired(before, after))
    except SauattyError as error:
        return {"problem": {"code": error.code, "message": error.message}}
    content = {**found.as_json(), "notes": found.notes}
    return dict(plain(content)) | {
        "set": known["number"] if known and has_known else None,
        "model": scale.model,
    }


def _paired(before: Abilities, after: Abilities) -> tuple[Any, Any, Any, Any]:
    places = {person: row for row, person in enumerate(after.persons)}
    rows = [row for row, person in enumerate(before.persons) if person in places]
    last = [places[before.persons[row]] for row in rows]
    pairs = (before.theta[rows], after.theta[last], before.se[rows], after.se[last])
    return tuple(np.asarray(one) for one in pairs)  # type: ignore[return-value]

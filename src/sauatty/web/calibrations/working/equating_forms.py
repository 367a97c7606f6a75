"""Points of one paper as points of another: halves of one group, drawn by chance, took them in the same test."""

from collections.abc import Mapping
from typing import Any

from sauatty.core.errors import OneFormOnly, SauattyError
from sauatty.core.psychometrics.equating import METHODS, equate_scores
from sauatty.core.psychometrics.equating_links import true_score_equating
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.calibrations.gathering import Answers, totals
from sauatty.web.calibrations.working.calibrating import calibrated
from sauatty.web.calibrations.working.parameters import calibration_from, knows_all
from sauatty.web.calibrations.working.plain import plain


def equating(answers: Answers, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return the equivalents of each total of the first paper on the second, by every method.

    Raises
    ------
    OneFormOnly
    """
    test, papers = _halves(answers)
    (new, new_rows), (base, base_rows) = list(papers.items())[:2]
    most = (sum(new_rows.matrix.max_scores), sum(base_rows.matrix.max_scores))
    points = (totals(new_rows.matrix), totals(base_rows.matrix))
    found = [equate_scores(points[0], points[1], most, method) for method in METHODS]  # type: ignore[arg-type]
    return {
        "test": test, "new": new, "base": base, "most": list(most), "methods": plain(found),
        "means": [float(one.mean()) for one in points], "true": _true(answers, new_rows, base_rows, choices),
    }  # fmt: skip


def _halves(answers: Answers) -> tuple[str, dict[str, Answers]]:
    """Return the test with the largest smaller half, and its two largest papers."""
    best: tuple[int, str, dict[str, Answers]] = (0, "", {})
    for test in answers.tests:
        papers = answers.of_test(test).by_paper()
        large = sorted(papers, key=lambda code: (-papers[code].n_persons, code))[:2]
        least = min((papers[code].n_persons for code in large), default=0) if len(large) == 2 else 0
        if least > best[0]:
            best = (least, test.purpose, {code: papers[code] for code in sorted(large)})
    if best[0] < MINIMUM_CELL:
        raise OneFormOnly(found=", ".join(answers.by_paper()) or "–")
    return best[1], best[2]


def _true(answers: Answers, new: Answers, base: Answers, choices: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the equivalents through the scale; None where the answers allow no calibration."""
    known = choices.get("parameters")
    has_known = knows_all(known, answers.matrix)
    try:
        found = calibration_from(known) if known and has_known else calibrated(answers)
        rows = true_score_equating(_items(found, new), _items(found, base))
    except SauattyError:
        return None
    return {"set": known["number"] if known and has_known else None, "rows": plain(rows)}


def _items(found: Calibration, part: Answers) -> list[Any]:
    known = found.by_item()
    return [known[item] for item in part.matrix.items]

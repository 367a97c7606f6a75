"""The report on questions, paper by paper: classical figures, reliability, who chose which option."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sauatty.core.errors import AnswersTooFew
from sauatty.core.exchange.test_scores import LetterTable
from sauatty.core.psychometrics.classical import item_statistics
from sauatty.core.psychometrics.distractors import option_statistics
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments import selectors as assessments
from sauatty.web.calibrations.gathering import Answers, totals
from sauatty.web.calibrations.working.plain import plain
from sauatty.web.papers import selectors as papers

_ONE_BEST = frozenset({"single", "judgement"})


def item_report(answers: Answers, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of each paper that at least five people took.

    Raises
    ------
    AnswersTooFew
    """
    parts = {paper: part for paper, part in answers.by_paper().items() if part.n_persons >= MINIMUM_CELL}
    if not parts:
        raise AnswersTooFew(needed=MINIMUM_CELL)
    return {"parts": [_part(paper, part) for paper, part in parts.items()]}


def _part(paper: str, answers: Answers) -> dict[str, Any]:
    found, trust = item_statistics(answers.matrix), reliability(answers.matrix)
    components = assessments.components_of(answers.taken)
    return {
        "paper": paper, "n": found.n_persons, "n_items": answers.matrix.n_items,
        "most": sum(answers.matrix.max_scores),
        "totals": np.bincount(totals(answers.matrix).astype(int), minlength=sum(answers.matrix.max_scores) + 1).tolist(),
        "items": [plain(one) | {"component": components.get(one.item, "")} for one in found.items],
        "notes": plain(found.notes), "reliability": plain(trust), "options": plain(_options(answers)),
    }  # fmt: skip


def _options(answers: Answers) -> list[Any]:
    """Return who chose which option of the questions with one best answer."""
    known = _known_options(answers)
    key = {item: right for item, right in assessments.key_letters_of(answers.taken).items() if item in known}
    table = assessments.responses_of(answers.tests, taken=answers.taken)
    columns = [place for place, item in enumerate(table.items) if item in key]
    if not columns:
        return []
    letters = np.array([[row[place] or "" for place in columns] for row in table.letters], dtype=np.str_)
    items = tuple(table.items[place] for place in columns)
    chosen = LetterTable(table.persons, items, letters)
    return list(option_statistics(chosen, key, options={item: known[item] for item in items}))


def _known_options(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return the options of each question with one best answer, as the papers show them."""
    shown = [
        item
        for paper in sorted({one.paper_id for one in answers.taken})
        for item in papers.content_of(paper).body["items"]
    ]
    return {
        item["id"]: tuple(option["id"] for option in item["options"])
        for item in shown
        if item["kind"] in _ONE_BEST
    }

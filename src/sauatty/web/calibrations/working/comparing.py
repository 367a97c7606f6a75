"""Differences between groups, paper by paper; groups of fewer than five people appear with no number."""

from collections.abc import Mapping
from typing import Any

from sauatty.core.errors import GroupsTooFew, GroupUnknownForTest, SauattyError
from sauatty.core.psychometrics.dif import Dif, dif
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working.plain import FEWER, plain

LANGUAGE = "language"


def comparison(answers: Answers, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Compare the items of each paper between groups.

    Raises
    ------
    GroupUnknownForTest, GroupsTooFew
    """
    by = str(choices.get("by", LANGUAGE))
    if not any(answers.groups(by)):
        raise GroupUnknownForTest()
    parts, problem = [], None
    for paper, part in answers.by_paper().items():
        try:
            parts.append(_part(paper, dif(part.matrix, part.groups(by))))
        except GroupsTooFew:
            problem = GroupsTooFew(found=_found(part.groups(by)))
        except SauattyError as error:
            problem = error
    if not parts and problem is not None:
        raise problem
    return {"by": by, "parts": parts}


def _part(paper: str, found: Dif) -> dict[str, Any]:
    rows = [{**one.as_json(), "notes": plain(one.notes)} for one in found.items]
    sizes = {name: n if n >= MINIMUM_CELL else FEWER for name, n in found.group_sizes.items()}
    content = {**found.as_json(), "items": rows, "notes": found.notes, "group_sizes": sizes, "paper": paper}
    return dict(plain(content))


def _found(groups: tuple[str, ...]) -> str:
    """Return who there is, small groups without their number."""
    sizes = {name: groups.count(name) for name in sorted(set(groups)) if name}
    return ", ".join(f"{name} ({n if n >= MINIMUM_CELL else FEWER})" for name, n in sizes.items()) or "–"

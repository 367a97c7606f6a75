"""Whether a national version can be published: every point that stands in the way, and every warning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sauatty.core.agreement.content_validity import MIN_EXPERTS
from sauatty.core.languages import LANGUAGES
from sauatty.web.adaptations.drafts import in_order
from sauatty.web.adaptations.models import Adaptation, NationalCompetence, Round
from sauatty.web.adaptations.selectors.drafts import (
    AdaptationPage,
    CompetenceRow,
    needed_fields,
    summarise_adaptation,
)
from sauatty.web.base.texts import states_of, text_states
from sauatty.web.frameworks.fields import FIELDS
from sauatty.web.frameworks.hashing import content_hash
from sauatty.web.frameworks.selectors import list_versions


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at. `kind` is a slug of labels.POINTS; blocking ones stand in the way of publishing."""

    kind: str
    is_blocking: bool
    subject: str = ""
    detail: str = ""
    competence: NationalCompetence | None = None


def check_publishable(adaptation: Adaptation) -> tuple[Point, ...]:
    """Return every point, those that stand in the way first."""
    points = [*_about(adaptation), *_about_competences(adaptation, summarise_adaptation(adaptation))]
    points += list(_about_rounds(adaptation))
    return tuple(sorted(points, key=lambda point: not point.is_blocking))


def _about(adaptation: Adaptation) -> Iterator[Point]:
    for field in ("title", "description"):
        states = text_states(adaptation, field)
        for language in LANGUAGES:
            if states[language] != "fine":
                yield Point(f"{field}-{states[language]}", states[language] == "missing", detail=language)
    for part in adaptation.parts:
        for language in LANGUAGES:
            if not part.get(language):
                yield Point("part-missing", True, part["code"], language)


def _about_competences(adaptation: Adaptation, page: AdaptationPage) -> Iterator[Point]:
    if not page.competences:
        yield Point("no-competences", True)
    for node in page.undecided:
        yield Point("undecided", True, node.id, node.name.text("en"))
    for one in page.competences:
        yield from _about_texts(adaptation, one)
    missing = set(adaptation.sources) - {framework.id for framework, _rows in page.sources}
    for slug in sorted(missing):
        yield Point("source-gone", True, slug)


def _about_texts(adaptation: Adaptation, one: CompetenceRow) -> Iterator[Point]:
    if len(one.nodes) < len(one.row.sources):
        yield Point("source-gone", True, ", ".join(one.row.sources), competence=one.row)
    found: dict[str, list[str]] = {}
    for field in needed_fields(adaptation, one.row):
        for language in LANGUAGES:
            if (state := one.states[field][language]) != "fine":
                found.setdefault(state, []).append(f"{field}:{language}")
    for state, places in found.items():
        yield Point(f"text-{state}", state == "missing", one.row.code or "", " ".join(places), one.row)


def _about_rounds(adaptation: Adaptation) -> Iterator[Point]:
    rounds = list(adaptation.rounds.all())
    if any(one.is_open for one in rounds):
        yield Point("round-open", False)
    closed = [one for one in rounds if not one.is_open]
    if not closed:
        yield Point("no-round", False)
    elif closed[-1].results.get("n_experts", 0) < MIN_EXPERTS:
        yield Point("few-experts", False, detail=str(closed[-1].results.get("n_experts", 0)))
    elif _changed_since(adaptation, closed[-1]):
        yield Point("changed-since-round", False, detail=str(_changed_since(adaptation, closed[-1])))


def _changed_since(adaptation: Adaptation, last: Round) -> int:
    """Count the competences whose text is not the one that the experts saw."""
    seen = {item["id"]: item["sha256"] for item in last.items}
    rows = adaptation.competences.exclude(action="leave-out")
    return sum(seen.get(str(row.pk)) != item_hash(row) for row in rows)


def item_hash(row: NationalCompetence) -> str:
    """Return the fingerprint of the texts of a competence."""
    return content_hash([getattr(row, f"{field}_{language}") for field in FIELDS for language in LANGUAGES])


def next_number(adaptation: Adaptation) -> int:
    """Return the number that the next published version gets."""
    return max((one.number for one in list_versions(adaptation.slug)), default=0) + 1


def texts_and_states(adaptation: Adaptation) -> tuple[list[NationalCompetence], dict[str, Any]]:
    """Return the rows in their order with the states of their texts (two queries)."""
    rows = in_order(adaptation, adaptation.competences.all())
    return rows, states_of(rows, FIELDS)

"""The parts of a lesson as its author edits them: which texts, lines, rows and plain values each part has.

A part is one page. Its name is 'head', 'situation', 'figure', 'example', 'task', 'card', 'facilitator', 'sources',
'section.<id>' or 'check.<id>'. 'Lines' are lists of short texts, written one to a line, the same number in each
language. 'Rows' are records with texts of their own, such as the options of a question. Pure: mappings in, mappings out.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sauatty.core.languages import LANGUAGES

Body = dict[str, Any]
Texts = Mapping[str, str]
ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")
# Addresses beside those of modules: a module of such a name could not be opened
NOT_MODULES = frozenset({"glossary", "mine", "notebook", "saved", "search", "services", "shared"})
MAX_SECTIONS, MAX_CHECKS, MAX_ROWS = 8, 10, 12


@dataclass(frozen=True, slots=True)
class RowShape:
    """The rows of a part: the key of the list, the texts of a row, its plain values, the stem of a new row's id."""

    key: str
    texts: tuple[str, ...]
    plain: tuple[str, ...] = ()
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of part has."""

    texts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    rows: tuple[RowShape, ...] = ()


SHAPES: dict[str, Shape] = {
    "head": Shape(("title", "aim"), plain=("competences", "audience", "level", "minutes")),
    "situation": Shape(("situation",)),
    "figure": Shape(("title", "alt"), ("labels",), ("kind",)),
    "section": Shape(("heading", "text", "more")),
    "example": Shape(("task", "result"), ("steps",), ("is_invented",)),
    "task": Shape(
        ("intro", "offline"), ("steps",), ("resources",), (RowShape("notebook", ("prompt",), stem="note"),)
    ),
    "check": Shape(("stem",), (), ("kind",), (RowShape("options", ("text", "why"), ("is_right",), "o"),)),
    "card": Shape((), ("card",)),
    "facilitator": Shape(
        ("grouping", "offline"),
        rows=(RowShape("timing", ("text",), ("minutes",)), RowShape("questions", ("question", "answer"))),
    ),
    "sources": Shape(rows=(RowShape("sources", ("text",), ("id", "url", "checked", "on"), "s"),)),
}
WHOLE = ("head", "situation", "card", "sources")  # their keys stand in the lesson itself
LISTS = {"section": "sections", "check": "self_check"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft: its name, its kind, and what stands in it."""

    name: str
    kind: str
    content: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """Return what the part has."""
        return SHAPES[self.kind]


def parts_of(body: Body) -> list[Part]:
    """Return the parts of a draft in the order of a reader."""
    sections = [_listed("section", one) for one in body.get("sections") or []]
    checks = [_listed("check", one) for one in body.get("self_check") or []]
    before, after = ("head", "situation"), ("example", "task")
    last = ("card", "facilitator", "sources")
    return [
        *(_single(body, name) for name in before), *sections, _single(body, "figure"),
        *(_single(body, name) for name in after), *checks, *(_single(body, name) for name in last),
    ]  # fmt: skip


def find_part(body: Body, name: str) -> Part | None:
    """Return a part by its name, or None."""
    return next((one for one in parts_of(body) if one.name == name), None)


def _single(body: Body, name: str) -> Part:
    return Part(name, name, body if name in WHOLE else body.get(name) or {})


def _listed(kind: str, content: Mapping[str, Any]) -> Part:
    return Part(f"{kind}.{content['id']}", kind, content)


# --- texts -------------------------------------------------------------------------------------------------------


def part_texts(part: Part) -> Iterator[tuple[str, Texts]]:
    """Yield the place of every text of a part and the text by language; lines are joined, rows named by id or number."""
    for name in part.shape.texts:
        yield f"{part.name}.{name}", part.content.get(name) or {}
    for name in part.shape.lines:
        yield f"{part.name}.{name}", lines_as_texts(part.content.get(name) or [])
    for shape in part.shape.rows:
        for number, row in enumerate(part.content.get(shape.key) or [], start=1):
            for name in shape.texts:
                yield f"{part.name}.{shape.key}.{row.get('id') or number}.{name}", row.get(name) or {}


def iter_texts(body: Body) -> Iterator[tuple[str, Texts]]:
    """Yield the same of the whole draft."""
    for part in parts_of(body):
        yield from part_texts(part)


def lines_as_texts(lines: list[Texts]) -> dict[str, str]:
    """Return a list of short texts as one text a language, one to a line."""
    found = {one: "\n".join(" ".join((line.get(one) or "").split()) for line in lines) for one in LANGUAGES}
    return {language: text.rstrip("\n") for language, text in found.items() if text.strip()}


def texts_as_lines(texts: Texts) -> list[dict[str, str]]:
    """Return the list that lines in three languages make; a language with fewer lines lacks the last ones."""
    by_language = {
        one: [" ".join(line.split()) for line in (texts.get(one) or "").splitlines()] for one in LANGUAGES
    }
    by_language = {one: [line for line in lines if line] for one, lines in by_language.items()}
    longest = max(map(len, by_language.values()), default=0)
    return [{one: lines[n] for one, lines in by_language.items() if n < len(lines)} for n in range(longest)]


# --- changing ----------------------------------------------------------------------------------------------------


def write_part(body: Body, name: str, content: Mapping[str, Any]) -> Body:
    """Return the draft with the part as it was written; keys that the page does not have stay."""
    found = copy.deepcopy(body)
    kind = name.partition(".")[0]
    if kind in LISTS:
        rows = found[LISTS[kind]]
        place = next(n for n, one in enumerate(rows) if f"{kind}.{one['id']}" == name)
        rows[place] = {**rows[place], **content}
    elif name in WHOLE:
        found.update(content)
    elif name == "figure" and not content.get("labels") and not content.get("title"):
        found.pop("figure", None)
    else:
        found[name] = {**(found.get(name) or {}), **content}
    return found


MOST = {"section": MAX_SECTIONS, "check": MAX_CHECKS}


def is_full(body: Body, kind: str) -> bool:
    """Tell whether a draft has as many sections or questions as one can have."""
    return len(body.get(LISTS[kind]) or []) >= MOST[kind]


def add_part(body: Body, kind: str) -> tuple[Body, str]:
    """Return the draft with an empty section or question at the end, and the name of it."""
    found = copy.deepcopy(body)
    rows = found.setdefault(LISTS[kind], [])
    new = free_id({one["id"] for one in rows}, "part-" if kind == "section" else "q")
    rows.append({"id": new} | ({"heading": {}, "text": {}} if kind == "section" else {
        "kind": "single", "stem": {}, "options": [],
    }))  # fmt: skip
    return found, f"{kind}.{new}"


def remove_part(body: Body, name: str) -> Body:
    """Return the draft without a section or question."""
    kind = name.partition(".")[0]
    rows = [one for one in body[LISTS[kind]] if f"{kind}.{one['id']}" != name]
    return {**copy.deepcopy(body), LISTS[kind]: copy.deepcopy(rows)}


def move_part(body: Body, name: str, step: int) -> Body:
    """Return the draft with a section or question one place up (-1) or down (1)."""
    found = copy.deepcopy(body)
    kind = name.partition(".")[0]
    rows = found[LISTS[kind]]
    place = next((n for n, one in enumerate(rows) if f"{kind}.{one['id']}" == name), None)
    if place is not None and 0 <= place + step < len(rows):
        rows[place], rows[place + step] = rows[place + step], rows[place]
    return found


def free_id(taken: set[str], stem: str) -> str:
    """Return an id that no row has: the stem and a number."""
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}{n}") not in taken)


def empty_body(module: str, slug: str, titles: Texts, author: str) -> Body:
    """Return a lesson without texts, with the parts that every lesson has."""
    return {
        "schema": "lesson/1", "id": slug, "module": module, "title": dict(titles), "aim": {}, "competences": [],
        "audience": ["teacher"], "level": "basic", "minutes": 20, "situation": {},
        "sections": [{"id": "part-1", "heading": {}, "text": {}}, {"id": "part-2", "heading": {}, "text": {}}],
        "example": {"task": {}, "steps": [], "result": {}},
        "task": {"intro": {}, "steps": [], "notebook": [], "resources": []},
        "self_check": [{"id": f"q{n}", "kind": "single", "stem": {}, "options": []} for n in (1, 2, 3)],
        "card": [], "facilitator": {"timing": [], "grouping": {}, "offline": {}, "questions": []}, "sources": [],
        "provenance": {"author": author, "written": {}, "licence": "CC-BY-4.0"},
    }  # fmt: skip

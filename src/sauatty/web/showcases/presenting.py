"""A snapshot in the language of the page: the page, its table of rows, its map and its picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.documents.charts_parts import ACCENT, MUTED, opening, text, wrapped
from sauatty.core.documents.region_map import region_map_alt, region_map_svg
from sauatty.core.languages import Translated, format_date, format_number
from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.evaluations.totals import FORMS

Content = dict[str, Any]
HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table of people."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A snapshot as the page shows it."""

    title: str
    text: str
    funder: str
    host: str
    day: str
    people_day: str
    is_invented: bool
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    gains: tuple[tuple[str, str, str], ...]
    map_words: str


def shown(content: Content) -> Shown:
    """Return a snapshot in the language of the page."""
    people, language = content["people"], _language()
    kinds, regions = evaluations.kind_names(), evaluations.region_names()
    heads = tuple(kinds.get(kind) or _("not said") for kind in people["kinds"])
    lines = tuple(_line(regions.get(row["code"]) or _("not said"), row["cells"]) for row in people["rows"])
    return Shown(
        title=_text(content["title"]), text=_text(content["text"]), funder=content["funder"], host=content["host"],
        day=_day(content["day"]), people_day=_day(people["day"]), is_invented=content["is_invented"],
        facts=tuple(_facts(content)), heads=heads, lines=lines, total=_line(_("all"), people["totals"]),
        gains=tuple(_gains(content)), map_words=region_map_alt(region_values(content), language),
    )  # fmt: skip


def rows_of(content: Content) -> list[Sequence[Any]]:
    """Return exactly what the page shows as rows of a file."""
    one = shown(content)
    return [
        (one.title,), *([(_("Invented data for looking around"),)] if one.is_invented else []),
        (_("As of"), one.day), (), *one.facts, (),
        (_("Region"), *one.heads, _("all")), *((line.name, *line.cells) for line in (*one.lines, one.total)),
        (note(),), (),
        *([(_("Competence"), _("Gain"), "n"), *one.gains] if one.gains else []),
    ]  # fmt: skip


def note() -> str:
    """Say what is hidden and how numbers are rounded."""
    return _(
        "Numbers of people are rounded to 5. • stands for a number from 1 to 4, or for one that would give it away."
    )


def region_values(content: Content) -> dict[str, float | None]:
    """Return the people of each region: 0 where nobody came from, None where it is hidden."""
    found: dict[str, float | None] = dict.fromkeys(evaluations.region_names(), 0.0)
    return found | {row["code"]: row["cells"][-1] for row in content["people"]["rows"] if row["code"]}


def map_svg(content: Content) -> str:
    """Draw the regions."""
    title = _("Participants by region")
    return region_map_svg(region_values(content), _language(), title, note=note())


def picture_svg(content: Content) -> str:
    """Draw the numbers as a picture for other sites."""
    one, language = shown(content), _language()
    lines = wrapped(one.title, 46, 3)
    top, facts = 44 + 22 * len(lines), one.facts[:6]
    height = top + 72 * ((len(facts) + 1) // 2) + 30
    described = "; ".join(f"{name}: {value}" for name, value in facts)
    parts = [*opening("showcase", (520, height), language, lines[0], described)]
    parts += [text(16, 32 + 21 * at, one, size=17, weight=650) for at, one in enumerate(lines) if at]
    for at, (name, value) in enumerate(facts):
        x, y = 16 + 250 * (at % 2), top + 72 * (at // 2)
        parts += [text(x, y + 12, value, size=24, weight=650, fill=ACCENT), text(x, y + 34, name, size=13)]
    invented = f" · {_('Invented data for looking around')}" if one.is_invented else ""
    parts.append(text(16, height - 14, f"{one.day}{invented}", size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def _language() -> str:
    return get_language() or "kk"


def _text(found: dict[str, str]) -> str:
    return Translated(**found).text(_language())


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso), _language())


def _number(value: int | None) -> str:
    return HIDDEN if value is None else format_number(value, _language())


def _line(name: str, cells: Sequence[int | None]) -> Line:
    return Line(name, tuple(map(_number, cells)))


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    few, language = _("fewer than 5"), _language()

    def told(value: int | None) -> str:
        return few if value is None else format_number(value, language)

    yield _("Participants, once each"), told(content["people"]["n"])
    forms = dict(FORMS)
    for form, n in content["trainings"]:
        yield _("Trainings held: %(form)s") % {"form": forms[form]}, format_number(n, language)
    yield _("Certificates"), told(content["certificates"])
    yield _("Lessons done"), told(content["lessons"])
    yield _("Activities of participants"), told(content["activities"])
    if content["reach"]:
        low, high = (format_number(n, language) for n in content["reach"])
        yield _("People reached by these activities"), f"{low}–{high}"


def _gains(content: Content) -> Iterator[tuple[str, str, str]]:
    language = _language()
    for one in content["gains"]:
        sign = "+" if one["percent"] > 0 else ""
        points = _("%(n)s percentage points") % {"n": f"{sign}{format_number(one['percent'], language)}"}
        yield competence(one["competence"]).name.text(language), points, _number(one["n"])

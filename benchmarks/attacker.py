"""Somebody takes everything that public pages of programmes show and tries to solve for what is hidden.

Invented programmes are published several times while people come. The attacker reads the page, both tables and both
pictures in three languages after each time, puts what they say together, and asks by integer programming what each
hidden number can be: alone, and over all times, knowing that numbers only grow. As a control the same numbers are
attacked as they would stand without the protection (small ones hidden, totals exact).

    .venv/bin/python benchmarks/attacker.py [--programmes 5] [--times 3] [--regions 20]
"""

import argparse
import io
import os
import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sauatty.core.statistics.disclosure import (
    MINIMUM,
    Published,
    growth_ranges,
    protect,
    ranges_over,
    table_release,
)  # fmt: skip

LANGUAGES = ("kk", "ru", "en")
N_KINDS = 4
SLUG, _FEW = "attacked", 1e-6
Grid = list[list[int | None]]


@dataclass(frozen=True, slots=True)
class Found:
    """What an attack came to: how many numbers are hidden, and how many of them, or of who came anew, it told.

    Recovered is a small number that is known exactly; narrowed one of which more is known than that it is 1 to 4.
    """

    n_hidden: int
    n_recovered: int
    n_narrowed: int
    n_newcomers: int


def number_of(text: str) -> int | None:
    """Read a cell; None is hidden."""
    digits = re.sub(r"[^\d]", "", text)
    return int(digits) if digits else None


def grids_of(fetch: Callable[[str], bytes], slug: str) -> dict[str, tuple[list[str], list[str], Grid]]:
    """Read the table of people from everything that is public: names of rows and columns, and the numbers."""
    found = {}
    for language in LANGUAGES:
        base = f"/{language}/p/{slug}/"
        found[f"{language} html"] = _of_html(fetch(base).decode())
        found[f"{language} csv"] = _of_rows(_csv_rows(fetch(base + "numbers.csv")))
        found[f"{language} xlsx"] = _of_rows(_xlsx_rows(fetch(base + "numbers.xlsx")))
    return found


def map_numbers(fetch: Callable[[str], bytes], slug: str) -> dict[str, int]:
    """Read the numbers of the map by the full name of the region."""
    svg = fetch(f"/en/p/{slug}/map.svg").decode()
    found = re.findall(r"<title>([^<]+)</title>[^<]*</text>\s*<text[^>]*>([^<]+)</text>", svg)
    return {name: number for name, said in found if (number := number_of(said)) is not None}


def put_together(
    grids: dict[str, tuple[list[str], list[str], Grid]], of_map: dict[str, int]
) -> tuple[list[str], list[str], Grid]:
    """Take a number from wherever it stands; the names are the English ones."""
    rows, columns, first = grids["en html"]
    whole = [list(row) for row in first]
    for _rows, _columns, grid in grids.values():
        for at, row in enumerate(grid):
            whole[at] = [
                mine if mine is not None else other for mine, other in zip(whole[at], row, strict=True)
            ]
    for at, name in enumerate(rows):
        if whole[at][-1] is None:
            whole[at][-1] = of_map.get(name)
    return rows, columns, whole


def aligned(times: Sequence[tuple[list[str], list[str], Grid]]) -> list[Grid]:
    """Bring the tables of several times into one shape; the last row and column are totals."""
    rows = list(dict.fromkeys(name for one in times for name in one[0][:-1]))
    columns = list(dict.fromkeys(name for one in times for name in one[1][:-1]))
    return [_laid(one, rows, columns) for one in times]


def _laid(one: tuple[list[str], list[str], Grid], rows: Sequence[str], columns: Sequence[str]) -> Grid:
    names, heads, grid = one
    known = {
        (name, head): cell
        for name, row in zip([*names[:-1], ""], grid, strict=True)
        for head, cell in zip([*heads[:-1], ""], row, strict=True)
    }
    return [[known.get((name, head), 0) for head in (*columns, "")] for name in (*rows, "")]


def as_published(grid: Grid, base: int = 5) -> Published:
    """Return what a table says, with the sums that everybody knows."""
    empty = table_release([[0] * (len(grid[0]) - 1) for _row in grid[:-1]], base=base)
    return Published(tuple(cell for row in grid for cell in row), empty.sums, base)


def attack(times: Sequence[Published]) -> Found:
    """Try to solve for every hidden number, at each time alone and over all times, and for who came in between."""
    hidden = [(t, at) for t, one in enumerate(times) for at, cell in enumerate(one.shown) if cell is None]
    alone = [ranges_over([times[t]], [(0, at)])[0] for t, at in hidden]
    over = ranges_over(times, hidden, only_grows=True) if len(times) > 1 else alone
    both = list(zip(alone, over, strict=True))
    recovered = sum(_is_exact(one) or _is_exact(other) for one, other in both)
    narrowed = sum(_tells(one) or _tells(other) for one, other in both) - recovered
    newcomers = 0
    for before in range(len(times) - 1):
        grown = growth_ranges(times[before : before + 2], range(len(times[0].shown)))
        newcomers += sum(one.low > 0 and one.high - one.low < _FEW and one.high < MINIMUM for one in grown)
    return Found(len(hidden), recovered, narrowed, newcomers)


def _is_exact(found: object) -> bool:
    low, high = found.low, found.high  # type: ignore[attr-defined]
    return bool(high - low < _FEW and _FEW < low < MINIMUM)


def _tells(found: object) -> bool:
    """Tell whether a range says more of a small number than that it is one of 1 to 4.

    What can be 0 may be empty: in a group that is hidden as a whole, empty cells are hidden too, and of a small number
    the rule leaves all of 1 to 4 open.
    """
    low, high = found.low, found.high  # type: ignore[attr-defined]
    return bool(high < MINIMUM and low > _FEW and (low > 1 + _FEW or high < MINIMUM - 1 - _FEW))


def _of_html(page: str) -> tuple[list[str], list[str], Grid]:
    from selectolax.lexbor import LexborHTMLParser

    table = LexborHTMLParser(page).css("table")[0]
    heads = [one.text(strip=True) for one in table.css("thead th")][1:]
    rows = [(row.css_first("th").text(strip=True), row.css("td")) for row in table.css("tbody tr")]
    grid = [[number_of(cell.text()) for cell in cells] for _name, cells in rows]
    return [name for name, _cells in rows], heads, grid


def _of_rows(rows: list[list[str]]) -> tuple[list[str], list[str], Grid]:
    """Find the table in a file: the widest rows, of which the first is the head."""
    width = max(sum(bool(cell) for cell in row) for row in rows)
    table = [row[:width] for row in rows if sum(bool(cell) for cell in row) == width and width > 2]
    return (
        [row[0] for row in table[1:]],
        table[0][1:],
        [[number_of(cell) for cell in row[1:]] for row in table[1:]],
    )


def _csv_rows(content: bytes) -> list[list[str]]:
    import csv

    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def _xlsx_rows(content: bytes) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def start_site() -> None:
    """Make an empty site in a folder of its own."""
    os.environ["SAUATTY_DATA_DIR"] = tempfile.mkdtemp(prefix="sauatty-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    from sauatty.web.accounts.services.content import load_regions

    load_regions()


def published_over_time(dice: random.Random, n_regions: int, n_times: int) -> tuple[list[Grid], list[Grid]]:
    """Publish an invented programme several times; return what the attacker reads, and the truth."""
    from django.test import Client

    from sauatty.web.programmes.models import Programme
    from sauatty.web.showcases import numbers
    from sauatty.web.showcases.models import Showcase, Snapshot

    Programme.objects.all().delete()
    programme = Programme.objects.create(title_kk="Шабуыл", is_demo=True)
    showcase = Showcase.objects.create(programme=programme, slug=SLUG)
    from sauatty.web.evaluations import selectors as evaluations

    codes = [one for one in evaluations.region_names() if one][:n_regions]
    kinds = list(evaluations.kind_names())[:N_KINDS]
    cells = {
        (code, kind): dice.choice([0, 0, 1, 2, 3, 4, 6, 9, 14, 25, 60]) for code in codes for kind in kinds
    }
    client, seen, truth = Client(), [], []
    for number in range(1, n_times + 1):
        there = {key: n for key, n in cells.items() if n}
        content = {
            "title": {"kk": "Шабуыл"}, "text": {}, "funder": "", "host": "", "is_invented": True, "day": "2026-11-23",
            "people": numbers._people(there), "trainings": [], "certificates": 0, "lessons": 0, "activities": 0,
            "reach": None, "gains": [],
        }  # fmt: skip
        showcase.published = Snapshot.objects.create(
            showcase=showcase, number=number, content=content, n_people=sum(cells.values())
        )
        showcase.save()
        fetch = lambda address: client.get(address).content  # noqa: E731
        seen.append(put_together(grids_of(fetch, SLUG), map_numbers(fetch, SLUG)))
        truth.append([[cells[code, kind] for kind in kinds] for code in codes])
        newcomers = dice.choices(list(cells), k=dice.randrange(5, 30))
        for key in newcomers:
            cells[key] += 1
    return aligned(seen), truth


def unprotected(truth: Sequence[Grid]) -> list[Published]:
    """Return the same numbers with only the small ones hidden and exact totals."""
    return [protect(table_release(one), with_others=False) for one in truth]  # type: ignore[arg-type]


def main() -> int:
    """Attack, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in (("programmes", 5), ("times", 3), ("regions", 20), ("seed", 20261123)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    start_site()
    dice = random.Random(asked.seed)
    protected, bare = [], []
    for _programme in range(asked.programmes):
        grids, truth = published_over_time(dice, asked.regions, asked.times)
        protected.append(attack([as_published(one) for one in grids]))
        bare.append(attack(unprotected(truth)))
    ok = _say("published", protected) == 0
    return 0 if _say("control", bare) > 0 and ok else 1


def _say(what: str, found: Sequence[Found]) -> int:
    recovered, newcomers = sum(one.n_recovered for one in found), sum(one.n_newcomers for one in found)
    narrowed = sum(one.n_narrowed for one in found)
    n = sum(one.n_hidden for one in found)
    print(
        f"{what}: {n} hidden cells, {recovered} recovered, {narrowed} narrowed; newcomers told: {newcomers}"
    )
    return recovered + newcomers


if __name__ == "__main__":
    sys.exit(main())

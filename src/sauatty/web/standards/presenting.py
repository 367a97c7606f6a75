"""What the pages of results say: notes in words, a chart of the judges, groups by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from sauatty.core.errors import SauattyError
from sauatty.core.psychometrics.notes import NOTE_TEXTS, Note
from sauatty.web.base.sentences import in_words, say
from sauatty.web.standards import selectors, showing
from sauatty.web.standards.figures import PaperFigures

ROW, LEFT, WIDTH = 26, 40, 300


def note_words(notes: Iterable[Note]) -> list[str]:
    """Return notes in the language of the page, each once."""
    return list(dict.fromkeys(in_words(NOTE_TEXTS[one.code], dict(one.params)) for one in notes))


def sentence(error: SauattyError | None) -> str:
    """Return the sentence of an error, or nothing."""
    return say(error) if error is not None else ""


def shown_papers(
    session: Any, figures: Iterable[PaperFigures], tests: Mapping[Any, Any]
) -> list[dict[str, Any]]:
    """Return what the page shows of each paper."""
    cohorts = selectors.cohort_names(session)
    return [_shown(session, one, tests, cohorts) for one in figures]


def _shown(
    session: Any, one: PaperFigures, tests: Mapping[Any, Any], cohorts: Mapping[Any, Any]
) -> dict[str, Any]:
    shown: dict[str, Any] = {"one": one, "paper": one.paper, "problem": sentence(one.problem)}
    if one.found is None:
        return shown
    final = one.found.final
    return shown | {
        "found": one.found, "final": final, "notes": note_words(one.notes), "rounds": _rounds(one),
        "judges": _judges(one), "chart": chart(one), "items": _items(session, one),
        "surety": one.surety, "surety_problem": sentence(one.surety_problem),
        "groups": [
            {"group": row, "test": tests.get(row.test_id), "cohort": cohorts.get(row.cohort_id)} for row in one.groups
        ],
    }  # fmt: skip


def _rounds(one: PaperFigures) -> list[dict[str, Any]]:
    assert one.found is not None
    return [
        {"n": n + 1, "round": row, "spread": one.found.spread[n], "has_interval": row.se is not None}
        for n, row in enumerate(one.found.rounds)
    ]


def _judges(one: PaperFigures) -> list[dict[str, Any]]:
    """Return the judges of the last round, with their cut in the first."""
    assert one.found is not None
    before = {row.judge: row.cut for row in one.found.rounds[0].judges}
    has_two = len(one.found.rounds) > 1
    return [
        {"row": row, "first": before.get(row.judge) if has_two else None} for row in one.found.final.judges
    ]


def _items(session: Any, one: PaperFigures) -> list[dict[str, Any]]:
    """Return the questions with the spread of their ratings, those first about which judges differ most."""
    assert one.found is not None
    language, entries = get_language() or "kk", {row["id"]: row for row in one.items}
    rows = sorted(one.found.final.items, key=lambda row: -(row.sd or 0))
    return [
        {
            "row": row, "stem": showing.short_stem(selectors.content_of(entries[row.item]), language),
            "mean": row.mean / 100, "low": row.low / 100, "high": row.high / 100,
            "sd": None if row.sd is None else row.sd / 100,
            "share": (session.discussion.get(row.item) or {}).get("share"),
        }
        for row in rows
    ]  # fmt: skip


def chart(one: PaperFigures) -> dict[str, Any]:
    """Return where each judge stands in each round, in units of the picture, as SVG writes numbers."""
    assert one.found is not None
    rounds, most = one.found.rounds, one.most

    def at(points: float) -> str:
        return f"{LEFT + WIDTH * min(max(points / most, 0), 1):.1f}"

    firsts = {row.judge: row.cut for row in rounds[0].judges}
    rows = [
        {
            "name": row.judge, "y": str(20 + ROW * n), "text_y": str(24 + ROW * n), "last": at(row.cut),
            "first": at(firsts[row.judge]) if len(rounds) > 1 and row.judge in firsts else "",
        }
        for n, row in enumerate(rounds[-1].judges)
    ]  # fmt: skip
    final = rounds[-1]
    bottom = 20 + ROW * len(rows)
    band = {}
    if final.se is not None:
        low, high = float(at(final.interval.low)), float(at(final.interval.high))
        band = {"x": f"{low:.1f}", "width": f"{max(high - low, 1):.1f}"}
    ticks = [
        {"x": at(n), "label": str(n)}
        for n in sorted({0, round(most / 4), round(most / 2), round(most * 3 / 4), most})
    ]
    return {
        "rows": rows, "band": band, "cut": at(final.cut), "bottom": str(bottom), "label_y": str(bottom + 14),
        "height": str(bottom + 20), "ticks": ticks, "left": str(LEFT), "right": str(LEFT + WIDTH),
    }  # fmt: skip

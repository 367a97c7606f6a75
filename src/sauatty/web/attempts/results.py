"""A result as its page shows it: intervals in words and bars, lessons that fit, rationales once they are released."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue import load_frameworks
from sauatty.core.languages import format_share
from sauatty.web.attempts.showing import text_of
from sauatty.web.lessons import catalogue
from sauatty.web.papers import selectors as papers


@dataclass(frozen=True, slots=True)
class Bar:
    """Points of one component; `low` and `high` are shares of the most points, None where nothing can be said."""

    label: str
    score: float
    most: float
    low: float | None
    high: float | None
    said: str = ""

    @property
    def share(self) -> float:
        """Return the share of the points."""
        return self.score / self.most if self.most else 0.0

    @property
    def mark(self) -> dict[str, str]:
        """Return where the bar, its interval and its point stand, in units of 100, as SVG writes numbers."""
        low = self.share if self.low is None else self.low
        high = self.share if self.high is None else self.high
        width = max(high - low, 0)
        return {
            name: f"{100 * one:.1f}" for name, one in (("share", self.share), ("low", low), ("width", width))
        }


@dataclass(frozen=True, slots=True)
class Why:
    """One question with what is right and why, after release."""

    stem: str
    options: tuple[tuple[str, str, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What a person sees of their result."""

    total: Bar
    bars: tuple[Bar, ...]
    is_provisional: bool
    is_offline: bool
    lessons: tuple[tuple[str, str, str], ...]
    whys: tuple[Why, ...]


def shown_result(attempt: Any, language: str) -> ShownResult:
    """Read the result that the graders wrote; nothing of it is worked out here."""
    result: dict[str, Any] = attempt.result
    bars = tuple(_bar(row, language) for row in result.get("components", ()))
    total = _made(_("Whole test"), result, language)
    return ShownResult(
        total, bars, bool(result.get("provisional", True)), attempt.mode == "offline",
        tuple(_lessons(result.get("lessons") or (), language)),
        tuple(_whys(attempt, language)) if attempt.test.shows_rationales else (),
    )  # fmt: skip


def _bar(row: dict[str, Any], language: str) -> Bar:
    return _made(name_of(row["component"], language), row, language)


def _made(label: str, row: dict[str, Any], language: str) -> Bar:
    low, high = row.get("low"), row.get("high")
    return Bar(label, row.get("score", 0), row.get("max", 0), low, high, interval_words(low, high, language))


def name_of(node: str, language: str) -> str:
    """Return the name of a component or competence; its id where no shipped framework has it."""
    names = (
        one.name.text(language) for shipped in load_frameworks() for one in shipped.nodes if one.id == node
    )
    return next(names, node)


def interval_words(low: float | None, high: float | None, language: str) -> str:
    """Say an interval: where the share lies if the test were taken again and again."""
    if low is None or high is None:
        return _("Too few questions to say how certain this is.")
    said = _("Taken again with like questions, it would probably lie between %(low)s and %(high)s.")
    return said % {"low": format_share(low, language), "high": format_share(high, language)}


def _lessons(rows: Any, language: str) -> list[tuple[str, str, str]]:
    """Return titles and addresses of lessons that are there."""
    if not rows:
        return []
    known = catalogue.shelf().lessons
    found = [(known.get(f"{row.get('module')}.{row.get('lesson')}"), row) for row in rows]
    return [
        (shelved.lesson.title.text(language), row["module"], row["lesson"])
        for shelved, row in found
        if shelved is not None
    ]


def _whys(attempt: Any, language: str) -> list[Why]:
    """Return the reasons that went out; not while another test goes on with the same paper, or this one again."""
    if not attempt.result.get("rationales") or not papers.is_free(attempt.paper_id):
        return []
    items = {item["id"]: item for item in papers.content_of(attempt.paper_id).body["items"]}
    return [
        _why(items[row["item"]], row, attempt.answers.get(row["item"], {}).get("answer"), language)
        for row in attempt.result.get("rationales") or ()
        if row["item"] in items
    ]


def _why(item: dict[str, Any], row: dict[str, Any], answer: Any, language: str) -> Why:
    right = row.get("right") or ()
    rights = {right} if isinstance(right, str) else set(right)
    given = {answer} if isinstance(answer, str) else set(answer or ())
    options = tuple(
        (
            text_of(one["text"], language), text_of(row.get("whys", {}).get(one["id"], {}), language),
            one["id"] in rights, one["id"] in given,
        )
        for one in item["options"]
    )  # fmt: skip
    return Why(text_of(item["stem"], language), options)

"""The figures of a page as rows of a spreadsheet: numbers unrounded, what they are on top."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from sauatty.core.surveys.tables import QuestionTable
from sauatty.web.base.texts import in_language
from sauatty.web.needs import changing, presenting
from sauatty.web.needs.asking import CODED, SOURCES, AskedSurvey
from sauatty.web.needs.figures import PARTS

Row = list[Any]


def figure_rows(asked: AskedSurvey, page: str) -> list[Row]:
    """Return the rows of a page; 404 where it has none."""
    maker = _MAKERS.get(page)
    if maker is None:
        raise Http404
    return [*_context(asked, page), [], *maker(asked)]


def _context(asked: AskedSurvey, page: str) -> Iterator[Row]:
    if asked.campaign.is_demo:
        yield [gettext("Invented data for looking around")]
    yield [gettext("Survey"), in_language(asked.campaign, "title")]
    if page in CODED:
        yield [gettext("Open answers"), str(SOURCES[asked.figures.source])]
    weighting = asked.figures.weighing.found if asked.figures.is_weighted else None
    if weighting is not None:
        yield [gettext("Weighted to the stated population; design effect"), weighting.design_effect]


def _ends(found: Any) -> Row:
    ends = (
        found[one] if isinstance(found, dict) else getattr(found, one) for one in ("estimate", "low", "high")
    )
    return [_number(one) for one in ends]


def _number(value: Any) -> Any:
    return "" if value is None or value != value else value


def _interval_heads() -> Row:
    return [gettext("Share"), gettext("95 % from"), gettext("95 % to")]


def _tables(asked: AskedSurvey) -> Iterator[Row]:
    """Yield every closed question of the survey, not only those of the part that the page shows."""
    yield [
        gettext("Name"), gettext("Question"), gettext("Row of the question"), gettext("Asked"), gettext("Answered"),
        gettext("No answer"), gettext("Code"), gettext("Answer"), "n", *_interval_heads(),
    ]  # fmt: skip
    questions = [one for one in asked.figures.instrument.questions if one.kind != "note"]
    for tables in asked.figures.tables(questions, asked.language):
        for table in tables:
            yield from _table_rows(table)


def _table_rows(table: QuestionTable) -> Iterator[Row]:
    base = [table.name, table.text, table.row_label, table.n_asked, table.n_answered, table.n_missing]
    if not table.rows:
        yield base
    for row in table.rows:
        yield [*base, row.code, row.label, row.n, *_ends(row.share)]


def _crossed(asked: AskedSurvey) -> Iterator[Row]:
    names, attributes = (
        asked.figures.crossable(asked.language),
        asked.figures.attribute_choices(asked.language),
    )
    name, by = asked.one_of("question", names), asked.one_of("by", attributes)
    if not name:
        raise Http404
    found = asked.figures.cross(name, by, asked.language)
    told = presenting.crossed(asked, found)
    yield from ([line] for line in (told["text"], *told["lines"]))
    yield [told["by"], gettext("Answered"), gettext("Answer"), "n", *_interval_heads(), gettext("Residual")]
    for group, residuals in zip(found.table.groups, found.residuals, strict=True):
        for row, residual in zip(group.rows, residuals, strict=True):
            n = gettext("hidden") if row.n is None else row.n
            yield [group.group_label, group.n_answered, row.label, n, *_ends(row.share), _number(residual)]


def _claimed(asked: AskedSurvey) -> Iterator[Row]:
    by = asked.one_of("by", [("", ""), *asked.figures.attribute_choices(asked.language)])
    found, terms = asked.figures.claimed(by), asked.figures.detected(by)
    if found.get("sources"):
        yield [gettext("Claimed"), gettext("Grade"), "n", *_interval_heads()]
        for row in presenting.claimed(asked, found)["rows"]:
            for cell in row["cells"]:
                yield [row["label"], cell["grade"], cell["n"], *_ends(cell["share"])]
        yield []
    if "refused" not in terms:
        yield [gettext("Term"), gettext("invented term"), "n", *_interval_heads()]
        for one in presenting.detected(asked, terms)["terms"]:
            yield [one["label"], int(one["is_foil"]), one["n"], *_ends(one["claimed"])]
        yield []
        yield [gettext("Group"), "n", *_heads_of_detection()]
        told = presenting.detected(asked, terms)
        for one in [{"label": gettext("All"), "found": told["all"]}, *told["groups"]]:
            yield [one["label"], *(_detected(one["found"]) if one["found"] else [gettext("hidden")])]


_DETECTED = (
    ("hit_rate", "hit rate"), ("false_alarm_rate", "false-alarm rate"), ("d_prime_typical", "d'"),
    ("criterion_typical", "c"), ("d_prime", "d' mean"), ("d_prime_pooled", "d' pooled"),
)  # fmt: skip


def _heads_of_detection() -> Row:
    ends = ("", " 95 % -", " 95 % +")
    return [f"{name}{end}" for _key, name in _DETECTED for end in ends]


def _detected(found: dict[str, Any]) -> Row:
    return [found["n"], *[end for key, _name in _DETECTED for end in _ends(found[key])]]


def _ranking(asked: AskedSurvey) -> Iterator[Row]:
    found = asked.figures.needs(asked.parts)
    if "refused" in found:
        raise found["refused"]
    weights = "; ".join(f"{one} {asked.parts[one]:g}" for one in PARTS)
    yield [gettext("Weights of the parts"), weights]
    ends = (gettext("95 % from"), gettext("95 % to"))
    heads = [head for one in PARTS for head in (one, *ends, "n", gettext("in need"))]
    yield [
        gettext("Rank"), gettext("from"), gettext("to"), gettext("Code"), gettext("Competence"), gettext("Index"),
        *ends, *heads,
    ]  # fmt: skip
    for one in presenting.ranked(asked, found)["needs"]:
        parts = [
            cell for part in one["parts"] for cell in (*_ends(part["value"]), part["n"], part["n_in_need"])
        ]
        named = one["named"]
        ranks = [one["rank"], one["rank_low"], one["rank_high"]]
        yield [*ranks, named["code"], named["name"], *_ends(one["index"]), *parts]


def _change(asked: AskedSurvey) -> Iterator[Row]:
    yield [
        gettext("Question"), gettext("within one survey"), gettext("Pairs"), gettext("only once"), gettext("Before"),
        gettext("After"), gettext("Change"), gettext("95 % from"), gettext("95 % to"), gettext("yes both times"),
        gettext("no to yes"), gettext("yes to no"), gettext("no both times"), "p", "p (Holm)",
    ]  # fmt: skip
    for one in changing.figures(asked)["pairs"]:
        told = presenting.text(one["text"], asked.language)
        counts = [one["both"], one["gained"], one["lost"], one["neither"]]
        before, after = one["before"]["estimate"], one["after"]["estimate"]
        yield [
            told, int(one["is_within"]), one["n"], one["n_unpaired"], before, after, *_ends(one["change"]), *counts,
            one["p_mid"], one["p_holm"],
        ]  # fmt: skip


_MAKERS: dict[str, Callable[[AskedSurvey], Iterator[Row]]] = {
    "tables": _tables,
    "crossed": _crossed,
    "claimed": _claimed,
    "ranking": _ranking,
    "change": _change,
}

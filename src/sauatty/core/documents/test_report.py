"""The report on the tests of a programme as a document in one language: findings, method, figures, limits, references.

It is written from the stored results of analyses (plain JSON), so that the report says what the pages say.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sauatty.core.documents.blocks import Block, Bullets, Contents, Document, Heading, Paragraph, text_runs
from sauatty.core.documents.test_report_gain import gain_blocks, gain_findings
from sauatty.core.documents.test_report_groups import dif_blocks, dif_findings, drift_blocks, equating_blocks
from sauatty.core.documents.test_report_items import calibration_blocks, item_blocks, item_findings
from sauatty.core.documents.test_report_parts import Json, ReportWords, references
from sauatty.core.documents.test_report_parts import hash_table as _hash_table
from sauatty.core.languages import Translated

KINDS = ("items", "calibration", "dif", "equating", "gain", "drift")
SayNotes = Callable[[Iterable[Json]], list[str]]


@dataclass(frozen=True, slots=True)
class TestFacts:
    """What the report is about.

    `results` has the stored result of each kind of analysis that was made, `hashes` (inputs, result) of each. `names`
    are those of groups and components in the language of the report; `say_notes` puts notes into words.
    """

    __test__ = False
    title: Translated
    tests: tuple[str, ...]
    n_persons: int
    written_on: dt.date
    software: str
    results: Mapping[str, Json]
    hashes: Mapping[str, tuple[str, str]]
    say_notes: SayNotes
    names: Mapping[str, str] = field(default_factory=dict)
    is_invented: bool = False
    is_provisional: bool = True


def report_on_tests(facts: TestFacts, language: str) -> Document:
    """Write the report.

    Parameters
    ----------
    facts : TestFacts
    language : {'kk', 'ru', 'en'}
    """
    words = ReportWords(language, facts.names, facts.say_notes)
    marks = [words.say("invented")] if facts.is_invented else []
    marks += [words.say("provisional")] if facts.is_provisional else []
    return Document(
        title=facts.title.text(language), language=language, blocks=(Contents(), *_blocks(facts, words)),
        subtitle=words.say("subtitle"), version=facts.software, date=facts.written_on, note=" · ".join(marks),
    )  # fmt: skip


_WAYS: dict[str, Callable[[Json, ReportWords], Iterator[Block]]] = {
    "items": item_blocks,
    "calibration": calibration_blocks,
    "dif": dif_blocks,
    "equating": equating_blocks,
    "gain": gain_blocks,
    "drift": drift_blocks,
}


def _blocks(facts: TestFacts, words: ReportWords) -> Iterator[Block]:
    yield Heading(1, words.say("chapter_main"), "chapter-main")
    yield Bullets(tuple(text_runs(one) for one in _findings(facts, words)), id="main")
    yield Heading(1, words.say("chapter_method"), "chapter-method")
    for place, said in enumerate(_method(facts, words)):
        yield Paragraph(text_runs(said), id=f"method-{place}")
    for kind in KINDS:
        if kind in facts.results:
            yield Heading(1, words.say(f"chapter_{kind}"), f"chapter-{kind}")
            yield from _WAYS[kind](facts.results[kind], words)
    yield Heading(1, words.say("chapter_limits"), "chapter-limits")
    yield Bullets(tuple(text_runs(one) for one in _limits(facts, words)), id="limits")
    if facts.results:
        yield Heading(1, words.say("chapter_reproduce"), "chapter-reproduce")
        yield Paragraph(text_runs(words.say("reproduce")), id="reproduce")
        yield _hash_table(facts.hashes, words)
        yield Heading(1, words.say("chapter_references"), "chapter-references")
        yield Bullets(tuple(text_runs(one) for one in references(facts.results)), id="references")


def _findings(facts: TestFacts, words: ReportWords) -> list[str]:
    found = [words.say("main_people", n=words.number(facts.n_persons, 0))] if facts.n_persons else []
    ways = {"items": item_findings, "gain": gain_findings, "dif": dif_findings}
    for kind, way in ways.items():
        if kind in facts.results:
            found += way(facts.results[kind], words)
    return found or [words.say("nothing")]


def _method(facts: TestFacts, words: ReportWords) -> Iterator[str]:
    yield words.say("method_design", tests="; ".join(facts.tests))
    if facts.results.get("gain", {}).get("is_swapped"):
        yield words.say("method_swapped")
    for kind in KINDS:
        if kind not in facts.results or kind == "drift":
            continue
        facts_of_kind = {}
        if kind == "calibration":
            facts_of_kind = {"model": words.say(f"model_{facts.results[kind]['calibration']['model']}")}
        yield words.say(f"method_{kind}", **facts_of_kind)
    yield words.say("method_small")
    yield words.say("method_software", version=facts.software)


def _limits(facts: TestFacts, words: ReportWords) -> list[str]:
    """Return what the data themselves show of their limits, then what holds of any such study."""
    found: list[str] = []
    calibration = facts.results.get("calibration")
    errors = sorted(
        one["se_difficulty"] for one in calibration["calibration"]["items"] if one["se_difficulty"]
    ) if calibration else []  # fmt: skip
    if errors:
        found.append(words.say("limit_errors", error=words.number(errors[len(errors) // 2])))
    if calibration and len(calibration["curves"]["papers"]) > 1:
        found.append(words.say("limit_equivalent"))
    found += words.notes(list(_notes_of(facts.results)))
    return [*dict.fromkeys(found), words.say("limit_keys"), words.say("limit_own")]


def _notes_of(results: Mapping[str, Json]) -> Iterator[Json]:
    """Yield the notes that hold of whole analyses, not of single questions."""
    for part in results.get("items", {}).get("parts", ()):
        yield from [*part["notes"], *part["reliability"]["notes"]]
    yield from (one for one in results.get("calibration", {}).get("notes", ()) if "item" not in one["params"])
    for part in results.get("dif", {}).get("parts", ()):
        yield from part["notes"]
    for method in results.get("equating", {}).get("methods", ()):
        yield from method["notes"]
    yield from results.get("gain", {}).get("raw", {}).get("notes", ())

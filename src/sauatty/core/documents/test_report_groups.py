"""Differences between groups, equal points and drift in the report on tests."""

from collections.abc import Iterator

from sauatty.core.documents.blocks import Block
from sauatty.core.documents.test_figures import dif_figure, dif_rows
from sauatty.core.documents.test_figures_drift import drift_figure, equating_table
from sauatty.core.documents.test_report_parts import Json, ReportWords, of_paper


def dif_findings(result: Json, words: ReportWords) -> list[str]:
    """Return how many questions are flagged, and what could have been seen at all."""
    found = []
    for part in result["parts"]:
        for focal in part["focals"]:
            rows = [one for one in part["items"] if one["focal"] == focal]
            found.append(words.say(
                "main_dif", paper=part["paper"], reference=words.name(part["reference"]), focal=words.name(focal),
                n=sum(one["is_flagged"] for one in rows), of=len(rows),
                delta=words.number(part["detectable"][focal], 1),
            ))  # fmt: skip
    return found


def dif_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield the forest of each comparison."""
    for place, part in enumerate(result["parts"]):
        for other, focal in enumerate(part["focals"]):
            rows = dif_rows([one for one in part["items"] if one["focal"] == focal])
            groups = (words.name(part["reference"]), words.name(focal))
            drawn = dif_figure(rows, groups, words.language, id=f"dif-{place}-{other}")
            yield of_paper(drawn, part["paper"], words)


def equating_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield the table of equivalents."""
    yield equating_table(result, words.language)


def drift_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield the displacements."""
    yield drift_figure(result, words.language)

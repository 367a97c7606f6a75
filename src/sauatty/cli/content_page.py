"""The page of the documentation that says what there is for each competence."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

CONTENT_PAGE = Path("docs/reference/content-coverage.md")
_HEAD = """# What there is for each competence

Made by `sauatty docs content` from the content itself. A piece counts for each of its competences, and in a language when
nothing of it is missing there. `sauatty content coverage` gives the same as JSON or CSV, `sauatty content stats` what has
been read by a native reviewer.
"""


def content_page() -> str:
    """Return the page in Markdown: kinds by competence and language, then lessons by competence and module."""
    return "\n".join([_HEAD, _kinds(), _modules()])


def _kinds() -> str:
    from sauatty.core.catalogue.content_stats import KINDS, PRIMARY, content_coverage
    from sauatty.core.catalogue.frameworks import framework

    counts: Counter[tuple[str, str, str]] = Counter()
    for row in content_coverage():
        for language, n in (("kk", row.kk), ("ru", row.ru), ("en", row.en)):
            counts[row.competence, row.kind, language] += n
    rows = [
        [
            node.id,
            node.name.en,
            *(_three([counts[node.id, kind, one] for one in ("kk", "ru", "en")]) for kind in KINDS),
        ]
        for node in framework(PRIMARY).competences
    ]
    head = ["competence", "name", "lessons", "self-checks", "activities", "terms", "items"]
    return "## By kind: kk / ru / en\n\n" + _table(head, rows)


def _modules() -> str:
    from sauatty.core.catalogue.content_stats import PRIMARY, content_coverage, lessons_by_module
    from sauatty.core.catalogue.frameworks import framework
    from sauatty.core.catalogue.lesson_reading import load_lessons

    counted = lessons_by_module(content_coverage())
    modules = list(dict.fromkeys(one.module for one in load_lessons()))
    rows = [
        [module, *(str(counted.get(node.id, {}).get(module, "")) for node in framework(PRIMARY).competences)]
        for module in modules
    ]
    head = ["module", *(node.id.partition(".")[2] for node in framework(PRIMARY).competences)]
    return "## Lessons by module, in all three languages\n\n" + _table(head, rows)


def _three(counts: Sequence[int]) -> str:
    return " / ".join(map(str, counts))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

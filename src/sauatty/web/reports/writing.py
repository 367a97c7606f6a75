"""A report on a programme as files: the same document as PDF, DOCX, HTML and as tables and figures for a paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from sauatty import __version__
from sauatty.core.documents.blocks import Document
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.evaluation_paper import paper_pack
from sauatty.core.documents.evaluation_report import evaluation_report
from sauatty.core.documents.evaluation_report_parts import EvaluationFacts
from sauatty.core.documents.html import render_html
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.pack import Pack

# The file stands alone, away from the site and its style sheets.
PLAIN_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left}"
    "svg{max-width:100%}"
)
N_FORMS = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A report: its fragment for a page, its figures for `json.dumps`, and what it says."""

    facts: EvaluationFacts
    document: Document
    fragment: str
    figures: dict[str, Any]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files by form, one after another."""
        yield "html", _page(self.document, self.fragment).encode()
        yield "pdf", render_pdf(self.document)
        yield "docx", render_docx(self.document)
        yield "zip", paper_pack(self.facts, self.document.language)


def written(pack: Pack, language: str, *, sha256: str = "", day: Any = None) -> Written:
    """Work a pack out and write it down; the analysis is that of `sauatty evaluate`, with its own draws and seed."""
    found = evaluate(pack)
    facts = EvaluationFacts(pack, found, sha256, __version__, day)
    document = evaluation_report(facts, language)
    return Written(facts, document, render_html(document), found.as_json())


def _page(document: Document, fragment: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{PLAIN_STYLE}</style></head><body>\n{fragment}</body></html>\n"
    )

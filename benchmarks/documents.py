"""How long a guide of 60 pages with 20 charts takes as PDF and as DOCX, and whether its bytes are the same twice.

python benchmarks/documents.py [--keep FOLDER]
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2 as pdfium

from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
)
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.html import render_html
from sauatty.core.documents.pdf import render_pdf

CHAPTERS, LIMIT = 20, 10.0
TITLES = {
    "kk": "Қазақ тілі пәні бойынша әдістемелік құрал",
    "ru": "Методическое руководство по русскому языку",
    "en": "Methodological guide",
}
TEXTS = {
    "kk": (
        "Мұғалім ақпарат көзінің сенімділігін оқушылармен бірге тексереді, деректі пікірден ажыратады және қорытындысын "
        "дәлелмен түсіндіреді. Өңірлік ерекшеліктер, ұлттық құндылықтар, үлгілік бағдарлама, һәм жоспар ескерілген. "
    ),
    "ru": (
        "Учитель вместе с учениками проверяет надёжность источника, отличает факт от мнения и объясняет вывод доводами. "
        "Учтены особенности регионов, типовая программа и план занятий, рассчитанный без дополнительных часов. "
    ),
    "en": (
        "The teacher checks the reliability of a source together with the pupils, tells fact from opinion and explains the "
        "conclusion with arguments. Regional differences, the standard curriculum and the plan of lessons are considered. "
    ),
}
HEADS = {
    "kk": ("№", "Оқу мақсаты", "Құзырет", "Саны"),
    "ru": ("№", "Цель", "Компетенция", "Число"),
    "en": ("No.", "Objective", "Competence", "Count"),
}


def chart(number: int) -> str:
    """Draw a heat table of 12 competences and 12 rows, as the charts of guides are."""
    steps = ("#f6f7f4", "#d7e8e6", "#a5cdcd", "#64a6ad", "#2c7f8c", "#0b5566")
    cells = "".join(
        f'<rect x="{180 + 40 * column}" y="{30 + 26 * row}" width="38" height="24" rx="4" '
        f'fill="{steps[(row * 5 + column * number) % 6]}"/>'
        f'<text x="{199 + 40 * column}" y="{46 + 26 * row}" font-size="11" text-anchor="middle">'
        f"{(row * 5 + column * number) % 23}</text>"
        for row in range(12)
        for column in range(12)
    )
    names = "".join(
        f'<text x="10" y="{46 + 26 * row}" font-size="12">Пән {row + 1}: қазақ әдебиеті</text>'
        for row in range(12)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 350" width="680" height="350" '
        f'font-family="Golos Text, sans-serif">{names}{cells}</svg>'
    )


def _row(row: int, number: int, text: str) -> tuple[Cell, ...]:
    objective = f"{number}.{row} {text[: 40 + 17 * row % 110]}"
    count = (Run(str(row * number), field=f"n.{number}.{row}"),)
    return (str(row), objective, f"gmilaf.{row % 3 + 1}.{row % 4 + 1}", count)


def chapter(number: int, language: str) -> list[Block]:
    """Make a chapter of about three pages; no two are equal, because the typesetter remembers what it has set."""
    text = TEXTS[language]
    rows = tuple(_row(row, number, text) for row in range(1, 15))
    return [
        Heading(1, f"{number}. {text[:48]}", f"ch-{number}"),
        Paragraph((Run(f"{number}. {text * 3}"), Run("62 %", bold=True, field="share")), f"p-{number}-1", "machine draft"),
        Paragraph((Run(f"{text * 3} {number}"),), f"p-{number}-2"),
        Figure(chart(number), f"{number}: {text[:80]}", f"{text[:60]} {number}", f"fig-{number}"),
        Heading(2, f"{number}.1 {text[20:60]}", f"h-{number}-1"),
        Table(f"{text[:50]} {number}", HEADS[language], rows, f"tab-{number}", note=text[:70]),
        Bullets(tuple((Run(f"{item}. {text}"),) for item in range(4)), number % 2 == 0, f"l-{number}"),
        Quote(text, "№ 399, 2022", id=f"q-{number}"),
        Heading(2, f"{number}.2 {text[30:80]}", f"h-{number}-2"),
        *(Paragraph((Run(f"{text * 2}{part}.{number}"),), f"p-{number}-{part + 3}") for part in range(4)),
        Note("example", (Run(f"{text * 2}{number}"),), f"n-{number}"),
        *(Paragraph((Run(f"{text * 3}{part}:{number}"),), f"p-{number}-{part + 9}") for part in range(4)),
    ]  # fmt: skip


def guide(language: str) -> Document:
    """Make the whole guide."""
    blocks: list[Block] = [Contents()]
    for number in range(1, CHAPTERS + 1):
        blocks.extend(chapter(number, language))
    return Document(
        TITLES[language],
        language,
        tuple(blocks),
        version="1.0",
        identifier="sauatty:guide/benchmark",
        date=dt.date(2026, 11, 22),
        citation="Sauatty (2026).",
        note={"kk": "Ойдан алынған деректер", "ru": "Вымышленные данные", "en": "Invented data"}[language],
    )


ONE = (
    "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import documents as d; "
    "pathlib.Path(sys.argv[4]).write_bytes(getattr(d, sys.argv[2])(d.guide(sys.argv[3])))"
)


def in_a_new_process(writer: str, language: str, path: Path) -> float:
    """Write a file in a process that has never written one; return the seconds with the start of Python."""
    started = time.perf_counter()
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", ONE, here, writer, language, str(path)], check=True)
    return time.perf_counter() - started


def main() -> int:
    """Print the figures; 1 where a limit is passed or the bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the files in this folder")
    keep = parser.parse_args().keep
    is_good = True
    with tempfile.TemporaryDirectory() as made:
        folder = keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for language in ("kk", "ru", "en"):
            started = time.perf_counter()
            render_html(guide(language))
            print(f"{language} html: {time.perf_counter() - started:.2f} s")
            for writer, render in (("render_pdf", render_pdf), ("render_docx", render_docx)):
                kind = writer.removeprefix("render_")
                path = folder / f"guide-{language}.{kind}"
                cold = in_a_new_process(writer, language, path)
                content = path.read_bytes()
                is_same = content == render(guide(language))
                n_pages = f"{len(pdfium.PdfDocument(content))} pages, " if kind == "pdf" else ""
                print(
                    f"{language} {kind}: {cold:.2f} s in a new process (limit {LIMIT:g}), {n_pages}{CHAPTERS} charts, "
                    f"{len(content):,} bytes, {'the same' if is_same else 'NOT THE SAME'} in another process"
                )
                is_good = is_good and is_same and cold <= LIMIT
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())

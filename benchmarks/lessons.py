"""How long each module takes as PDF and as a pack, in a new process for the slowest, and whether its bytes are the same.

python benchmarks/lessons.py [--keep FOLDER]
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2 as pdfium

from sauatty.core.catalogue.lesson_reading import lessons_of, load_lessons
from sauatty.core.catalogue.modules import module
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_document import module_document
from sauatty.core.documents.lesson_exports import cartridge, html_zip
from sauatty.core.documents.lesson_pack import facilitator_pack
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.languages import LANGUAGES

LIMIT = 5.0  # seconds for the PDF of a module
FORMS = {
    "pdf": lambda *one: render_pdf(module_document(*one)),
    "docx": lambda *one: render_docx(module_document(*one)),
    "zip": facilitator_pack,
    "imscc": cartridge,
    "html.zip": html_zip,
}


def in_a_new_process(name: str, language: str) -> tuple[float, bytes]:
    """Print a module in a process that has never done it; return the seconds with the start of Python."""
    started = time.perf_counter()
    program = str(Path(sys.executable).parent / "sauatty")
    command = [program, "lesson", "print", name, "--language", language, "-o", "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started, done.stdout


def main() -> int:
    """Print the figures; 1 where the limit is passed or the bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the files in this folder")
    keep = parser.parse_args().keep
    slowest: tuple[float, str, str] = (0.0, "", "")
    for name in dict.fromkeys(one.module for one in load_lessons()):
        for language in LANGUAGES:
            told = []
            for form, make in FORMS.items():
                started = time.perf_counter()
                content = make(module(name), lessons_of(name), language)
                seconds = time.perf_counter() - started
                told.append(f"{form} {seconds:.2f} s {len(content) / 1024:.0f} kB")
                if form == "pdf":
                    told[-1] += f" {len(pdfium.PdfDocument(content))} pages"
                    slowest = max(slowest, (seconds, name, language))
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{name}-{language}.{form}").write_bytes(content)
            print(f"{name} {language}: {', '.join(told)}")
    _, name, language = slowest
    seconds, content = in_a_new_process(name, language)
    is_same = content == FORMS["pdf"](module(name), lessons_of(name), language)
    print(
        f"slowest in a new process: {name} {language}, {seconds:.2f} s (limit {LIMIT:g}), "
        f"{'the same bytes' if is_same else 'OTHER BYTES'}"
    )
    return 0 if is_same and seconds <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""How fast a whole act is read: 11,000 objectives, 115 programmes, 13 MB of HTML.

    python benchmarks/reading.py [--keep PATH]

The act is made from the real programmes of ../shared (where they are missing, from invented samples). Each
objective gets a word of its own, so that all texts differ. It lives in a temporary file only. Goal: 15 s.
"""

import argparse
import itertools
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from sauatty.core.exchange.curriculum import build_curriculum
from sauatty.core.exchange.html import read_html_blocks

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / ".." / "shared" / "data" / "curricula" / "kz_order399_adilet_html"
SAMPLES = ROOT / "tests" / "core" / "exchange" / "samples"
N_PROGRAMMES = 115
N_BYTES = 13_000_000
N_OBJECTIVES = 11_000
HEAD = (
    "<!DOCTYPE html>\n<!-- saved from url=(0043)https://adilet.zan.kz/rus/docs/V2200029767 -->\n<html><head>"
    '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><style>{style}</style></head><body>'
)
APPENDIX = (
    '<p align="right"></p><table border="0"><tbody><tr><td align="center">&nbsp;</td><td align="center" '
    'width="228"><a name="z{anchor}"></a>Приложение {number}<br>к приказу Министра<br>Республики Казахстан'
    "<br>от 16 сентября 2022 года № 399 </td></tr></tbody></table><p></p><h3> Типовая учебная программа по "
    'учебному предмету "{subject}" для 5-9 классов уровня основного среднего образования</h3>'
)
POINT = (
    '<p id="z{anchor}">\n&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; {number}. Предмет "{subject}" в классе {number} '
    "формирует у обучающихся понимание темы {number} и умение работать с разными источниками.</p>\n"
)
SUBJECTS = ("Информатика", "Биология", "География", "Русский язык", "Геометрия", "Физика", "Химия", "Музыка")


def source_pages() -> list[str]:
    """Return the pages that copies are made of: one programme each."""
    folder, pattern = (REAL, "*_[1579]-[469].html") if REAL.exists() else (SAMPLES, "*_programme.html")
    names = sorted(folder.glob(pattern))
    return [path.read_text(encoding="utf-8") for path in names]


def make_full_act(path: Path) -> int:
    """Write a full-size act to `path` and return how many objectives stand in its tables, roughly."""
    pages = source_pages()
    counts = [n_objectives(page) for page in pages]
    n_copies = n_found = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD.format(style=".ad-box, .media-ad {display: none} " * 500))
        for number in range(1, N_PROGRAMMES + 1):
            subject = SUBJECTS[number % len(SUBJECTS)]
            out.write(APPENDIX.format(number=number, anchor=number * 1000, subject=subject))
            target = N_OBJECTIVES * number // N_PROGRAMMES
            while n_found < target or not n_copies:
                out.write(varied(pages[n_copies % len(pages)], n_copies))
                n_found += counts[n_copies % len(pages)]
                n_copies += 1
            n_points = 0
            while out.tell() < N_BYTES * number // N_PROGRAMMES:
                n_points += 1
                out.write(POINT.format(anchor=number * 1000 + n_points, number=n_points, subject=subject))
        out.write("</body></html>")
    return n_found


def n_objectives(page: str) -> int:
    return len(build_curriculum(read_html_blocks(page), source="", format="html").objectives)


def varied(page: str, copy: int) -> str:
    """Put a word of its own at the end of every objective, so that all texts of the act differ."""
    start = page.find("<table")  # what comes before is the head of the source programme
    body = (
        page[start:]
        .replace("Типовая учебная программа", "Программа")
        .replace("үлгілік оқу бағдарламасы", "бағдарлама")
    )
    body = body.replace("приказу", "").replace("бұйрығына", "")
    numbers = itertools.count(copy * 1000)
    return re.sub(
        r"(?<=[\w)])(;\s*(?:<br>)?\s*(?=[<\d])|(?:</p>\s*)?</td>)",
        lambda end: f" {_word(next(numbers))}{end[0]}",
        body,
    )


def _word(number: int) -> str:
    return "слово" + str(number).translate(str.maketrans("0123456789", "абвгдежзик"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="write the act here and leave it")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "act.html"
        make_full_act(path)
        report(path)
    return 0


def report(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    start = time.perf_counter()
    blocks = read_html_blocks(text)
    parsed = time.perf_counter()
    document = build_curriculum(blocks, source=path.name, format="html")
    seconds = time.perf_counter() - start
    texts = len({objective.text for objective in document.objectives})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{path.stat().st_size / 1e6:.1f} MB, {len(document.programmes)} programmes, "
        f"{len(document.objectives)} objectives ({texts} different texts)"
    )
    print(
        f"{seconds:.2f} s (HTML {parsed - start:.2f} s, curriculum {seconds - parsed + start:.2f} s), "
        f"{len(document.objectives) / seconds:.0f} objectives/s, peak {peak:.0f} MiB"
    )


if __name__ == "__main__":
    sys.exit(main())

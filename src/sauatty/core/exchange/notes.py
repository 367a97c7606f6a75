"""What the notes of an act say: which act it is, and which acts changed it."""

import re
from collections.abc import Iterable

from sauatty.core.exchange.blocks import Block, Heading, Paragraph, Table
from sauatty.core.languages import clean_text
from sauatty.core.records import Amendment, Edition

_MONTHS = (
    ("январ", "қаңтар"),
    ("феврал", "ақпан"),
    ("март", "наурыз"),
    ("апрел", "сәуір"),
    ("ма[йя]", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шілде"),
    ("август", "тамыз"),
    ("сентябр", "қыркүйек"),
    ("октябр", "қазан"),
    ("ноябр", "қараша"),
    ("декабр", "желтоқсан"),
)
_RU_ACT = re.compile(r"от\s+(\d{1,2})\s+([а-я]+)\s+(\d{4})\s*(?:года|г\.)?\s*№\s*(\d[\w-]*)")
_KK_ACT = re.compile(r"(\d{4})\s*жыл\w*\s+(\d{1,2})\s+([а-яәғқңөұүһі]+)\D{0,40}?№\s*(\d[\w-]*)")
# The portal also prints dates without the second dot ('05.112024').
_NOTE_ACT = re.compile(r"(\d{2})\.(\d{2})(\.?)(\d{4})\D{0,30}?№\s*(\d[\w-]*)")
_REGISTRATION = re.compile(r"\b(V\d{10})\b")
_NOTE_START = re.compile(r"\s*(?:Сноска|Ескерту)\b")


def read_edition(blocks: Iterable[Block], url: str | None = None) -> Edition:
    """Find the act that the appendices belong to, and every act that a note says has changed it."""
    number = adopted_on = None
    registration = _REGISTRATION.search(url or "")
    amendments: list[Amendment] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (block.is_note or _NOTE_START.match(block.text)):
            amendments.extend(read_note(block.text, block.anchor))
            continue
        amendments.extend(_notes_in_table(block))
        if number is None:
            number, adopted_on = _act_of(block)
    return Edition(
        act=f"№ {number}" if number else None,
        number=number,
        adopted_on=adopted_on,
        registration=registration[1] if registration else None,
        url=url,
        amendments=tuple(amendments),
    )


def _notes_in_table(block: Block) -> Iterable[Amendment]:
    if not isinstance(block, Table):
        return
    for cell in (cell for row in block.rows for cell in row if _NOTE_START.match(cell.text)):
        yield from read_note(cell.text, cell.anchor or block.anchor)


def read_note(text: str, anchor: str | None = None) -> list[Amendment]:
    """Read the acts that one note names; a note without a readable date and number is kept whole."""
    detail = clean_text(text)
    found = [
        Amendment(f"№ {number}", _iso(year, month, day), detail, anchor)
        for day, month, _dot, year, number in _NOTE_ACT.findall(detail)
    ]
    return found or [Amendment("", None, detail, anchor)]


def has_date_slip(text: str) -> bool:
    """Tell whether a note prints a date without its second dot."""
    return any(not dot for _day, _month, dot, _year, _number in _NOTE_ACT.findall(text))


def _act_of(block: Block) -> tuple[str | None, str | None]:
    for text in _heads(block):
        one_line = clean_text(text)
        if "приказ" in one_line and (russian := _RU_ACT.search(one_line)):
            day, month, year, number = russian.groups()
            return number, _iso(year, _month_number(month), day)
        if "бұйр" in one_line and (kazakh := _KK_ACT.search(one_line)):
            year, day, month, number = kazakh.groups()
            return number, _iso(year, _month_number(month), day)
    return None, None


def _heads(block: Block) -> list[str]:
    """Return the texts that may name the act: small tables (the head of an appendix) and headings."""
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row] if len(block.rows) <= 2 else []
    return [block.text] if isinstance(block, Heading) or len(block.text) < 400 else []


def _month_number(word: str) -> str:
    for index, stems in enumerate(_MONTHS, start=1):
        if any(re.match(stem, word) for stem in stems):
            return f"{index:02d}"
    return ""


def _iso(year: str, month: str, day: str) -> str | None:
    if not month or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}"

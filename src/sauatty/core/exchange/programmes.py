"""An act → its programmes: where each begins, its title, appendix, grades, direction and running text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sauatty.core.exchange.blocks import Block, Heading, Paragraph, Table
from sauatty.core.languages import clean_text
from sauatty.core.records import SectionText

_APPENDIX = re.compile(
    r"(?:^|\n)\s*(?:Приложение\s+(?P<ru>\d{1,3})\b|(?P<kk>\d{1,3})\s*-\s*қосымша\b)", re.IGNORECASE
)
_APPENDIX_OF = re.compile(r"приказ|бұйры", re.IGNORECASE)
_TITLE = re.compile(
    r"типов\w+\s+учебн\w+\s+программ\w+|үлгілік\s+(?:оқу\s+)?бағдарлама|типтік\s+оқу\s+бағдарлама|model\s+curriculum",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^\s*(?:(?P<chapter>Глава\s+\d+|\d+\s*-\s*тарау)|(?P<paragraph>Параграф\s+\d+|§\s*\d+|\d+\s*-\s*параграф))",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"систем\w+\s+целей\s+обучения|(?:оқу|оқыту)\s+мақсат\w*\s+жүйесі|system of learning objectives",
    re.IGNORECASE,
)
_PLAN = re.compile(r"долгосрочн\w+\s+план|ұзақ\s+мерзімді\s+жоспар|long-term plan", re.IGNORECASE)
_RANGE = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*(?:[-–—]\s*(1[0-2]|[1-9]))?\s*(?:\((1[0-2])\)\s*)?[-–]?\s*(?:класс|сынып)",
    re.IGNORECASE,
)
_DIRECTIONS = (
    (
        "ЕМН",
        re.compile(r"естественно\W*математическ|жаратылыстану\W*математика|\b(?:ЕМН|ЖМБ)\b", re.IGNORECASE),
    ),
    ("ОГН", re.compile(r"общественно\W*гуманитарн|қоғамдық\W*гуманитар|\b(?:ОГН|ҚГБ)\b", re.IGNORECASE)),
)
_REST_OF_TITLE = re.compile(
    r"[\"«“]|предмет|класс|уровн|направлен|(?<!\w)пән|сынып|деңгей|бағыт|бағдарлама", re.IGNORECASE
)
# Running text that explains how codes are built; the codes in it are examples.
_EXPLAINS_CODES = re.compile(
    r"(?=.*\b(?:код(?:а|е|ом|ы|ында|тағы)?|кодировк\w*|нумераци\w*|порядков\w+|реттік)\b)"
    r"(?=.*\b(?:класс|сынып)(?:а|ом|ты)?\b)(?=.*\b(?:раздел|бөлім)(?:а|у|ом|ді)?\b)",
    re.IGNORECASE | re.DOTALL,
)
_ELECTIVE = re.compile(r"курс\w*\s+по\s+выбору|таңдау\s+курс|elective", re.IGNORECASE)
_SECTION_LINE = re.compile(
    r"^\s*(?:\d{1,2}\)|\d{1,2}\.(?!\d)|(?:Раздел|Бөлім)\b|\d{1,2}\s*-\s*бөлім)", re.IGNORECASE
)
_NO_SECTION = re.compile(
    r"систем\w+\s+целей|мақсат\w*\s+жүйесі|обучающийся|обучающиеся|білім алушы|"
    r"учебн\w+\s+программ|оқу\s+бағдарлама|долгосрочн|"
    r"^\W*(?:\d+\))?\s*\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s*-?\s*(?:класс|сынып)",
    re.IGNORECASE,
)
_LEADS_TO_TABLE = re.compile(
    r"^\W*(?:(?:обучающ|учащ|білім алушы|оқушы)[^.]{0,60}:?$|таблица\s*\d*|\d*-?\s*кесте|"
    r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s*-?\s*(?:класс|сынып)\w*\W*$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Segment:
    """The blocks of one programme, in order, before its objectives are read."""

    appendix: str | None = None
    title: str = ""
    anchor: str | None = None
    blocks: list[Block] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Tell whether something other than the title has been seen."""
        return any(not isinstance(block, Paragraph) or not block.is_note for block in self.blocks)


def split_programmes(blocks: Iterable[Block]) -> list[Segment]:
    """Cut the act at the heads of its appendices and at the titles of its programmes."""
    segments = [Segment()]
    for block in blocks:
        appendix = appendix_of(block)
        if appendix is not None:
            segments.append(Segment(appendix=appendix, anchor=block.anchor))
        elif is_title(block):
            _start_title(segments, block)
        elif isinstance(block, Heading) and _goes_on_with_title(segments[-1], block):
            segments[-1].title += f" {clean_text(block.text)}"
        else:
            segments[-1].blocks.append(as_heading(block))
    return [segment for segment in segments if segment.title or segment.appendix or segment.blocks]


def _start_title(segments: list[Segment], block: Block) -> None:
    assert not isinstance(block, Table)  # is_title takes headings and paragraphs only
    title = clean_text(block.text)
    last = segments[-1]
    if last.has_content or (last.title and _TITLE.search(title)):
        segments.append(Segment(title=title, anchor=block.anchor))
    else:
        last.title, last.anchor = f"{last.title} {title}".strip(), block.anchor or last.anchor


def _goes_on_with_title(segment: Segment, block: Heading) -> bool:
    """Tell the rest of a title that is cut into several headings: it says the subject, grades or level."""
    if segment.has_content or _RANGE.search(segment.title):
        return False
    is_part = _PART.match(block.text) or part_kind(block) != "other"
    return bool(segment.title and not is_part and len(block.text) < 200 and _REST_OF_TITLE.search(block.text))


def is_title(block: Block) -> bool:
    """Tell whether a block is the title of a programme, not a heading inside one that quotes the title."""
    if isinstance(block, Table) or _PART.match(block.text) or not _TITLE.search(block.text):
        return False
    if isinstance(block, Heading):
        return _PLAN.search(block.text) is None
    return not block.is_note and _looks_like_title(block.text)


def _looks_like_title(text: str) -> bool:
    """Tell a title without a heading mark (word processors): short, one sentence, with its grades."""
    if (
        len(text) > 300
        or re.match(r"\s*\d", text)
        or text.rstrip().endswith((".", ";", ":"))
        or _PLAN.search(text)
    ):
        return False
    starts = re.match(r"\s*типов\w+\s+учебн\w+\s+программ", text, re.IGNORECASE)
    ends = re.search(r"бағдарламасы\W*(?:\([^)]*\))?\s*$", text, re.IGNORECASE)
    return bool(starts or ends) and _RANGE.search(text) is not None


def appendix_of(block: Block) -> str | None:
    """Return the number of the appendix whose head a block is, or None."""
    if isinstance(block, Table):
        texts = [cell.text for row in block.rows for cell in row] if len(block.rows) <= 3 else []
    else:
        texts = [block.text] if len(block.text) < 400 and not isinstance(block, Heading) else []
    for text in texts:
        found = _APPENDIX.search(text)
        is_head = _APPENDIX_OF.search(text) or (found and clean_text(found[0]) == clean_text(text))
        if found and is_head and len(text) < 400:
            return found["ru"] or found["kk"]
    return None


def as_heading(block: Block) -> Block:
    """Give a chapter or paragraph its level, also where the document does not mark it as a heading."""
    if isinstance(block, Table):
        return block
    part = _PART.match(block.text)
    if isinstance(block, Paragraph):
        is_short = len(block.text) < 300 and not block.is_note and "\n" not in block.text
        return Heading(block.text, 2 if part["chapter"] else 3, block.anchor) if part and is_short else block
    level = (2 if part["chapter"] else 3) if part else block.level
    return Heading(clean_text(block.text), level, block.anchor)


def part_kind(heading: Heading) -> str:
    """Say what a heading opens: 'objectives', 'plan' or 'other'."""
    if _PLAN.search(heading.text):
        return "plan"
    return "objectives" if _AIMS.search(heading.text) else "other"


def section_before_table(text: str, current: str | None, *, in_objectives: bool) -> str | None:
    """Return the section of the next table after reading one more paragraph before it.

    Lines that only lead to the table ('Обучающиеся должны:', '2-4 класс:', 'Таблица 1') leave it as it is;
    other running text ends it.
    """
    line = text.strip().split("\n")[-1].strip()
    if _LEADS_TO_TABLE.match(line):
        return current
    if len(line) > 200 or line.endswith(";") or _NO_SECTION.search(line) or explains_codes(line):
        return None
    is_named = _SECTION_LINE.match(line) or line.endswith(":")
    is_bare_name = in_objectives and len(line.split()) <= 8 and not line.endswith((".", ","))
    if not is_named and not is_bare_name:
        return None
    return re.sub(r"^\s*\d{1,2}[.)]\s*", "", clean_text(line)).rstrip(" :.;").strip() or None


def explains_codes(text: str) -> bool:
    """Tell whether running text explains the codes ('7 – класс, 2.1 – раздел и подраздел')."""
    return _EXPLAINS_CODES.match(text[:2000]) is not None


def grades_of(title: str) -> tuple[int, ...]:
    """Read the grades of a title: '5-9 классов', '10-11 (12)', '1-сынып'."""
    grades: set[int] = set()
    for first, last, extra in _RANGE.findall(title):
        start, end = int(first), int(last or first)
        grades.update(range(start, end + 1) if start <= end else (start, end))
        if extra:
            grades.add(int(extra))
    return tuple(sorted(grades))


def direction_of(title: str) -> str | None:
    """Return 'ЕМН' or 'ОГН' (also for Kazakh titles), or None for a common programme."""
    return next((name for name, pattern in _DIRECTIONS if pattern.search(title)), None)


def is_elective(title: str) -> bool:
    """Tell whether a title names a course that pupils choose."""
    return _ELECTIVE.search(title) is not None


def section_texts(blocks: Sequence[Block]) -> tuple[SectionText, ...]:
    """Collect the running text under each heading; text before the first heading has an empty title."""
    opened: list[tuple[Heading, list[str]]] = [(Heading(""), [])]
    for block in blocks:
        if isinstance(block, Heading):
            opened.append((block, []))
        elif isinstance(block, Paragraph) and not block.is_note:
            opened[-1][1].append(block.text)
    return tuple(
        SectionText(heading.level, heading.text, "\n".join(texts), heading.anchor)
        for heading, texts in opened
        if heading.text or texts
    )

"""The state standard (order 348): expected outcomes as numbered sentences, without codes.

Built from a description of the act, not from a real copy, so every document read here says `unverified`. An
outcome is known by appendix, point and subpoint ('s3-ru:45.2').
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sauatty.core.exchange.blocks import Block, Heading, Paragraph, Table
from sauatty.core.exchange.notes import read_edition
from sauatty.core.exchange.programmes import Segment, appendix_of, as_heading, is_title, section_texts
from sauatty.core.exchange.subjects import SubjectIndex, load_subjects
from sauatty.core.languages import clean_text, majority_language
from sauatty.core.records import CurriculumDocument, Objective, Oddity, SubjectProgramme

_STANDARD = re.compile(
    r"государственн\w+\s+общеобязательн\w+\s+стандарт|мемлекеттік\s+жалпыға\s+міндетті\s+стандарт",
    re.IGNORECASE,
)
_OUTCOMES_CHAPTER = re.compile(
    r"требовани\w+\s+к\s+уровню\s+подготовки|ожидаем\w+\s+результат|дайындық\s+деңгейіне\s+қойылатын\s+талап|"
    r"күтілетін\s+нәтиже",
    re.IGNORECASE,
)
_POINT = re.compile(r"^\s*(\d{1,3})\.\s+(?=\D)")
_SUBPOINT = re.compile(r"^\s*(\d{1,2})\)\s*")
# What an expected outcome says; a sentence without such a word is a rule about marks or hours.
_OUTCOME = re.compile(
    r"\b(?:знает|знают|понимает|понимают|применяет|применяют|анализиру|синтезиру|оценивает|оценивают|умеет|умеют|владеет|"
    r"владеют|использует|используют|объясня|определяет|определяют|выпускник|обучающи|учащи|созда[её]т|сравнивает|"
    r"различает|соблюдает|представляет)(?!ся)|біледі|түсінеді|қолданады|талдайды|жинақтайды|бағалайды|меңгереді|алады|"
    r"анықтайды|ажыратады|салыстырады|сақтайды|жасайды|білім алушы|түсіндіреді",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = (
    (re.compile(r"основно\w+\s+средне|негізгі\s+орта", re.IGNORECASE), (5, 6, 7, 8, 9)),
    (re.compile(r"начальн|бастауыш", re.IGNORECASE), (1, 2, 3, 4)),
    (re.compile(r"общего\s+средне|жалпы\s+орта", re.IGNORECASE), (10, 11)),
)


def is_state_standard(blocks: Sequence[Block]) -> bool:
    """Tell a state standard by its headings: it names a standard in one and has no title of a programme."""
    return any(_names_standard(block) for block in blocks) and not any(is_title(block) for block in blocks)


def _names_standard(block: Block) -> bool:
    if isinstance(block, Table) or not _STANDARD.search(block.text):
        return False
    if isinstance(block, Heading):
        return True
    return len(block.text) < 300 and not block.is_note and not re.match(r"\s*\d", block.text)


def read_standard(
    blocks: Sequence[Block], *, source: str, format: str, sha256: str = "", url: str | None = None
) -> CurriculumDocument:
    """Read the expected outcomes of every standard in the document.

    Returns
    -------
    CurriculumDocument
        `kind` is 'state-standard' and `unverified` is true. The objectives have no code, place 'standard',
        and as section the point that opens them; a programme stands for one standard (a level).
    """
    reader = _StandardReader(load_subjects(), majority_language(_running(blocks)))
    for segment in _split_standards(blocks):
        reader.read(segment)
    return CurriculumDocument(
        source=source,
        format=format,
        kind="state-standard",
        language=reader.language,
        edition=read_edition(blocks, url),
        programmes=tuple(reader.programmes),
        objectives=tuple(reader.outcomes),
        oddities=tuple(reader.oddities),
        sha256=sha256,
        unverified=True,
    )


def _running(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if not isinstance(block, Table)][:200]


def _split_standards(blocks: Sequence[Block]) -> list[Segment]:
    segments = [Segment()]
    for block in blocks:
        appendix = appendix_of(block)
        if appendix is not None:
            segments.append(Segment(appendix=appendix, anchor=block.anchor))
        elif _names_standard(block) and not isinstance(block, Table):
            if segments[-1].blocks:
                segments.append(Segment(appendix=segments[-1].appendix if not segments[-1].title else None))
            segments[-1].title, segments[-1].anchor = clean_text(block.text), block.anchor
        else:
            segments[-1].blocks.append(as_heading(block))
    return [segment for segment in segments if segment.title]


@dataclass(slots=True)
class _StandardReader:
    subjects: SubjectIndex
    language: str
    programmes: list[SubjectProgramme] = field(default_factory=list)
    outcomes: list[Objective] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)

    def read(self, segment: Segment) -> None:
        programme = self._programme(segment)
        walker = _OutcomeWalker(programme, self.subjects)
        is_inside = False
        for block in segment.blocks:
            if isinstance(block, Heading):
                is_inside = bool(_OUTCOMES_CHAPTER.search(block.text)) or (is_inside and block.level == 3)
                walker.open_heading(block.text)
            elif isinstance(block, Paragraph) and not block.is_note and is_inside:
                walker.take(block)
        if walker.outcomes:
            self.programmes.append(programme)
            self.outcomes.extend(walker.outcomes)
        else:
            self.oddities.append(Oddity("standard-without-outcomes", programme.id, segment.title, "doubt"))

    def _programme(self, segment: Segment) -> SubjectProgramme:
        taken = {programme.id for programme in self.programmes}
        stem = f"s{segment.appendix or len(self.programmes) + 1}-{self.language}"
        grades = next((grades for pattern, grades in _LEVELS if pattern.search(segment.title)), ())
        return SubjectProgramme(
            id=stem if stem not in taken else f"{stem}.{len(taken) + 1}",
            title=segment.title,
            subject="",
            subject_id=None,
            subject_area=None,
            grades=grades,
            language=self.language,
            appendix=segment.appendix,
            anchor=segment.anchor,
            sections=section_texts(segment.blocks),
        )


@dataclass(slots=True)
class _OutcomeWalker:
    """Goes through the points of one chapter and keeps which area and subject they speak of."""

    programme: SubjectProgramme
    subjects: SubjectIndex
    outcomes: list[Objective] = field(default_factory=list)
    _uses: dict[str, int] = field(default_factory=dict)
    _point: str = ""
    _subpoint: str = ""
    _n_sentences: int = 0
    _lead: str = ""
    _is_led: bool = False
    _sublead: str | None = None
    _area: str | None = None
    _subject: tuple[str, str | None] = ("", None)

    def open_heading(self, text: str) -> None:
        self._point = self._subpoint = ""
        self._lead, self._sublead, self._is_led = clean_text(text), None, False
        self._name_area(text)

    def take(self, block: Paragraph) -> None:
        for line in block.text.split("\n"):
            self._take_line(line, block.anchor)

    def _take_line(self, line: str, anchor: str | None) -> None:
        point, subpoint = _POINT.match(line), _SUBPOINT.match(line)
        text = clean_text(line)
        if point:
            self._point, self._subpoint, self._n_sentences = point[1], "", 0
            self._is_led = False
            text = clean_text(line[point.end() :])
        elif subpoint:
            self._subpoint, self._n_sentences, self._sublead = subpoint[1], 0, None
            text = clean_text(line[subpoint.end() :])
        if text.endswith(":"):
            self._open(text, is_point=point is not None)
        elif self._point and _OUTCOME.search(f"{self._lead if self._is_led else ''} {text}"):
            self._add(text, anchor, line)

    def _open(self, text: str, *, is_point: bool) -> None:
        """Take a line that leads to others: it names the area or the subject of what follows."""
        if is_point:
            self._lead, self._sublead, self._subject = text.rstrip(": "), None, ("", None)
            self._is_led = True
        else:
            self._sublead = text.rstrip(": ")
        self._name_area(text)

    def _name_area(self, text: str) -> None:
        name, subject = self.subjects.find(text)
        area = self.subjects.area_in(text)
        if area is not None and (subject is None or len(name) < 4 or area_is_longer(text, name, area)):
            self._area, self._subject = area, ("", None)
        elif subject is not None:
            self._area, self._subject = subject.area, (name, subject.id)

    def _add(self, text: str, anchor: str | None, raw: str) -> None:
        self._n_sentences += 1
        place = ".".join(part for part in (self._point, self._subpoint) if part)
        if self._n_sentences > 1 or (self._sublead is not None and self._subpoint):
            place += f".{self._n_sentences}"
        self.outcomes.append(
            Objective(
                id=self._unique(f"{self.programme.id}:{place}"),
                language=self.programme.language,
                subject=self._subject[0],
                subject_id=self._subject[1],
                subject_area=self._area,
                grade=None,
                code=None,
                code_raw=place,
                section=self._lead or None,
                subsection=self._sublead,
                text=text.strip(" ;."),
                place="standard",
                appendix=self.programme.appendix,
                raw=raw,
                anchor=anchor,
                programme=self.programme.id,
            )
        )

    def _unique(self, candidate: str) -> str:
        n_uses = self._uses[candidate] = self._uses.get(candidate, 0) + 1
        return candidate if n_uses == 1 else f"{candidate}~{n_uses}"


def area_is_longer(text: str, name: str, area: str) -> bool:
    """Tell whether a text speaks of an area: it says so, or it quotes more than the subject's name."""
    says_area = re.search(r"образовательн\w+\s+област|білім\s+(?:беру\s+)?салас", text, re.IGNORECASE)
    return bool(says_area) or (bool(area) and len(clean_text(text)) - len(name) < 6)

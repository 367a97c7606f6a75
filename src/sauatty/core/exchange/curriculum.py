"""Blocks of a document → the programmes and objectives of a model curriculum."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sauatty.core.exchange.blocks import Block, Cell, Heading, Paragraph, Table
from sauatty.core.exchange.codes import split_cell
from sauatty.core.exchange.notes import has_date_slip, read_edition
from sauatty.core.exchange.programmes import (
    Segment,
    direction_of,
    explains_codes,
    grades_of,
    is_elective,
    part_kind,
    section_before_table,
    section_texts,
    split_programmes,
)
from sauatty.core.exchange.rows import ObjectiveRow, TableRows, count_code_shapes, read_rows
from sauatty.core.exchange.standard import is_state_standard, read_standard
from sauatty.core.exchange.subjects import SubjectIndex, load_subjects
from sauatty.core.exchange.words import Vocabulary, has_lost_letters, restore_yo
from sauatty.core.languages import clean_text, language_scores, majority_language
from sauatty.core.records import CurriculumDocument, Objective, Oddity, SubjectProgramme

_STARTS_WITH_CODE = re.compile(r"\s*\d{1,2}\s?[.,]\s?\d{1,2}\s?\.\s?\d")
_NOT_TEXT = re.compile(r"[\W_]+")
_DOUBTS = frozenset(
    str.split("""
    code-repeated repeat-exact text-missing grade-differs text-cut plan-other-text plan-other-code number-jump
    letters-lost formula-picture code-three-parts-among-four text-without-code
    """)
)


def build_curriculum(
    blocks: Iterable[Block],
    *,
    source: str,
    format: str,
    sha256: str = "",
    language_hint: str = "",
    url: str | None = None,
) -> CurriculumDocument:
    """Find the programmes and objectives in the blocks of a document.

    Parameters
    ----------
    blocks : iterable of Block
        In the order of the document; fragments (a table without a title) work too.
    source : str
        The name of the file.
    format : str
        'html', 'docx', 'pdf' …
    sha256 : str
        The hash of the file's bytes.
    language_hint : str
        The language to believe where the text does not tell.
    url : str, optional
        Where the file comes from.

    Returns
    -------
    CurriculumDocument
        With no objectives where none were found; the caller decides whether that is an error.
    """
    all_blocks = list(blocks)
    if is_state_standard(all_blocks):
        return read_standard(all_blocks, source=source, format=format, sha256=sha256, url=url)
    reader = _DocumentReader(Vocabulary.of(_texts(all_blocks)), load_subjects(), language_hint)
    for segment in split_programmes(all_blocks):
        reader.read(segment)
    reader.note_slips(all_blocks)
    return CurriculumDocument(
        source=source,
        format=format,
        kind="model-curriculum",
        language=reader.language or language_hint,
        edition=read_edition(all_blocks, url),
        programmes=tuple(reader.programmes),
        objectives=tuple(reader.objectives),
        oddities=tuple(reader.oddities),
        sha256=sha256,
    )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row if cell.text)
        else:
            yield block.text


def squeeze(text: str) -> str:
    """Fold a text to its letters and digits, to tell whether two printings say the same."""
    return _NOT_TEXT.sub("", text.lower().replace("ұ", "е").replace("ё", "е"))


@dataclass(slots=True)
class _DocumentReader:
    vocabulary: Vocabulary
    subjects: SubjectIndex
    language_hint: str
    programmes: list[SubjectProgramme] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    _uses: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Return the language that most programmes are written in, by the number of their objectives."""
        languages = {programme.id: programme.language for programme in self.programmes}
        counts = Counter(languages[objective.programme or ""] for objective in self.objectives)
        return max(counts, key=lambda language: counts[language], default="")

    def read(self, segment: Segment) -> None:
        tables = _read_tables(segment, self.vocabulary)
        if not tables and not segment.title:
            return
        rows = [row for table in tables for row in table.rows]
        for table in tables:
            self.oddities.extend(table.oddities)
        programme = self._programme(segment, rows)
        if not rows and not programme.grades and not programme.subject:
            return
        self.programmes.append(programme)
        writer = _ObjectiveWriter(programme, _by_script([row.piece.text for row in rows], programme.language))
        writer.write_table([row for table in tables if not table.is_plan for row in table.rows])
        writer.write_plan([row for table in tables if table.is_plan for row in table.rows])
        self.objectives.extend(writer.objectives)
        self.oddities.extend(writer.oddities)

    def _programme(self, segment: Segment, rows: Sequence[ObjectiveRow]) -> SubjectProgramme:
        sections = section_texts(segment.blocks)
        prose = [text for section in sections for text in (section.title, section.text)]
        mentions = self.subjects.mentions(prose)
        name, subject = self.subjects.find(segment.title)
        language = self._language([segment.title, *prose], rows)
        if subject is None and not segment.title and mentions:
            subject = self.subjects.with_id(mentions.most_common(1)[0][0])
            name = subject.name(language) if subject else ""
        grades = grades_of(segment.title) or tuple(
            sorted({int(row.piece.code.split(".")[0]) for row in rows if row.piece.code})
        )
        own = subject.id if subject else None
        return SubjectProgramme(
            id=self._new_id(segment.appendix, own, language),
            title=segment.title,
            subject=name,
            subject_id=own,
            subject_area=subject.area if subject else None,
            grades=grades,
            language=language,
            appendix=segment.appendix,
            direction=direction_of(segment.title),
            elective=is_elective(segment.title) or bool(subject and subject.area == "electives"),
            anchor=segment.anchor,
            sections=sections,
            subject_references=tuple(sorted(slug for slug in mentions if slug != own)),
        )

    def _language(self, prose: Sequence[str], rows: Sequence[ObjectiveRow]) -> str:
        running = " ".join(prose)[:20_000]
        if len(running) > 40:
            return majority_language([running]) or self.language_hint
        return majority_language(row.piece.text for row in rows[:200]) or self.language_hint

    def _new_id(self, appendix: str | None, subject: str | None, language: str) -> str:
        stem = f"a{appendix}" if appendix else (subject or "p")
        n_uses = self._uses[stem, language] = self._uses.get((stem, language), 0) + 1
        numbered = stem if n_uses == 1 else f"{stem}.{n_uses}"
        return f"{numbered}-{language}" if language else numbered

    def note_slips(self, blocks: Iterable[Block]) -> None:
        """Note dates of amendments that are printed wrong."""
        for block in blocks:
            if isinstance(block, Paragraph) and block.is_note and has_date_slip(block.text):
                self.oddities.append(Oddity("date-slip", block.anchor or "note", clean_text(block.text)))


def _read_tables(segment: Segment, vocabulary: Vocabulary) -> list[TableRows]:
    """Read every table of a programme; a table goes on with the section of the one right before it."""
    parts = _code_parts(segment.blocks)
    kind = "other"
    section: str | None = None
    found: list[TableRows] = []
    for number, block in enumerate(segment.blocks):
        if isinstance(block, Heading):
            kind = part_kind(block) if block.level or part_kind(block) != "other" else kind
            section = section_before_table(block.text, section, in_objectives=False)
            continue
        table = block if isinstance(block, Table) else _coded_paragraph(block, number, parts)
        if table is None:
            section = _section_after(block, section, in_objectives=kind == "objectives")
            continue
        rows = read_rows(
            table,
            section=section,
            parts=parts,
            join=lambda text: vocabulary.join(text)[0],
            in_objectives=kind == "objectives",
        )
        section = rows.section
        if rows.rows or rows.oddities:
            is_plan = rows.is_plan or (kind == "plan" and rows.n_grade_columns < 2)
            found.append(replace(rows, is_plan=is_plan))
    return found


def _section_after(block: Block, section: str | None, *, in_objectives: bool) -> str | None:
    if not isinstance(block, Paragraph) or block.is_note:
        return section
    return section_before_table(block.text, section, in_objectives=in_objectives)


def _coded_paragraph(block: Block, number: int, parts: int | None) -> Table | None:
    """Take a paragraph that begins with a code as a table of one cell (lists of objectives, PDF lines)."""
    if not isinstance(block, Paragraph) or block.is_note or not _STARTS_WITH_CODE.match(block.text):
        return None
    if explains_codes(block.text):
        return None
    pieces = split_cell(block.text, parts=parts)
    if not pieces or pieces[0].code is None or (pieces[0].code.count(".") == 2 and parts != 3):
        return None
    cell = Cell(block.text, 0, 0, anchor=block.anchor)
    return Table(((cell,),), f"paragraph {number + 1}", block.anchor)


def _code_parts(blocks: Iterable[Block]) -> int | None:
    three = four = 0
    for block in blocks:
        if isinstance(block, Table):
            counts = count_code_shapes(block)
            three, four = three + counts[0], four + counts[1]
    if three + four < 4:
        return None
    return 4 if four >= three else 3


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTERS = re.compile(r"[^\W\d_]")
_N_TEXTS_FOR_LANGUAGE = 80


def _script(text: str) -> str:
    latin_or_cyrillic = len(_LETTERS.findall(text))
    return "latin" if 2 * len(_CYRILLIC.findall(text)) < latin_or_cyrillic else "cyrillic"


def _by_script(texts: Sequence[str], default: str) -> dict[str, str]:
    """Return the usual language of a programme's objectives in Cyrillic and in Latin letters."""
    split: dict[str, list[str]] = {"cyrillic": [], "latin": []}
    for text in texts:
        split[_script(text)].append(text)
    step = {script: len(some) // _N_TEXTS_FOR_LANGUAGE + 1 for script, some in split.items()}
    return {script: majority_language(some[:: step[script]]) or default for script, some in split.items()}


@dataclass(slots=True)
class _ObjectiveWriter:
    """Turns rows into objectives: ids, languages, flags, and what the long-term plan only refers to."""

    programme: SubjectProgramme
    languages: Mapping[str, str]
    objectives: list[Objective] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    _texts_by_code: dict[str, set[str]] = field(default_factory=dict)
    _codes_by_text: dict[str, str] = field(default_factory=dict)
    _where: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def write_table(self, rows: Sequence[ObjectiveRow]) -> None:
        for row in rows:
            code, key = row.piece.code or "", squeeze(row.piece.text)
            flags = list(row.piece.flags)
            if code in self._texts_by_code:
                flags.append("repeat-exact" if key in self._texts_by_code[code] else "code-repeated")
            if row.column_grade is not None and row.column_grade != int(code.split(".")[0]):
                flags.append("grade-differs")
            if self._jumps(code):
                flags.append("number-jump")
            self._remember(code, key, row)
            self._add(row, "objectives", flags, row.section, row.subsection)

    def _remember(self, code: str, key: str, row: ObjectiveRow) -> None:
        self._texts_by_code.setdefault(code, set()).add(key)
        self._codes_by_text.setdefault(key, code)
        self._where.setdefault(code, (row.section, row.subsection))

    def _jumps(self, code: str) -> bool:
        """Tell a number far beyond the one before it ('6.3.3.13' after '6.3.2.1'): a slip or a lost part."""
        prefix, number = code.rsplit(".", 1)
        before, self._numbers[prefix] = self._numbers.get(prefix, 0), int(number)
        return int(number) - before > 5

    def write_plan(self, rows: Sequence[ObjectiveRow]) -> None:
        """Keep the rows of the plan that say something else than the table of objectives."""
        seen: set[tuple[str, str]] = set()
        uses: Counter[str] = Counter()
        has_table = bool(self._texts_by_code)
        for row in rows:
            code, key = row.piece.code or "", squeeze(row.piece.text)
            known = self._texts_by_code.get(code, set())
            if key in known or (code, key) in seen or (not key and known):
                continue
            seen.add((code, key))
            uses[code] += 1
            flags = [*row.piece.flags, *self._plan_flags(code, key, has_table=has_table)]
            if uses[code] > 1:
                flags.append("code-repeated")
            section, subsection = self._where.get(code, (None, None))
            self._add(row, "long_term_plan", flags, section, subsection)

    def _plan_flags(self, code: str, key: str, *, has_table: bool) -> list[str]:
        flags = []
        if code in self._texts_by_code:
            flags.append("plan-other-text")
        elif has_table:
            flags.append("plan-only")
        if self._codes_by_text.get(key, code) != code and key:
            flags.append("plan-other-code")
        return flags

    def _add(
        self, row: ObjectiveRow, place: str, flags: list[str], section: str | None, subsection: str | None
    ) -> None:
        piece, programme = row.piece, self.programme
        code = piece.code or ""
        language = self._language_of(piece.text)
        text, restored = restore_yo(piece.text, language)
        flags += _text_flags(piece.raw, piece.text, language, restored=restored)
        objective = Objective(
            id=self._new_id(code),
            language=language,
            subject=programme.subject,
            subject_id=programme.subject_id,
            subject_area=programme.subject_area,
            grade=int(code.split(".")[0]),
            code=code,
            code_raw=piece.code_raw,
            section=section,
            subsection=subsection,
            text=text,
            place=place,
            appendix=programme.appendix,
            raw=piece.raw,
            anchor=row.anchor or programme.anchor,
            programme=programme.id,
            flags=tuple(dict.fromkeys(flags)),
        )
        self.objectives.append(objective)
        self._note(objective, row.place)

    def _note(self, objective: Objective, place: str) -> None:
        detail = f"{objective.code_raw} {objective.text}"
        for flag in objective.flags:
            severity = "doubt" if flag in _DOUBTS else "note"
            self.oddities.append(Oddity(flag, f"{self.programme.id}: {place}", detail, severity))

    def _language_of(self, text: str) -> str:
        """Detect the language; the usual one of the script wins unless the text speaks clearly."""
        usual = self.languages[_script(text)]
        scores = language_scores(text)
        best = max(scores, key=lambda language: scores[language], default=usual)
        if best == usual or scores[best] < 1.5 * scores.get(usual, 0.0) + 1.0:
            return usual or best
        return best

    def _new_id(self, code: str) -> str:
        n_uses = self._uses[code] = self._uses.get(code, 0) + 1
        return f"{self.programme.id}:{code}" + (f"~{n_uses}" if n_uses > 1 else "")


def _text_flags(raw: str, text: str, language: str, *, restored: bool) -> list[str]:
    tests = {
        "yo-restored": restored,
        "letters-lost": language == "tg" and has_lost_letters(text),
        "word-joined": "\n" in raw and text not in clean_text(raw),
        "text-cut": text.endswith(","),
    }
    return [flag for flag, holds in tests.items() if holds]

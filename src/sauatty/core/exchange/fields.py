"""Rows of spreadsheets and of JSON → objectives: column names in three languages, grades, codes, languages.

A row is read as it stands: what is unclear stays empty and is flagged, a label of language is checked against
the letters, and no row is dropped without an oddity that says where it stood.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sauatty.core.errors import NothingFound
from sauatty.core.exchange.codes import normalise_code, split_cell
from sauatty.core.exchange.subjects import load_subjects
from sauatty.core.languages import clean_text, language_scores, majority_language
from sauatty.core.records import CurriculumDocument, Edition, Objective, Oddity, SubjectProgramme

# Our own keys come first; the others are what exports, schools and CASE tools write.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "learning outcome id", "competence statement id", "ид", "идентификатор"),
    "text": (
        "text", "objective", "learning objective", "full statement", "fullstatement", "description",
        "statement", "learning outcome", "competence statement", "цель обучения", "цели обучения", "цель",
        "текст", "формулировка", "ожидаемый результат", "описание", "оқу мақсаты", "оқу мақсаттары", "мақсат",
        "мәтін", "мәтіні", "күтілетін нәтиже", "сипаттама", "name",
    ),
    "text_kk": ("kk", "kz", "text kk", "қазақша", "на казахском"),
    "text_ru": ("ru", "text ru", "орысша", "на русском", "русский"),
    "text_en": ("en", "text en", "ағылшынша", "на английском", "english"),
    "code": ("code", "human coding scheme", "humancodingscheme", "код", "коды", "шифр"),
    "code_raw": ("code raw",),
    "grade": (
        "grade", "grades", "class", "year", "education level", "educationlevel", "educational level",
        "educationallevel", "класс", "классы", "сынып", "сыныбы", "сыныптар",
    ),
    "subject": ("subject", "subject name", "предмет", "учебный предмет", "пән", "оқу пәні", "пәннің атауы"),
    "subject_id": ("subject id",),
    "subject_area": (
        "subject area", "area", "образовательная область", "область", "білім беру саласы", "білім саласы",
        "competence area name",
    ),
    "language": ("language", "lang", "язык", "язык обучения", "тіл", "тілі", "оқыту тілі"),
    "section": ("section", "раздел", "бөлім", "сквозная тема", "competence name", "section number"),
    "subsection": ("subsection", "подраздел", "бөлімше", "topic", "тема", "тақырып", "subsection number"),
    "place": ("place",),
    "appendix": ("appendix", "appendix number", "приложение", "қосымша"),
    "quality": ("quality",),
    "raw": ("raw",),
    "anchor": ("anchor",),
    "programme": ("programme", "program", "программа", "бағдарлама"),
    "flags": ("flags",),
}  # fmt: skip
_FIELDS = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_LANGUAGES = {
    "kk": "kk", "kz": "kk", "kaz": "kk", "қазақ": "kk", "қазақша": "kk", "казахский": "kk", "kazakh": "kk",
    "ru": "ru", "rus": "ru", "русский": "ru", "орыс": "ru", "орысша": "ru", "russian": "ru",
    "en": "en", "eng": "en", "english": "en", "английский": "en", "ағылшын": "en",
    "de": "de", "deu": "de", "german": "de", "немецкий": "de", "tg": "tg", "tgk": "tg",
}  # fmt: skip
# A spreadsheet that took the code 8.3.4 for a day.
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d(?:[ T]00:00(?::00)?)?")
_NUMERIC_CODE = re.compile(r"[\d\s.,\u00a0\u200b*]+")
_OWN_KEYS = frozenset(("id", "language", "text", "place", "quality"))
_SURROGATES = re.compile("[\ud800-\udfff]")
_DOUBTS = frozenset(
    ("code-became-date", "grade-other-than-code", "grade-unclear", "grade-several", "language-label-differs")
)


@dataclass(slots=True)
class RowsRead:
    """Objectives and oddities gathered so far, and how often each id was given."""

    objectives: list[Objective] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, place: str, detail: str = "", severity: str = "doubt") -> None:
        """Remember something unusual."""
        self.oddities.append(Oddity(kind, place, detail[:200], severity))


def field_of(header: object) -> str | None:
    """Return our name of a column ('text', 'code', …) by its heading in kk, ru or en; None if unknown."""
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", as_text(header)).casefold()).strip()
    return _FIELDS.get(words)


def as_text(value: object) -> str:
    """Write a cell as text: whole floats without '.0', days in ISO form, lone surrogates as U+FFFD."""
    if value is None:
        return ""
    if isinstance(value, bool | datetime.date):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value if isinstance(part, str | int | float))
    if isinstance(value, Mapping):
        title = value.get("title", "")
        return title if isinstance(title, str) else ""
    return _SURROGATES.sub("\ufffd", str(value))


def read_row(row: Mapping[str, object], place: str, into: RowsRead) -> None:
    """Add the objectives of one row; `row` has our own field names, `place` names it to a reader."""
    texts = [(row.get("text"), "")]
    if not as_text(row.get("text")).strip():
        texts = [(row.get(f"text_{language}"), language) for language in ("kk", "ru", "en")]
    written = [(as_text(text), language) for text, language in texts if as_text(text).strip()]
    if not written and any(as_text(value).strip() for value in row.values()):
        into.note("row-without-text", place, " | ".join(map(as_text, row.values())))
    for text, language in written:
        fields = {**row, "language": language} if language else row
        for objective in _objectives(fields, text):
            _add(objective, place, into)


def _objectives(row: Mapping[str, object], text: str) -> Iterable[Objective]:
    has_code = as_text(row.get("code")).strip() or as_text(row.get("code_raw")).strip()
    pieces = split_cell(text) if not has_code and re.match(r"\s*\d", text) else ()
    if not any(piece.code for piece in pieces):
        yield _objective(row, text, as_text(row.get("code")), ())
        return
    for piece in pieces:
        fields = {**row, "id": row.get("id") if len(pieces) == 1 else "", "raw": piece.raw}
        yield _objective(fields, piece.text, piece.code_raw or "", piece.flags)


def _objective(row: Mapping[str, object], text: str, code_cell: str, flags: tuple[str, ...]) -> Objective:
    is_own = row.keys() >= _OWN_KEYS
    code, code_flags = (clean_text(code_cell) or None, ()) if is_own else _read_code(code_cell)
    grade, grade_flags = read_grade(row.get("grade"), code)
    language, language_flags = _read_language(as_text(row.get("language")), text, is_own)
    found = (*_stored_flags(row.get("flags")), *flags, *code_flags, *grade_flags, *language_flags)
    clean = {name: clean_text(as_text(row.get(name))) for name in COLUMNS}
    if not is_own:
        _place_subject(clean)
    return Objective(
        id=clean["id"],
        language=language,
        subject=clean["subject"],
        subject_id=clean["subject_id"] or None,
        subject_area=clean["subject_area"] or None,
        grade=grade,
        code=code,
        code_raw=clean["code_raw"] or clean_text(code_cell) or None,
        section=clean["section"] or None,
        subsection=clean["subsection"] or None,
        text=clean_text(text),
        place=clean["place"] or "objectives",
        appendix=clean["appendix"] or None,
        quality=clean["quality"] or "clean",
        raw=as_text(row.get("raw")),
        anchor=clean["anchor"] or None,
        programme=clean["programme"] or None,
        flags=tuple(dict.fromkeys(found)),
    )


def _place_subject(fields: dict[str, str]) -> None:
    """Fill in the subject's id and learning area from its name, where the row leaves them empty."""
    subject = load_subjects().named(fields["subject"]) if fields["subject"] else None
    if subject is not None:
        fields["subject_id"] = fields["subject_id"] or subject.id
        fields["subject_area"] = fields["subject_area"] or subject.area


def _stored_flags(cell: object) -> tuple[str, ...]:
    return tuple(re.split(r"[\s,;]+", as_text(cell).strip())) if as_text(cell).strip() else ()


def _read_code(cell: str) -> tuple[str | None, tuple[str, ...]]:
    printed = clean_text(cell)
    if not printed:
        return None, ()
    if _DATE.fullmatch(printed):
        return None, ("code-became-date",)
    normal = normalise_code(cell) if _NUMERIC_CODE.fullmatch(cell) else None
    return (normal.code, normal.flags) if normal else (printed, ())


def read_grade(cell: object, code: str | None) -> tuple[int | None, tuple[str, ...]]:
    """Read a grade ('7', '7 класс', '06', 'KG') and compare it with the code; doubts come back as flags.

    Several grades ('09,10') give none, unless the code names one: a wrong grade would be counted.
    """
    written = as_text(cell)
    numbers = [int(number) for number in re.findall(r"\d{1,9}", written)]
    matched = re.match(r"(\d{1,2})(?:\.\d{1,2}){2,3}$", code or "")
    by_code = int(matched[1]) if matched else None
    if re.fullmatch(r"\s*(?:KG?|Pre-?K)\s*", written, re.IGNORECASE):
        return 0, ()
    if not numbers:
        return by_code, ("grade-unclear",) if written.strip() else ()
    if len(numbers) > 1:
        return by_code, ("grade-several",)
    if numbers[0] > 20:
        return by_code, ("grade-unclear",)
    return numbers[0], ("grade-other-than-code",) if by_code not in (None, numbers[0]) else ()


def _read_language(label: str, text: str, is_own: bool) -> tuple[str, tuple[str, ...]]:
    """Take the label where the letters do not speak against it; an empty language is filled in later."""
    words = label.casefold().replace("-", " ").split()
    told = _LANGUAGES.get(words[0], words[0] if len(words[0]) == 2 else "") if words else ""
    if is_own and told:
        return told, ()
    scores = language_scores(text)
    best = max(scores, key=lambda language: scores[language]) if scores else ""
    is_clear = bool(best) and scores[best] >= 1.0 and scores[best] > 2 * scores.get(told, 0.0)
    if told and not is_clear:
        return told, ()
    if told and best != told:
        return best, ("language-label-differs",)
    return (best if is_clear else ""), ()


def _add(objective: Objective, place: str, into: RowsRead) -> None:
    flags = objective.flags
    wanted = objective.id or ":".join(filter(None, (objective.programme, objective.code)))
    name = wanted or f"row-{len(into.objectives) + 1}"
    into.ids[name] = into.ids.get(name, 0) + 1
    if into.ids[name] > 1:
        flags = (*flags, "id-repeated" if objective.id else "code-repeated")
        name = f"{name}~{into.ids[name]}"
    for flag in flags:
        into.note(flag, place, objective.text[:80], "doubt" if flag in _DOUBTS else "note")
    into.objectives.append(replace(objective, id=name, flags=tuple(dict.fromkeys(flags))))


def finish_rows(
    read: RowsRead, *, source: str, format: str, kind: str = "table", title: str = ""
) -> CurriculumDocument:
    """Make the document of all rows: languages filled in, programmes told apart by subject and language.

    Raises
    ------
    NothingFound
        No row held an objective.
    """
    if not read.objectives:
        raise NothingFound(name=source, detail=format)
    majority = majority_language(objective.text for objective in read.objectives)
    objectives = tuple(row if row.language else replace(row, language=majority) for row in read.objectives)
    return CurriculumDocument(
        source=source,
        format=format,
        kind=kind,
        language=majority or objectives[0].language,
        edition=Edition(),
        programmes=_programmes(objectives, title),
        objectives=objectives,
        oddities=tuple(read.oddities),
    )


def _programmes(objectives: Iterable[Objective], title: str) -> tuple[SubjectProgramme, ...]:
    groups: dict[tuple[str, str], list[Objective]] = {}
    for objective in objectives:
        group = objective.programme or objective.subject_id or objective.subject or title
        groups.setdefault((group, objective.language), []).append(objective)
    return tuple(_programme(name, language, rows, title) for (name, language), rows in groups.items())


def _programme(name: str, language: str, rows: list[Objective], title: str) -> SubjectProgramme:
    first = rows[0]
    return SubjectProgramme(
        id=name if first.programme else f"{name or 'table'}-{language}",
        title=first.subject or title,
        subject=first.subject or title,
        subject_id=first.subject_id,
        subject_area=first.subject_area,
        grades=tuple(sorted({row.grade for row in rows if row.grade is not None})),
        language=language,
        appendix=first.appendix,
    )

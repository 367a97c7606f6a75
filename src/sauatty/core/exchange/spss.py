"""Responses → SPSS (.sav): numbers with labels in a chosen language, and the codebook of them.

Choices become numbers: their own where every code of a question is one, otherwise their place. A question with
several answers becomes one 0/1 variable for each choice, a ranking the place of each choice. What nobody answered is
system-missing. The codebook says which variable and number stand for which question and code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sauatty.core.catalogue.expressions import is_date, is_number, selected_codes
from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import words
from sauatty.core.errors import ExtraMissing
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable

LONGEST_NAME = 64  # bytes, as of SPSS: names, labels of variables, of values, of the file; texts
LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_FILE_LABEL, LONGEST_TEXT = 256, 120, 64, 32_000
CODEBOOK_COLUMNS = ("variable", "question", "label", "type", "value", "code", "value label", "competences")
_RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
FORMATS = {"coded": "F8.0", "taken": "F8.0", "place": "F8.0", "date": "DATE11"}
_DAYS_WRITTEN = b"01 Jan 0000:00:00"  # the day of writing would make other bytes of the same responses
_DAY_AT = 92
_FIRST_DAY = date(1582, 10, 14)  # SPSS counts dates in seconds from here
_YES_NO = (Translated("Жоқ", "Нет", "No"), Translated("Иә", "Да", "Yes"))
_ABOUT = {
    "id": Translated("Жауап нөмірі", "Номер ответа", "Number of the response"),
    "language": Translated("Жауап тілі", "Язык ответа", "Language of the response"),
    "day": Translated("Жауап берілген күн", "День ответа", "Day of the response"),
    "weight": Translated("Салмақ", "Вес", "Weight"),
}
_CODED = frozenset({"single", "scale", "matrix", "region"})


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a file: the answer `answer` to a question, or what it says of one choice (`code`).

    `kind` is 'coded', 'taken' (0/1), 'place' (in a ranking), 'number', 'date' or 'text'; `values` maps codes to
    numbers, `labels` numbers to words.
    """

    name: str
    label: str
    kind: str
    answer: str
    question: str = ""
    code: str = ""
    values: Mapping[str, int] = field(default_factory=dict, hash=False)
    labels: Mapping[int, str] = field(default_factory=dict, hash=False)
    measure: str = "nominal"
    competences: tuple[str, ...] = ()


def write_sav(table: ResponseTable, instrument: Instrument, language: str) -> bytes:
    """Return responses as an SPSS file; the same responses give the same bytes.

    Texts longer than SPSS holds go on in variables of their own; labels longer than SPSS holds are cut, and stand
    whole in the codebook.

    Raises
    ------
    ExtraMissing
        The packages that write such files are not installed.
    """
    pyreadstat, pandas = _packages()
    written = dict(_columns(table, instrument, language))
    frame = pandas.DataFrame(
        {one.name: pandas.Series(column, dtype="object") for one, column in written.items()}
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "responses.sav"
        pyreadstat.write_sav(
            frame.astype({one.name: "float64" for one in written if one.kind != "text"}),
            str(path),
            file_label=_cut(instrument.title.text(language), LONGEST_FILE_LABEL),
            column_labels=[_cut(one.label, LONGEST_LABEL) for one in written],
            row_compress=True,
            variable_value_labels={one.name: _value_labels(one) for one in written if one.labels},
            variable_measure={one.name: one.measure for one in written},
            variable_format={one.name: FORMATS[one.kind] for one in written if one.kind in FORMATS},
        )
        return _without_day(path.read_bytes())


def check_installed() -> None:
    """Raise ExtraMissing where the packages that write SPSS files are not installed; they are not loaded for it."""
    if find_spec("pandas") is None or find_spec("pyreadstat") is None:
        raise _missing()


def _missing() -> ExtraMissing:
    command = "pip install 'sauatty[spss]'"
    return ExtraMissing(what="SPSS files (.sav)", package="pyreadstat", command=command)


def _packages() -> tuple[Any, Any]:
    try:
        import pandas
        import pyreadstat
    except ImportError as error:
        raise _missing() from error
    return pyreadstat, pandas


def _without_day(content: bytes) -> bytes:
    end = _DAY_AT + len(_DAYS_WRITTEN)
    return content[:_DAY_AT] + _DAYS_WRITTEN + content[end:]


def _value_labels(one: Variable) -> dict[float, str]:
    return {float(number): _cut(label, LONGEST_VALUE_LABEL) for number, label in one.labels.items()}


def _cut(text: str, longest: int) -> str:
    """Cut a text to as many bytes of UTF-8 as SPSS holds, never inside a letter."""
    plain = " ".join(text.split())
    if len(plain.encode()) <= longest:
        return plain
    return plain.encode()[: longest - 3].decode(errors="ignore").rstrip() + "…"


# --- variables ---


def variables(
    instrument: Instrument, language: str, table: ResponseTable | None = None
) -> tuple[Variable, ...]:
    """Return the variables of an instrument, in its order.

    Parameters
    ----------
    table : ResponseTable, optional
        Codes in it that the instrument does not know get numbers behind the known ones, with themselves as label.
    """
    taken = set(_ABOUT)
    found = []
    for question in instrument.questions:
        for one in _of_question(question, language, table):
            found.append(replace(one, name=_free_name(one.name, taken)))
    return tuple(found)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a name as SPSS takes it: letters, digits, '_' and '.', a letter first, none twice."""
    plain = re.sub(r"[^A-Za-z0-9_.]", "_", wanted).rstrip(".") or "v"
    plain = plain if plain[0].isalpha() and plain.lower() not in _RESERVED else f"v_{plain}"
    name, number = plain[:LONGEST_NAME], 2
    while name.lower() in taken:
        name, number = f"{plain[: LONGEST_NAME - 6]}_{number}", number + 1
    taken.add(name.lower())
    return name


def _of_question(question: Question, language: str, table: ResponseTable | None) -> Iterator[Variable]:
    text = question.text.text(language)
    choices = _choices(question)
    own = [name for name in question.names if name != f"{question.id}_{OTHER}" or not question.allow_other]
    if question.kind in {"multiple", "ranking"}:
        yield from _of_choices(question, text, choices, language)
    elif question.kind in _CODED:
        labels = {f"{question.id}_{row.code}": row for row in question.rows}
        for name in own:
            row = labels.get(name)
            label = f"{text} – {row.label.text(language)}" if row else text
            competences = row.competences if row else question.competences
            values, shown = _numbers(choices, language, table.column(name) if table else ())
            yield Variable(
                name, label, "coded", name, question.id, values=values, labels=shown, competences=competences,
                measure="nominal" if question.kind in {"single", "region"} else "ordinal",
            )  # fmt: skip
    else:
        kind = question.kind if question.kind in {"number", "date"} else "text"
        for name in own:
            measure = "scale" if kind in {"number", "date"} else "nominal"
            yield Variable(
                name, text, kind, name, question.id, measure=measure, competences=question.competences
            )
    if question.allow_other:
        label = f"{text} – {words('surveys')['other'].text(language)}"
        yield Variable(f"{question.id}_{OTHER}", label, "text", f"{question.id}_{OTHER}", question.id)


def _of_choices(
    question: Question, text: str, choices: Sequence[Choice], language: str
) -> Iterator[Variable]:
    """Give one variable for each choice: whether it was taken, or in which place it stands."""
    is_set = question.kind == "multiple"
    labels = {number: word.text(language) for number, word in enumerate(_YES_NO)} if is_set else {}
    for choice in choices:
        yield Variable(
            f"{question.id}__{choice.code}", f"{text} – {choice.label.text(language)}", "taken" if is_set else "place",
            question.id, question.id, choice.code, labels=labels, measure="nominal" if is_set else "ordinal",
            competences=choice.competences or question.competences,
        )  # fmt: skip


def _choices(question: Question) -> tuple[Choice, ...]:
    choices = question.choices
    if question.kind == "region" and not choices:
        choices = tuple(Choice(one.id, one.name) for one in load_regions().regions)
    return (*choices, Choice(OTHER, words("surveys")["other"])) if question.allow_other else choices


def _numbers(
    choices: Sequence[Choice], language: str, column: Iterable[str]
) -> tuple[dict[str, int], dict[int, str]]:
    """Return the number of each code, and the label of each number."""
    codes = [one.code for one in choices]
    known = [code for code in codes if code != OTHER]
    are_numbers = bool(known) and all(re.fullmatch(r"0|-?[1-9]\d{0,8}", code) for code in known)
    values: dict[str, int] = {code: int(code) for code in known} if are_numbers else {}
    for code in (*codes, *sorted({one for one in column if one} - set(codes))):
        values.setdefault(code, max(values.values(), default=0) + 1)
    labels = {values[one.code]: one.label.text(language) or one.code for one in choices}
    return values, labels | {number: code for code, number in values.items() if number not in labels}


def _about(table: ResponseTable, language: str) -> list[Variable]:
    kinds = {"id": "text", "language": "text", "day": "date", "weight": "number"}
    is_there = {"id": True, "language": any(table.languages), "day": any(table.days)}
    is_there["weight"] = any(weight != 1 for weight in table.weights)
    return [
        Variable(
            key, _ABOUT[key].text(language), kind, key, measure="scale" if kind == "number" else "nominal"
        )
        for key, kind in kinds.items()
        if is_there[key]
    ]


# --- values ---


def _columns(
    table: ResponseTable, instrument: Instrument, language: str
) -> Iterator[tuple[Variable, list[Any]]]:
    """Give every variable with its values; what a text has beyond the longest goes on in variables of their own."""
    wanted = [*_about(table, language), *variables(instrument, language, table)]
    taken = {one.name.lower() for one in wanted}
    for one in wanted:
        first, *more = _column(one, table)
        yield one, first
        for number, part in enumerate(more, 2):
            yield replace(one, name=_free_name(f"{one.name[:56]}_part{number}", taken)), part


def _column(one: Variable, table: ResponseTable) -> Sequence[list[Any]]:
    """Return the values of a variable; a text that is too long for SPSS in several columns."""
    if not one.question:
        own = {"id": table.ids, "language": table.languages, "day": table.days}
        column = own.get(one.answer) or tuple(str(weight) for weight in table.weights)
    else:
        column = table.column(one.answer)
    if one.kind == "text":
        return _texts(column)
    return ([_value(one, cell) for cell in column],)


def _value(one: Variable, cell: str) -> float:
    if not cell.strip():
        return nan
    if one.kind == "taken":
        return float(one.code in selected_codes(cell))
    if one.kind == "place":
        places = selected_codes(cell)
        return float(places.index(one.code) + 1) if one.code in places else nan
    if one.kind == "date":
        return float((date.fromisoformat(cell) - _FIRST_DAY).days * 86_400) if is_date(cell) else nan
    if one.kind == "number":
        return float(cell) if is_number(cell) else nan
    return float(one.values[cell]) if cell in one.values else nan


def _texts(column: Sequence[str]) -> tuple[list[str], ...]:
    """Cut texts into parts that SPSS holds, never inside a letter; most have one."""
    parts: list[list[str]] = [[]]
    for number, text in enumerate(column):
        pieces = _pieces(text)
        while len(parts) < len(pieces):
            parts.append([""] * number)
        for at, part in enumerate(parts):
            part.append(pieces[at] if at < len(pieces) else "")
    return tuple(parts)


def _pieces(text: str) -> list[str]:
    raw = text.replace("\x00", "").encode(errors="replace")
    if len(raw) <= LONGEST_TEXT:
        return [raw.decode()]
    pieces = []
    while raw:
        piece = raw[:LONGEST_TEXT].decode(errors="ignore")
        pieces.append(piece)
        raw = raw[len(piece.encode()) :]
    return pieces


# --- the codebook ---


def codebook_rows(instrument: Instrument, language: str) -> list[list[str]]:
    """Return the codebook of a file as a table with a header: a row for each variable, and one for each value."""
    rows = [list(CODEBOOK_COLUMNS)]
    for one in variables(instrument, language):
        start = [one.name, one.question, one.label, one.kind]
        rows.append([*start, "", one.code, "", ";".join(one.competences)])
        codes = {number: code for code, number in one.values.items()}
        rows += [
            [*start, str(number), codes.get(number, ""), label, ""] for number, label in one.labels.items()
        ]
    return rows


def multiple_response_sets(instrument: Instrument, language: str) -> str:
    """Return the SPSS commands that join 0/1 variables to sets of answers; a .sav file written here holds no sets."""
    lines = []
    by_question: dict[str, list[Variable]] = {}
    for one in variables(instrument, language):
        if one.kind == "taken":
            by_question.setdefault(one.question, []).append(one)
    for name, parts in by_question.items():
        label = _cut(parts[0].label.rpartition(" – ")[0], LONGEST_LABEL).replace("'", "''")
        names = " ".join(one.name for one in parts)
        lines.append(
            f"MRSETS /MDGROUP NAME=${name} CATEGORYLABELS=VARLABELS VARIABLES={names} VALUE=1 LABEL='{label}'."
        )
    return "\n".join(lines) + "\n" if lines else ""

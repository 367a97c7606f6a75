"""Responses as data for research: chosen columns under pseudonyms of this export alone, with labels and a codebook."""

import csv
import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO

from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question, Section
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.exchange.response_header import DAY, LANGUAGE
from sauatty.core.exchange.responses import response_columns, response_rows
from sauatty.core.exchange.spss import codebook_rows, multiple_response_sets, write_sav
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.languages import Translated
from sauatty.core.records import CodedAnswer, ResponseTable

PSEUDONYM = 16
GRADE, PARTS = "grade", "parts"
CODES_HEAD = ["response", "question", "grade", "parts", "source"]
_GRADED = (
    Translated("{} – баға", "{} – оценка", "{} – grade"),
    Translated("{} – көрсетілген бөліктер", "{} – показанные части", "{} – parts shown"),
)


def pseudonym(key: bytes, response: str) -> str:
    """Return the pseudonym of a response in one export.

    The key is made for the export and kept nowhere: two exports cannot be joined, and nobody can go back from a
    pseudonym to a response, not even who made the export.

    Examples
    --------
    >>> pseudonym(b"one", "r1") == pseudonym(b"one", "r1"), pseudonym(b"one", "r1") == pseudonym(b"two", "r1")
    (True, False)
    """
    return hmac.new(key, response.encode(), hashlib.sha256).hexdigest()[:PSEUDONYM]


def free_texts(instrument: Instrument) -> tuple[str, ...]:
    """Return the names of the answers in people's own words, those of 'other' among them."""
    return tuple(
        name
        for question in instrument.questions
        for name in question.names
        if question.kind in ("short", "long") or name == f"{question.id}_{OTHER}"
    )


def research_table(
    table: ResponseTable, names: Collection[str], key: bytes, *, with_language: bool = True
) -> ResponseTable:
    """Return the chosen columns under pseudonyms, in the order of these.

    Days, weights and the ids that respondents have on their devices stay behind, and so does the order.
    """
    marked = sorted((pseudonym(key, one), at) for at, one in enumerate(table.ids))
    places = [at for _mark, at in marked]

    def of(column: Sequence[str]) -> tuple[str, ...]:
        return tuple(column[at] for at in places)

    return ResponseTable(
        ids=tuple(mark for mark, _at in marked),
        columns={name: of(column) for name, column in table.columns.items() if name in names},
        languages=of(table.languages) if with_language and table.languages else (),
        source=table.source,
    )


def research_instrument(
    instrument: Instrument, names: Collection[str], *, grouped: Mapping[str, Translated] | None = None
) -> Instrument:
    """Return the instrument with the questions of the chosen columns only.

    `grouped` gives the codes under which rare answers were taken together, with their labels.
    """
    extra = tuple(Choice(code, label) for code, label in (grouped or {}).items())
    sections = [
        replace(section, questions=tuple(_kept(one, names, extra) for one in section.questions if _is_in(one, names)))
        for section in instrument.sections
    ]  # fmt: skip
    return replace(instrument, sections=tuple(one for one in sections if one.questions))


def _is_in(question: Question, names: Collection[str]) -> bool:
    return any(name in names for name in question.names)


def _kept(question: Question, names: Collection[str], extra: tuple[Choice, ...]) -> Question:
    has_other = question.allow_other and f"{question.id}_{OTHER}" in names
    found = replace(
        question, rows=tuple(row for row in question.rows if f"{question.id}_{row.code}" in names)
    )
    if question.allow_other and not has_other:
        # The choice 'other' stays, its text goes.
        known = any(one.code == OTHER for one in found.choices)
        other = () if known else (Choice(OTHER, Translated("Басқа", "Другое", "Other")),)
        found = replace(found, allow_other=False, choices=(*found.choices, *other))
    if extra and question.is_quasi_identifier and question.kind in ("single", "scale", "region"):
        found = replace(found, kind="single", choices=(*_listed(found), *extra))
    return found


def _listed(question: Question) -> tuple[Choice, ...]:
    if question.choices or question.kind != "region":
        return question.choices
    return tuple(Choice(one.id, one.name) for one in load_regions().regions)


def with_codes(
    table: ResponseTable, instrument: Instrument, codes: Iterable[CodedAnswer], grades: Sequence[Translated]
) -> tuple[ResponseTable, Instrument]:
    """Return table and instrument with what people agreed on about the open answers: a grade, and the parts."""
    by_question: dict[str, dict[str, CodedAnswer]] = {}
    for one in codes:
        if one.grade is not None:
            by_question.setdefault(one.question, {})[one.response] = one
    columns, questions = dict(table.columns), []
    for name, found in by_question.items():
        asked = instrument.question(name)
        if asked is not None:
            columns[f"{name}_{GRADE}"] = tuple(_grade(found.get(one)) for one in table.ids)
            columns[f"{name}_{PARTS}"] = tuple(_parts(found.get(one)) for one in table.ids)
            questions += _coded_questions(asked, found.values(), grades)
    section = Section("codes", Translated("Кодтар", "Коды", "Codes"), tuple(questions))
    sections = (*instrument.sections, section) if questions else instrument.sections
    return replace(table, columns=columns), replace(instrument, sections=sections)


def _grade(code: CodedAnswer | None) -> str:
    return "" if code is None else str(code.grade)


def _parts(code: CodedAnswer | None) -> str:
    return "" if code is None else " ".join(code.parts)


def _coded_questions(
    asked: Question, codes: Iterable[CodedAnswer], grades: Sequence[Translated]
) -> list[Question]:
    texts = [
        Translated(*(getattr(text, code).format(asked.text.text(code)) for code in ("kk", "ru", "en")))
        for text in _GRADED
    ]
    parts = sorted({part for one in codes for part in one.parts})
    levels = tuple(Choice(str(grade), label) for grade, label in enumerate(grades))
    return [
        Question(f"{asked.id}_{GRADE}", "scale", texts[0], choices=levels),
        Question(
            f"{asked.id}_{PARTS}", "multiple", texts[1],
            choices=tuple(Choice(one, Translated(one, one, one)) for one in parts),
        ),
    ]  # fmt: skip


# --- files -----------------------------------------------------------------------------------------------


def research_files(
    table: ResponseTable, instrument: Instrument, language: str, *, with_spss: bool
) -> dict[str, bytes]:
    """Return the files of an export by name: codes, labels, codebook, and an SPSS file where it is wanted.

    Raises
    ------
    ExtraMissing
        If the package that writes SPSS files is not installed.
    """
    files = {
        "responses.csv": _csv(_without_empty(table, instrument)),
        f"responses-labels-{language}.csv": _csv(labelled_rows(table, instrument, language)),
        f"codebook-{language}.csv": _csv(plain_codebook(instrument, language)),
    }
    codes = list(code_rows(table))
    if codes:
        files["codes.csv"] = _csv([CODES_HEAD, *codes])
    if with_spss:
        files["responses.sav"] = write_sav(table, instrument, language)
        files[f"codebook-spss-{language}.csv"] = _csv(codebook_rows(instrument, language))
        sets = multiple_response_sets(instrument, language)
        files |= {"multiple-response-sets.sps": sets.encode("utf-8-sig")} if sets else {}
    return files


def _without_empty(table: ResponseTable, instrument: Instrument) -> Iterator[Sequence[str]]:
    """Yield the responses without the columns of language and day where they do not go out."""
    head = response_columns(instrument)
    gone = {name for name, column in ((LANGUAGE, table.languages), (DAY, table.days)) if not any(column)}
    places = [at for at, name in enumerate(head) if name not in gone]
    for row in (head, *response_rows(table, instrument)):
        yield [row[at] for at in places]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([guard_formula(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def code_rows(table: ResponseTable) -> Iterator[list[str]]:
    """Yield the codes that stand in a table as rows of their own, as the commands on surveys read them."""
    graded = [name.removesuffix(f"_{GRADE}") for name in table.columns if name.endswith(f"_{GRADE}")]
    for question in (one for one in graded if f"{one}_{PARTS}" in table.columns):
        parts = table.column(f"{question}_{PARTS}")
        for at, grade in enumerate(table.column(f"{question}_{GRADE}")):
            if grade:
                yield [table.ids[at], question, grade, ";".join(parts[at].split()), "agreed"]


def labelled_rows(table: ResponseTable, instrument: Instrument, language: str) -> Iterator[list[str]]:
    """Yield the responses with labels instead of codes, under the texts of the questions."""
    named = [(question, name) for question in instrument.questions for name in question.names]
    yield ["id", "language", *(_head(question, name, language) for question, name in named)]
    labels = [_labels(question, name, language) for question, name in named]
    columns = [table.column(name) for _question, name in named]
    languages = table.languages or ("",) * len(table)
    for at, mark in enumerate(table.ids):
        cells = [_told(column[at], own) for column, own in zip(columns, labels, strict=True)]
        yield [mark, languages[at], *cells]


def _head(question: Question, name: str, language: str) -> str:
    row = next((one.label.text(language) for one in question.rows if f"{question.id}_{one.code}" == name), "")
    return " – ".join(part for part in (question.text.text(language), row) if part)


def _labels(question: Question, name: str, language: str) -> dict[str, str]:
    if name == f"{question.id}_{OTHER}" and question.allow_other:
        return {}
    choices = {one.code: one.label.text(language) or one.code for one in _listed(question)}
    if question.allow_other:
        choices.setdefault(OTHER, Translated("Басқа", "Другое", "Other").text(language))
    return choices


def _told(answer: str, labels: Mapping[str, str]) -> str:
    return "; ".join(labels.get(code, code) for code in answer.split()) if labels else answer


def plain_codebook(instrument: Instrument, language: str) -> Iterator[list[str]]:
    """Yield the codebook: a row for each column, and one for each code in it."""
    yield ["column", "question", "kind", "quasi-identifier", "code", "label", "score"]
    for question in instrument.questions:
        for name in question.names:
            quasi = "yes" if question.is_quasi_identifier else ""
            yield [name, _head(question, name, language), question.kind, quasi, "", "", ""]
            if name != f"{question.id}_{OTHER}":
                for one in _listed(question):
                    score = "" if one.score is None else f"{one.score:g}"
                    yield [name, "", "", "", one.code, one.label.text(language), score]

"""What explains a pack: README and codebook in three languages, DDI-Codebook, SPSS files of the people."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from lxml import etree

from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Section
from sauatty.core.evaluation.pack import Pack, TestData
from sauatty.core.evaluation.pack_privacy import trait_check
from sauatty.core.evaluation.pack_rows import INVENTED, NO, YES, csv_bytes, marked, number_text, yes_no
from sauatty.core.evaluation.pack_tables import COLUMNS, people_columns
from sauatty.core.evaluation.pack_words import COLUMN_LABELS, HEADINGS
from sauatty.core.exchange.research_export import plain_codebook
from sauatty.core.exchange.spss import write_sav
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import ResponseTable

DDI = "ddi:codebook:2_5"
_CODEBOOK_HEAD = ("file", "column", "question", "kind", "quasi-identifier", "code", "label", "score")
_YES_NO = (
    Choice(YES, Translated("Иә", "Да", "Yes")),
    Choice(NO, Translated("Жоқ", "Нет", "No")),
)


def paper_files(
    pack: Pack, rows: Mapping[str, int], *, licence: str = "", with_spss: bool = False
) -> dict[str, bytes]:
    """Return the papers of a pack by name; `rows` counts the rows of each of its tables."""
    files = {f"README-{one}.md": _readme(pack, rows, licence, one).encode() for one in LANGUAGES}
    files |= {f"codebook-{one}.csv": csv_bytes(_CODEBOOK_HEAD, _codebook(pack, one)) for one in LANGUAGES}
    files["ddi-codebook.xml"] = ddi_codebook(pack, rows, licence)
    if licence:
        files["LICENCE.txt"] = f"{licence}\n".encode()
    if with_spss:
        table, instrument = people_as_survey(pack)
        files |= {f"people-{one}.sav": write_sav(table, instrument, one) for one in LANGUAGES}
    return files


def _readme(pack: Pack, rows: Mapping[str, int], licence: str, language: str) -> str:
    def word(name: str) -> str:
        return HEADINGS[name].text(language)

    facts, check = pack.facts, trait_check(pack)
    lines = [f"# {facts.title.text(language)}", ""]
    lines += [f"**{word('invented')}**", ""] if facts.is_invented else []
    lines += [f"{word('what')} {facts.made}. {facts.software}.", ""]
    lines += [f"## {word('consent')}", "", facts.consent.text(language) or "–", ""]
    told = (
        word("enough").format(k=check.k) + f" ({word('people')}: {check.n}; {', '.join(check.names) or '–'})."
    )
    lines += [f"## {word('check')}", "", f"k = {check.k}: {told}", ""]
    lines += [f"## {word('rerun')}", "", "    pip install sauatty", "    sauatty evaluate PACK.zip", ""]
    lines += [f"## {word('files')}", "", *(f"- {name}: {n} {word('rows')}" for name, n in rows.items()), ""]
    lines += [f"## {word('licence')}", "", licence, ""] if licence else []
    return "\n".join([*lines, word("machine"), ""])


def _codebook(pack: Pack, language: str) -> Iterator[tuple[str, ...]]:
    mark = INVENTED if pack.facts.is_invented else ""
    for file, *row in _columns(pack, language):
        yield marked(file, mark), *row


def _columns(pack: Pack, language: str) -> Iterator[tuple[str, ...]]:
    for name, columns in {"people": people_columns(pack.people), **COLUMNS}.items():
        for column in columns:
            quasi = YES if column in pack.people.traits and name == "people" else ""
            yield f"{name}.csv", column, COLUMN_LABELS[column].text(language), "", quasi, "", "", ""
    for at, survey in enumerate(pack.surveys, 1):
        _head, *rows = plain_codebook(survey.instrument, language)
        for column, question, kind, quasi, code, label, score in rows:
            file = f"surveys/{at}-{survey.purpose}-responses.csv"
            yield file, column, question, kind, quasi, code, label, score
    for at, test in enumerate(pack.tests, 1):
        for item, most in zip(test.scores.items, test.scores.max_scores, strict=True):
            about = test.competences.get(item, "")
            yield f"tests/{at}-{test.purpose}-scores.csv", item, about, f"0-{most}", "", "", "", ""


# --- people with totals ---


def people_as_survey(pack: Pack) -> tuple[ResponseTable, Instrument]:
    """Return the people with their traits, stages and totals of points as a table with labels."""
    people = pack.people
    columns: dict[str, tuple[str, ...]] = dict(people.traits)
    questions = [_trait(name, column) for name, column in people.traits.items()]
    for name, stage in people.stages.items():
        columns[name] = tuple(map(yes_no, stage))
        questions.append(Question(name, "single", COLUMN_LABELS[name], choices=_YES_NO))
    for purpose in ("pre", "final"):
        test = pack.test(purpose)
        if test is not None:
            columns[purpose] = _totals(test, people.ids)
            questions.append(Question(purpose, "number", COLUMN_LABELS[purpose]))
    title = pack.facts.title
    if pack.facts.is_invented:
        marks = (getattr(HEADINGS["invented"], one) + " " + getattr(title, one) for one in LANGUAGES)
        title = Translated(*marks)
    # The pseudonym is the number of the response; 'language' would stand beside it, so it is renamed.
    renamed = {f"own_{one}" if one == "language" else one: column for one, column in columns.items()}
    return ResponseTable(people.ids, renamed), Instrument(
        "people", "1", title, (Section("people", title, tuple(questions)),)
    )


def _trait(name: str, column: Sequence[str]) -> Question:
    if name == "region":
        return Question(name, "region", COLUMN_LABELS[name], is_quasi_identifier=True)
    choices = tuple(Choice(one, Translated(one, one, one)) for one in sorted(set(column)) if one)
    own = f"own_{name}" if name == "language" else name
    return Question(own, "single", COLUMN_LABELS[name], choices=choices, is_quasi_identifier=True)


def _totals(test: TestData, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the points of each person in all; nothing where no item was answered."""
    points = np.nansum(test.scores.scores, axis=1)
    is_empty = np.atleast_1d(np.isnan(test.scores.scores).all(axis=1))
    told = {
        person: "" if empty else number_text(float(total))
        for person, total, empty in zip(test.scores.persons, points, is_empty, strict=True)
    }
    return tuple(told.get(one, "") for one in ids)


# --- DDI-Codebook 2.5 ---


def ddi_codebook(pack: Pack, rows: Mapping[str, int], licence: str = "") -> bytes:
    """Return the pack described as DDI-Codebook 2.5 (https://ddialliance.org): study, files, variables.

    The elements stand in the order of its schema. Labels are given in three languages.
    """
    root = etree.fromstring(f'<codeBook xmlns="{DDI}" version="2.5"/>')
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    _study(_child(root, "stdyDscr"), pack, licence)
    files = {name: f"F{at}" for at, name in enumerate(rows, 1)}
    for name, n in rows.items():
        described = _child(_child(root, "fileDscr", ID=files[name]), "fileTxt")
        _child(described, "fileName", name)
        dimensions = _child(described, "dimensns")
        _child(dimensions, "caseQnty", str(n))
        _child(described, "fileType", "text/csv", charset="UTF-8")
    _variables(_child(root, "dataDscr"), pack, files)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _study(study: etree._Element, pack: Pack, licence: str) -> None:
    facts = pack.facts
    citation = _child(study, "citation")
    titles = _child(citation, "titlStmt")
    _child(titles, "titl", facts.title.text("en"))
    for language in ("kk", "ru"):
        _child(titles, "parTitl", facts.title.text(language), language=language)
    production = _child(citation, "prodStmt")
    _child(production, "prodDate", facts.made, date=facts.made)
    _child(production, "software", facts.software)
    abstracts = _child(study, "stdyInfo")
    for language in LANGUAGES:
        invented = HEADINGS["invented"].text(language) + " " if facts.is_invented else ""
        _child(abstracts, "abstract", invented + HEADINGS["what"].text(language), language=language)
    access = _child(study, "dataAccs")
    for language in LANGUAGES:  # the schema has one `conditions` in each statement
        use = _child(access, "useStmt", language=language)
        _child(use, "conditions", facts.consent.text(language), language=language)
    if licence:
        _child(_child(access, "useStmt"), "conditions", licence)


def _variables(described: etree._Element, pack: Pack, files: Mapping[str, str]) -> None:
    labels = {one: list(_codebook(pack, one)) for one in LANGUAGES}
    element, at = None, 0
    for place, row in enumerate(labels["en"]):
        file, column, code = row[0], row[1], row[5]
        if not code:
            at += 1
            element = _child(described, "var", ID=f"V{at}", name=column, files=files[file])
            for language in LANGUAGES:
                _child(element, "labl", labels[language][place][2] or column, language=language)
        elif element is not None:
            category = _child(element, "catgry")
            _child(category, "catValu", code)
            for language in LANGUAGES:
                _child(category, "labl", labels[language][place][6], language=language)


def _child(
    parent: etree._Element, tag: str, text: str = "", *, language: str = "", **attributes: str
) -> etree._Element:
    found = etree.SubElement(parent, f"{{{DDI}}}{tag}", attributes)
    if language:
        found.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    if text:
        found.text = "".join(one for one in text if one >= " " or one in "\t\n")
    return found

"""Data for research: chosen columns, pseudonyms of one export, labels and a codebook that fit them."""

import csv
import io

from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Row, Section
from sauatty.core.exchange import research_export as export
from sauatty.core.exchange.coded_answers import read_coded_answers
from sauatty.core.exchange.responses import read_responses
from sauatty.core.languages import Translated
from sauatty.core.records import CodedAnswer, ResponseTable


def said(text):
    return Translated(f"{text} қаз", f"{text} рус", text)


KIND = Question(
    "kind", "single", said("Kind"), allow_other=True, is_quasi_identifier=True,
    choices=(Choice("school", said("School")), Choice("library", said("Library"))),
)  # fmt: skip
KNOWS = Question(
    "knows", "matrix", said("Knows"), choices=(Choice("no", said("No"), 0), Choice("yes", said("Yes"), 1)),
    rows=(Row("mil", said("MIL")), Row("foil", said("Foil"), foil=True)),
)  # fmt: skip
WORDS = Question("words", "long", said("In your words"))
INSTRUMENT = Instrument("small", "1", said("Small"), (Section("s", said("S"), (KIND, KNOWS, WORDS)),))
TABLE = ResponseTable(
    ("one", "two", "three"),
    {
        "kind": ("school", "other", "library"), "kind_other": ("", "Museum of Aida", ""), "knows_mil": ("yes", "", "no"),
        "knows_foil": ("no", "no", "yes"), "words": ("=1+1", "secret", ""),
    },
    ("kk", "ru", "kk"), ("2026-09-01",) * 3,
)  # fmt: skip
GRADES = tuple(said(one) for one in ("none", "wrong", "partial", "correct"))


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_answers_in_peoples_own_words_are_named_those_of_other_among_them():
    assert export.free_texts(INSTRUMENT) == ("kind_other", "words")


def test_pseudonyms_follow_from_the_key_alone_and_stand_in_their_own_order():
    one, two = (export.research_table(TABLE, {"kind"}, key) for key in (b"one", b"two"))
    assert sorted(one.ids) == list(one.ids) and not set(one.ids) & set(two.ids)
    assert one.ids == export.research_table(TABLE, {"kind"}, b"one").ids
    assert dict(zip(one.ids, one.column("kind"), strict=True)) == {
        export.pseudonym(b"one", id): kind for id, kind in zip(TABLE.ids, TABLE.column("kind"), strict=True)
    }
    assert one.days == () and set(one.columns) == {"kind"}
    assert export.research_table(TABLE, {"kind"}, b"one", with_language=False).languages == ()


def test_files_hold_the_chosen_columns_and_no_others():
    names = {"kind", "knows_mil"}
    chosen = export.research_instrument(INSTRUMENT, names)
    files = export.research_files(export.research_table(TABLE, names, b"key"), chosen, "ru", with_spss=False)
    assert rows(files["responses.csv"])[0] == ["id", "language", "version", "kind", "knows_mil"]
    whole = b"".join(files.values()).decode()
    assert "Aida" not in whole and "secret" not in whole and "foil" not in whole.lower()
    labelled = rows(files["responses-labels-ru.csv"])
    assert labelled[0][2:] == ["Kind рус", "Knows рус – MIL рус"]
    assert {tuple(row[2:]) for row in labelled[1:]} == {
        ("School рус", "Yes рус"), ("Другое", ""), ("Library рус", "No рус")
    }  # fmt: skip
    codebook = rows(files["codebook-ru.csv"])
    assert ["knows_mil", "", "", "", "yes", "Yes рус", "1"] in codebook
    assert ["kind", "", "", "", "other", "Другое", ""] in codebook


def test_a_text_that_was_read_goes_out_and_no_spreadsheet_runs_it():
    names = {"words", "kind", "kind_other"}
    chosen = export.research_instrument(INSTRUMENT, names)
    files = export.research_files(export.research_table(TABLE, names, b"key"), chosen, "en", with_spss=False)
    cells = [cell for row in rows(files["responses.csv"]) for cell in row]
    assert "secret" in cells and "=1+1" not in cells and any(cell.endswith("=1+1") for cell in cells)


def test_rare_answers_that_were_taken_together_have_a_label():
    grouped = {"rare_answers": said("Rare")}
    chosen = export.research_instrument(INSTRUMENT, {"kind"}, grouped=grouped)
    assert [one.code for one in chosen.questions[0].choices] == ["school", "library", "other", "rare_answers"]


def test_codes_become_a_grade_and_parts_beside_the_answers():
    codes = [CodedAnswer("one", "words", 3, ("ethics", "evaluate")), CodedAnswer("two", "words", None)]
    table, instrument = export.with_codes(TABLE, INSTRUMENT, codes, GRADES)
    assert table.column("words_grade") == ("3", "", "") and table.column("words_parts") == (
        "ethics evaluate",
        "",
        "",
    )
    grade = instrument.question("words_grade")
    assert grade is not None and grade.choices[3].label.text("en") == "correct"
    assert export.with_codes(TABLE, INSTRUMENT, [], GRADES)[1] == INSTRUMENT


def test_what_goes_out_can_be_read_by_the_commands_on_surveys():
    codes = [CodedAnswer("one", "words", 2, ("access", "ethics")), CodedAnswer("two", "words", 0)]
    table, coded = export.with_codes(TABLE, INSTRUMENT, codes, GRADES)
    names = {"kind", "knows_mil", "knows_foil", "words_grade", "words_parts"}
    given = export.research_table(table, names, b"key")
    files = export.research_files(given, export.research_instrument(coded, names), "en", with_spss=False)

    read, oddities = read_responses(files["responses.csv"], INSTRUMENT, "responses.csv")
    found = read_coded_answers(files["codes.csv"], name="codes.csv", question="words")

    assert sorted(one.detail for one in oddities) == ["words_grade", "words_parts"]
    assert sorted(read.ids) == sorted(given.ids)
    assert {(one.response, one.grade, one.parts) for one in found} == {
        (export.pseudonym(b"key", "one"), 2, ("access", "ethics")),
        (export.pseudonym(b"key", "two"), 0, ()),
    }

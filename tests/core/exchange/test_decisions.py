from io import BytesIO

import pytest
import xlsxwriter

from sauatty.core.errors import (
    CellMissing,
    CodeUnknown,
    ColumnsMissing,
    ColumnUnknown,
    DecisionContradicts,
    DecisionRepeated,
    FileEmpty,
    FileTypeMismatch,
    NumberExpected,
    TableInvalid,
)
from sauatty.core.exchange.decisions import (
    COLUMNS,
    as_values,
    decision_rows,
    read_decisions,
    read_table,
    read_values,
    write_decisions,
)
from sauatty.core.records import Decision

DECISIONS = (
    Decision("6.2.1.1", "Әсел", 2, ("gmilaf.2.2", "gmilaf.1.1"), 4, False, "анық"),
    Decision("6.2.1.1", "Ерлан", 0),
    Decision("6.2.1.2", "Әсел", 1, ("gmilaf.3.1",), None, True, 'екі жол,\n"тырнақша"; =1+1'),
    Decision("6.2.1.3", "Ерлан", None, note="=HYPERLINK(1)"),
)


def table(*lines, head="unit,coder,value"):
    return "\n".join([head, *lines]).encode()


def workbook(rows):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("decisions")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def test_it_works():
    found = read_values(table("u1,a,1", "u1,b,2", "u2,a,"), name="d.csv")

    assert found.rows == (("u1", "a", "1"), ("u1", "b", "2"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_decisions_come_back_as_they_were_written(encoding):
    written = write_decisions(DECISIONS)

    assert read_decisions(written.encode(encoding), name="d.csv") == DECISIONS
    assert "'=HYPERLINK(1)" in written


def test_decisions_come_back_from_a_workbook():
    assert read_decisions(workbook([COLUMNS, *decision_rows(DECISIONS)]), name="d.xlsx") == DECISIONS


def test_a_number_of_a_workbook_is_the_unit_that_it_shows():
    (row,) = read_values(
        workbook([("unit", "coder", "value"), (7, "a", 2)]), name="d.xlsx", level="ordinal"
    ).rows

    assert row == ("7", "a", 2.0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_is_found(delimiter):
    content = f"unit{delimiter}coder{delimiter}value\nu1{delimiter}a{delimiter}" + '"2.2;2.3"\n'

    assert read_values(content.encode(), name="d", level="set").rows == (
        ("u1", "a", frozenset({"2.2", "2.3"})),
    )


def test_an_unquoted_set_stands_between_commas():
    rows = read_values(table("u1,a,2.2;2.3", "u2,a,"), name="d", level="set").rows

    assert rows == (("u1", "a", frozenset({"2.2", "2.3"})), ("u2", "a", frozenset()))


def test_columns_may_have_russian_or_kazakh_names():
    assert read_values("Единица;Кодировщик;Значение\nu1;a;1".encode(), name="d").rows == (("u1", "a", "1"),)
    (one,) = read_decisions("бірлік;кодтаушы;қатыстылық;сенімсіз\nu1;a;direct;иә".encode(), name="d")
    assert one == Decision("u1", "a", 2, unsure=True)


def test_a_decimal_comma_is_a_number():
    (row,) = read_values(b"unit;coder;value\nu1;a;2,5", name="d", level="interval").rows

    assert row[2] == 2.5


def test_an_export_of_decisions_is_measured_by_relevance_or_by_competences():
    content = write_decisions(DECISIONS).encode()
    steps = read_values(content, name="d", level="ordinal").rows
    sets = read_values(content, name="d", level="set").rows

    assert [row[2] for row in steps] == [2.0, 0.0, 1.0]
    assert [row[2] for row in sets] == [{"gmilaf.2.2", "gmilaf.1.1"}, set(), {"gmilaf.3.1"}]
    assert [row[2] for row in as_values(DECISIONS, "competences")] == [*(row[2] for row in sets), None]
    assert [row[2] for row in as_values(DECISIONS, "demand")] == [4, None, None, None]


def test_units_can_be_grouped_by_a_column():
    found = read_values(
        table("u1,a,1,x", "u1,b,1,x", "u2,a,1,y", head="unit,coder,value,school"), name="d", by="school"
    )

    assert found.groups == {"u1": "x", "u2": "y"}


@pytest.mark.parametrize(
    ("lines", "head", "level", "error", "says"),
    [
        (["u1,a,1", "u1,b,1", "u1,a,2"], "unit,coder,value", "nominal", DecisionRepeated, ["line 4", "'a'", "'u1'", "line 2"]),
        (["u1,a,x;y", "u1,a,y"], "unit,coder,value", "set", DecisionRepeated, ["line 3"]),
        (["u1,a,1", "u2,a,many"], "unit,coder,value", "interval", NumberExpected, ["line 3", "'many'", "'value'"]),
        (["u1,a,inf"], "unit,coder,value", "interval", NumberExpected, ["line 2", "'inf'"]),
        (["u1,a,1_0"], "unit,coder,value", "ordinal", NumberExpected, ["line 2"]),
        (["u1,,1"], "unit,coder,value", "nominal", CellMissing, ["line 2", "'coder'"]),
        (["u1,a,1"], "unit,rater,value", "nominal", ColumnsMissing, ["'coder'", "rater"]),
        (["u1,a,1"], "unit,coder,valu", "nominal", ColumnUnknown, ["line 1", "'valu'"]),
        (["u1,a,1,2"], "unit,coder,value,extra", "nominal", ColumnUnknown, ["line 1", "'extra'"]),
        (["u1,a,1,2"], "unit,coder,value,value", "nominal", TableInvalid, ["row 1", "'value' stands twice"]),
        (["u1,a,1,2"], "unit,coder,value", "nominal", TableInvalid, ["row 2", "4 cells"]),
        (["u1,a,1"], "unit,coder,note", "nominal", ColumnsMissing, ["'value'"]),
        (['u1,a,"1'], "unit,coder,value", "nominal", TableInvalid, ["row 2"]),
        ([], "unit,coder,value", "nominal", TableInvalid, ["row 1", "no decision under it"]),
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused_with_its_line(lines, head, level, error, says):
    with pytest.raises(error) as refused:
        read_values(table(*lines, head=head), name="d.csv", level=level)

    assert all(part in str(refused.value) for part in ["d.csv", *says]), str(refused.value)


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf\n", b",,\n;;\n"])
def test_an_empty_file_is_refused(content):
    with pytest.raises((FileEmpty, ColumnsMissing)):
        read_table(content, name="d.csv")


def test_lines_are_counted_as_an_editor_counts_them():
    content = b'unit,coder,value,note\nu1,a,1,"two\nlines"\n\nu2,a,many,\n'

    with pytest.raises(NumberExpected, match="line 5"):
        read_values(content, name="d.csv", level="ordinal")


def test_the_same_row_twice_counts_once():
    assert len(read_values(table("u1,a,1", "u1,a,1"), name="d").rows) == 1


@pytest.mark.parametrize(
    ("row", "error", "says"),
    [
        ("u1,a,3,,,,", CodeUnknown, "'3' in the column 'relevance'"),
        ("u1,a,2,gmilaf.9.9,,,", CodeUnknown, "'gmilaf.9.9'"),
        ("u1,a,2,,7,,", CodeUnknown, "'demand'"),
        ("u1,a,2,,,perhaps,", CodeUnknown, "'unsure'"),
        ("u1,a,0,G-2.3,,,", DecisionContradicts, "relevance '0'"),
        ("u1,a,,G-2.3,,,", DecisionContradicts, "line 2"),
    ],
)
def test_a_decision_that_no_coder_can_make_is_refused(row, error, says):
    with pytest.raises(error, match=says):
        read_decisions(table(row, head=",".join(COLUMNS)), name="d.csv", competences={"G-2.3": "gmilaf.2.3"})


def test_aliases_of_competences_become_their_ids():
    content = table("u1,a,2,G-2.3; gmilaf.2.3,,,", head=",".join(COLUMNS))
    known = {"G-2.3": "gmilaf.2.3", "gmilaf.2.3": "gmilaf.2.3"}

    assert read_decisions(content, name="d", competences=known)[0].competences == ("gmilaf.2.3",)


def test_relevance_is_needed_for_decisions():
    with pytest.raises(ColumnsMissing, match="'relevance'"):
        read_decisions(table("u1,a,1"), name="d.csv")


def test_a_text_that_is_called_a_workbook_is_refused():
    with pytest.raises(FileTypeMismatch, match=r"bad\.xlsx.*\.xlsx"):
        read_table(b"unit,coder,relevance\nu1,A,2\n", name="bad.xlsx")

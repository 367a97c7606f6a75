import pytest

from sauatty.cli.tables import xlsx_book
from sauatty.core.errors import (
    CodedAnswersRefused,
    ColumnsMissing,
    ColumnUnknown,
    EncodingAmbiguous,
    FileEmpty,
    TableInvalid,
)
from sauatty.core.exchange.coded_answers import (
    COLUMNS,
    coded_answer_rows,
    read_coded_answers,
    write_coded_answers,
)
from sauatty.core.records import CodedAnswer

CODES = (
    CodedAnswer("r1", "mil_definition", 3, ("access", "evaluate")),
    CodedAnswer("r2", "mil_definition", 0, (), "coder"),
    CodedAnswer("=r3", "mil_definition", None, (), "machine"),
)
HEAD = "response,question,grade,parts,source\n"


def read(text, **more):
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    return read_coded_answers(content, name="codes.csv", **more)


def test_what_is_written_is_read_back():
    written = write_coded_answers(CODES)
    assert read(written.encode("utf-8-sig")) == CODES
    assert "'=r3" in written


def test_a_workbook_is_read_like_a_csv():
    book = xlsx_book([("codes", list(COLUMNS), coded_answer_rows(CODES))])
    assert read(book) == CODES


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_told_apart(delimiter):
    text = (
        delimiter.join(["response", "question", "grade", "parts"])
        + "\n"
        + delimiter.join(["r1", "q", "2", "access"])
    )
    assert read(text) == (CodedAnswer("r1", "q", 2, ("access",)),)


def test_headings_in_kazakh_and_russian_and_grades_in_words():
    assert read("жауап,сұрақ,баға\nr1,q,partial\n") == (CodedAnswer("r1", "q", 2),)
    assert read("ответ,вопрос,оценка,части\nr1,q,No answer,\n") == (CodedAnswer("r1", "q", 0),)


def test_a_code_page_in_which_letters_are_lost_is_refused_by_name():
    text = "жауап;сұрақ;баға;text\nr1;q;3;Ақпаратты іздеу, оны тексеру және әділ пайдалану\n"
    with pytest.raises(EncodingAmbiguous, match="KZ-1048"):
        read(text.encode("kz1048"))


def test_rows_without_a_question_take_the_one_that_is_named():
    assert read("response,grade\nr1,1\n", question="mil_definition")[0].question == "mil_definition"
    with pytest.raises(CodedAnswersRefused, match="line 2: the column 'question' is empty"):
        read("response,grade\nr1,1\n")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("r1,q,4,,", "line 2: the grade '4' is none of 0, 1, 2, 3"),
        ("r1,q,good,,", "the grade 'good'"),
        ("r1,q,2,acess,", "the part 'acess' is not known"),
        ("r1,q,2,,robot", "the source 'robot'"),
        (",q,2,,", "the column 'response' is empty"),
        (
            "r1,q,2,access,agreed\nr1,q,3,access,agreed",
            "line 3: the answer of 'r1' was coded otherwise .* line 2",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(row, message):
    with pytest.raises(CodedAnswersRefused, match=message):
        read(HEAD + row + "\n", parts=["access", "ethics"])


def test_the_same_row_twice_counts_once():
    assert len(read(HEAD + "r1,q,2,b;a,\nr1,q,2,a;b,\n")) == 1


def test_two_sources_of_one_answer_stay_apart():
    assert [one.source for one in read(HEAD + "r1,q,2,,coder\nr1,q,3,,machine\n")] == ["coder", "machine"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", FileEmpty),
        ("\n\n", FileEmpty),
        (HEAD, TableInvalid),
        ("response,question\nr1,q\n", ColumnsMissing),
        ("response,grade,grde\nr1,1,2\n", ColumnUnknown),
        ("response,grade,Grade\nr1,1,2\n", TableInvalid),
        (HEAD + "r1,q,2,,agreed,extra\n", TableInvalid),
        (HEAD + 'r1,q,"2\n', TableInvalid),
    ],
)
def test_a_table_that_is_none_is_refused(text, error):
    with pytest.raises(error):
        read(text)


def test_invisible_signs_do_not_part_a_response_from_its_codes():
    assert read(HEAD + "\u200br1\u200f,q,2,,\n")[0].response == "r1"

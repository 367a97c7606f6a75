from io import BytesIO

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some

from sauatty.core.errors import (
    ColumnsMissing,
    EncodingAmbiguous,
    FileEmpty,
    GroupMissing,
    ImportRefused,
    ItemRepeated,
    ItemUnnamed,
    KeyItemsUnknown,
    KeyMissing,
    PersonMissing,
    PersonRepeated,
    ScoreNoNumber,
    ScoresWithoutItems,
    ScoresWithoutPersons,
    ScoreTooLarge,
    TableInvalid,
)
from sauatty.core.exchange.test_scores import (
    groups_of,
    read_components,
    read_groups,
    read_key,
    read_letters,
    read_score_table,
)
from sauatty.core.psychometrics.score_files import read_responses, read_scores

NAN = float("nan")
PLAIN = "person,i1,i2,i3\na,1,0,\nb,0,2,1\n"


def scores(text: str) -> list[list[float]]:
    return read_score_table(text.encode(), "s.csv").scores.tolist()


def test_it_works():
    found = read_score_table(PLAIN.encode(), "s.csv")
    assert (found.persons, found.items) == (("a", "b"), ("i1", "i2", "i3"))
    np.testing.assert_array_equal(found.scores, [[1, 0, NAN], [0, 2, 1]])


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("a,1", '"a","1"'),
        PLAIN.replace("person", "Person"),
        PLAIN.replace("person", "Участник"),
        PLAIN.replace("0,\n", "0,NA\n"),
        PLAIN.replace("0,2,1", " 0 ,2.0,1"),
        PLAIN.replace("i3\n", "i3,\n").replace("0,\n", "0,,\n").replace("2,1\n", "2,1,\n"),
        PLAIN.rstrip(),
        "i1,i2,i3,person\n1,0,,a\n0,2,1,b\n",
    ],
)
def test_the_same_table_is_written_in_many_ways(text):
    found = read_score_table(text.encode(), "s.csv")
    assert (found.persons, found.items) == (("a", "b"), ("i1", "i2", "i3"))
    np.testing.assert_array_equal(found.scores, [[1, 0, NAN], [0, 2, 1]])


def test_a_number_before_the_person_does_not_take_the_place_of_the_person():
    found = read_score_table(b"id,person,i1\n1,a,1\n2,b,0\n", "s.csv")
    plain = read_score_table(b"id,person,i1\n1,7,1\n2,8,0\n", "s.csv")
    assert (found.persons, plain.persons) == (("a", "b"), ("7", "8"))
    assert found.items == plain.items == ("id", "i1")


def test_points_and_decimal_commas():
    assert scores("person;i1;i2\na;0,5;10\n") == [[0.5, 10.0]]
    assert scores('person,i1,i2\na,"0,5",10\n') == [[0.5, 10.0]]


def test_workbooks_are_read():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((["person", "i1", "i2"], ["a", 1, None], [12, 0, 2.0])):
            sheet.write_row(at, 0, row)
    found = read_score_table(out.getvalue(), "s.xlsx")
    assert found.persons == ("a", "12")
    np.testing.assert_array_equal(found.scores, [[1, NAN], [0, 2]])


@given(
    some.lists(
        some.lists(some.sampled_from(["", "0", "1", "2", "NA", "10"]), min_size=3, max_size=3), min_size=1
    )
)
def test_the_quick_way_and_the_slow_way_agree(rows):
    lines = [",".join([f"p{n}", *row]) for n, row in enumerate(rows)]
    text = "\n".join(["person,a,b,c", *lines])
    quoted = text.replace("person", '"person"', 1)  # a quote sends the table cell by cell
    np.testing.assert_array_equal(scores(text), scores(quoted))


@given(
    some.lists(
        some.lists(some.sampled_from(["", "a", "B", "1", "NA", "c+a"]), min_size=2, max_size=2), min_size=1
    )
)
def test_letters_are_the_same_by_both_ways(rows):
    lines = [",".join([f"p{n}", *row]) for n, row in enumerate(rows)]
    text = "\n".join(["person,a,b", *lines])
    one, other = (
        read_letters(way.encode(), "r.csv") for way in (text, text.replace("person", '"person"', 1))
    )
    assert one.letters.tolist() == other.letters.tolist() and one.persons == other.persons


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("", FileEmpty, "is empty"),
        (" \n\n", FileEmpty, "is empty"),
        ("name,i1\na,1\n", ColumnsMissing, "'person'"),
        ("person\na\nb\n", ScoresWithoutItems, "no column for an item"),
        ("person,i1,i2\n", ScoresWithoutPersons, "nobody under it"),
        ("person,i1,i1\na,1,1\n", ItemRepeated, "'i1' stands there twice"),
        ("person,i1,\na,1,1\n", ItemUnnamed, "column 3"),
        ("person,i1\na,1,0\n", ItemUnnamed, "column 3"),
        ("person,i1\na,1\n,0\n", PersonMissing, "line 3"),
        ("person,i1\na,1\nb,1\na,0\n", PersonRepeated, "line 4: the person 'a' stands in line 2"),
        ("person,i1,i2\na,1,x\n", ScoreNoNumber, "line 2: 'x' in the column 'i2'"),
        ("person,i1,i2\na,1,-1\n", ScoreNoNumber, "'-1'"),
        ("person,i1,i2\na,1,nan\n", ScoreNoNumber, "'nan'"),
        ("person,i1,i2\na,inf,1\n", ScoreNoNumber, "'inf'"),
        ("person,i1,i2\na,=1+1,1\n", ScoreNoNumber, "'=1"),
        ("person,i1,i2\na,1e999,1\n", ScoreNoNumber, "1e999"),
        ("person,i1,total\na,1,2026\n", ScoreTooLarge, "'total' has 2026 points"),
        ("person,i1,i2\na,٣,1\n", ScoreNoNumber, "٣"),
        ('person,i1,i2\n"a,1,1\n', TableInvalid, "row 2"),
    ],
)
def test_bad_tables_are_refused_by_name(text, error, said):
    with pytest.raises(error) as refused:
        read_score_table(text.encode(), "s.csv")
    assert said in str(refused.value) and "s.csv" in str(refused.value)


def test_an_old_code_page_is_read_only_where_its_letters_are_certain():
    text = "person,i1\nАйгерiм Сейiткызы,1\nБолат Ержанулы,0\n"
    assert read_score_table(text.encode("cp1251"), "s.csv").persons == ("Айгерiм Сейiткызы", "Болат Ержанулы")
    with pytest.raises(EncodingAmbiguous):
        read_score_table(text.replace("ткызы", "тқызы").encode("kz1048"), "s.csv")


def test_a_zip_that_is_no_workbook_is_refused():
    with pytest.raises(ImportRefused):
        read_score_table(b"PK\x03\x04 nothing of the kind", "s.xlsx")


def test_parts_of_points_make_no_matrix():
    with pytest.raises(ScoreNoNumber, match=r"'0.5' in the column 'i2'"):
        read_scores(b"person,i1,i2\na,1,0.5\n", "s.csv")


def test_the_most_points_are_those_seen_or_given():
    found = read_scores(PLAIN.encode(), "s.csv")
    assert found.max_scores == (1, 2, 1)
    assert read_scores(PLAIN.encode(), "s.csv", {"i1": 3}).max_scores == (3, 2, 1)


def test_letters_are_scored_by_the_key():
    letters = b"person;i1;i2;i3\na;A;b;\nb;c;B;a+c\nc; a ;;C a\n"
    key = read_key(b'item,key\ni1,A\ni2,b\ni3,"c,a"\n', "key.csv")
    found = read_responses(letters, "r.csv", key, "key.csv")
    np.testing.assert_array_equal(found.scores, [[1, 1, NAN], [0, 1, 1], [1, NAN, 1]])
    assert read_letters(letters, "r.csv").letters[2].tolist() == ["a", "", "a+c"]


def test_keys_that_do_not_fit_are_refused_by_name():
    letters = b"person,i1,i2\na,A,b\n"
    with pytest.raises(KeyItemsUnknown, match=r"'key.csv' has a key for 'i9'"):
        read_responses(letters, "r.csv", {"i1": "a", "i2": "b", "i9": "c"}, "key.csv")
    with pytest.raises(KeyMissing, match="no key for 'i2'"):
        read_responses(letters, "r.csv", {"i1": "a"}, "key.csv")
    with pytest.raises(ItemRepeated):
        read_key(b"item,key\ni1,a\ni1,b\n", "key.csv")
    with pytest.raises(TableInvalid, match="the column 'key' is empty"):
        read_key(b"item,key\ni1,\n", "key.csv")
    with pytest.raises(ColumnsMissing):
        read_key(b"question,letter\ni1,a\n", "key.csv")


def test_groups_are_put_in_order():
    groups = read_groups("\ufeffperson;group\nb;ru\na;kk\nc;kk\n".encode(), "g.csv")
    assert groups_of(("a", "b"), groups, "g.csv") == ("kk", "ru")
    with pytest.raises(GroupMissing, match=r"no group for 'd' \(1 people"):
        groups_of(("a", "d"), groups, "g.csv")
    with pytest.raises(TableInvalid, match="line|row 3"):
        read_groups(b"person,group\na,kk\na,ru\n", "g.csv")


def test_components_are_read():
    assert read_components(b"item,component\ni1,access\ni2,create\n", "c.csv") == {
        "i1": "access",
        "i2": "create",
    }

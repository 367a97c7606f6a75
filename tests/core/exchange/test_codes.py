import pytest

from sauatty.core.exchange.codes import normalise_code, split_cell


def codes(text: str, **options: int) -> list[str | None]:
    return [piece.code for piece in split_cell(text, **options)]


def test_it_works():
    pieces = split_cell("7.1.2.1 называть детали;\n7.1.2.2 собирать прибор")
    assert [(piece.code, piece.text, piece.flags) for piece in pieces] == [
        ("7.1.2.1", "называть детали", ()),
        ("7.1.2.2", "собирать прибор", ()),
    ]


@pytest.mark.parametrize(
    ("printed", "code", "code_raw", "flag"),
    [
        ("9.3.3.10 знать", "9.3.3.10", "9.3.3.10", None),
        ("1. 1. 4. 2 атау", "1.1.4.2", "1. 1. 4. 2", "code-spaced"),
        ("6. 2.3.1 атау", "6.2.3.1", "6. 2.3.1", "code-spaced"),
        ("9.2.3. 1 знать", "9.2.3.1", "9.2.3. 1", "code-spaced"),
        ("3.3.2.2. знать", "3.3.2.2", "3.3.2.2.", "code-dot"),
        ("2.1.2.1* нақл", "2.1.2.1", "2.1.2.1*", "code-star"),
        ("6.4.1.1формулировать", "6.4.1.1", "6.4.1.1", "code-glued"),
        ("8.3.1.3 - описывать", "8.3.1.3", "8.3.1.3", "code-dash"),
        ("9.1.3.2 – знать", "9.1.3.2", "9.1.3.2", "code-dash"),
        ("5.1.\u200b2.1 знать", "5.1.2.1", "5.1.2.1", "code-invisible"),
        ("04.1.2.2 знать", "4.1.2.2", "04.1.2.2", "code-zero"),
        ("1 0.2.1.3 знать", "10.2.1.3", "1 0.2.1.3", "code-spaced"),
        ("8.3.4 lesen", "8.3.4", "8.3.4", "code-three-parts"),
        ("5,1.2.1 знать", "5.1.2.1", "5,1.2.1", "code-comma"),
        ("9.2.3.\n1 знать", "9.2.3.1", "9.2.3. 1", "code-broken"),
        ("5.1.2.1", "5.1.2.1", "5.1.2.1", "text-missing"),
    ],
)
def test_every_spelling_of_a_code_is_read_and_flagged(printed, code, code_raw, flag):
    (piece,) = split_cell(printed)
    assert (piece.code, piece.code_raw) == (code, code_raw)
    assert flag is None or flag in piece.flags
    assert piece.raw == printed


@pytest.mark.parametrize(
    "text",
    [
        'в кодировке 6.2.1.4 "6" – класс',
        "Мысалы, 2.1.2.1 кодында",
        "как сказано (5.1.1.1) выше",
        "введено 16.09.2022",
        "Приказ от 05.11.2024",
        "1.1 Развивать точность движений",
        "текст (65-85слов), 2-х микротем",
        "13.1.2.1 нет такого класса",
    ],
)
def test_numbers_that_start_no_objective_are_left_alone(text):
    assert not [code for code in codes(text) if code]


def test_a_bare_prefix_is_a_header_and_no_objective():
    (piece,) = split_cell("7.1.1.")
    assert (piece.code, piece.code_raw, piece.flags) == (None, "7.1.1.", ("code-header",))


def test_prefixes_glued_to_the_text_before_give_no_objective():
    assert codes("площади круга 4. Векторы и преобразования5.3.4. 6.3.4.") == [None]


def test_codes_are_split_on_one_line_but_never_at_semicolons():
    pieces = split_cell("1. 1. 4. 2 атау; түстерді, пішінді; 1. 1. 4. 3 салыстыру")
    assert [piece.text for piece in pieces] == ["атау; түстерді, пішінді", "салыстыру"]


def test_a_full_stop_and_a_comma_belong_to_the_text_but_a_semicolon_does_not():
    assert [piece.text for piece in split_cell("4.1.1.1 verstehen.4.1.1.2 знать части, ;")] == [
        "verstehen.",
        "знать части,",
    ]


def test_text_before_the_first_code_is_kept_apart():
    pieces = split_cell("мальчики\n5.1.1.1 строгать доску")
    assert [(piece.code, piece.text) for piece in pieces] == [
        (None, "мальчики"),
        ("5.1.1.1", "строгать доску"),
    ]


def test_a_list_number_after_a_code_stays_in_the_text():
    (piece,) = split_cell("5.1.2.1. 1) знать; 2) уметь")
    assert (piece.code, piece.text) == ("5.1.2.1", "1) знать; 2) уметь")


def test_a_number_of_the_text_is_no_fourth_part_unless_codes_here_have_four():
    assert codes("8.3.4 2 Briefe lesen") == ["8.3.4"]
    assert codes("8.3.4 2 знать", parts=4) == ["8.3.4.2"]


def test_a_row_label_before_a_code_is_not_part_of_it():
    assert codes("1. 1.1.2.1 знать") == [None, "1.1.2.1"]


def test_a_slip_of_three_numbers_among_four_is_kept_and_flagged():
    pieces = split_cell("1.1.4.2 атау;\n1.1.5 айту", parts=4)
    assert pieces[1].code == "1.1.5"
    assert "code-three-parts" in pieces[1].flags


def test_a_normal_code_has_its_grade_and_parts():
    normal = normalise_code("1 0. 2.13.4.")
    assert normal is not None
    assert (normal.code, normal.grade, normal.parts) == ("10.2.13.4", 10, (10, 2, 13, 4))
    assert normalise_code("глава 2") is None


def test_an_empty_cell_gives_nothing():
    assert split_cell("") == ()
    assert split_cell(" \n ") == ()

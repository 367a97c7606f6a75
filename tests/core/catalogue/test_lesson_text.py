import time

import pytest

from sauatty.core.catalogue.lesson_text import (
    Inline,
    inlines,
    list_shape,
    n_words,
    plain_text,
    text_blocks,
    text_marks,
    unknown_marks,
)

TEXT = """Мәтін [[licence|лицензия]] және [[source]].[^law]
жалғасы **қалың [[fact|факті]] сөз** мен _қиғаш_.
- бір
  жалғасы
- екі [ҰК](resource:natlib)
Жаңа абзац 2_3 [CC](https://creativecommons.org/licenses/by/4.0/).

1. бір
2. екі
> дәйексөз
> жалғасы
>
> екінші"""


def test_it_works():
    assert [(block.kind, len(block.items)) for block in text_blocks(TEXT)] == [
        ("paragraph", 1), ("bullets", 2), ("paragraph", 1), ("numbers", 2), ("quote", 2),
    ]  # fmt: skip


def test_every_mark_becomes_a_piece_with_what_it_leads_to():
    assert text_marks(TEXT) == {
        ("term", "licence"): 1,
        ("term", "source"): 1,
        ("term", "fact"): 1,
        ("source", "law"): 1,
        ("resource", "natlib"): 1,
        ("link", "https://creativecommons.org/licenses/by/4.0/"): 1,
    }


def test_a_term_inside_bold_words_stays_a_term():
    assert inlines("**қалың [[fact|факті]] сөз**") == (
        Inline("strong", "қалың "), Inline("term", "факті", "fact"), Inline("strong", " сөз"),
    )  # fmt: skip


def test_a_term_without_a_shown_form_takes_the_word_of_the_glossary():
    assert plain_text("[[open-licence]]", {"open-licence": "ашық лицензия"}) == "ашық лицензия"
    assert (
        plain_text("[[open-licence|ашық лицензиямен]]", {"open-licence": "ашық лицензия"})
        == "ашық лицензиямен"
    )
    assert plain_text("[[open-licence]]") == "open licence"


def test_plain_text_has_no_marks_and_no_sources():
    assert plain_text("**Бұл** – [[fact|факт]].[^law] [Сайт](resource:x)") == "Бұл – факт. Сайт"


def test_an_indented_line_belongs_to_its_item_and_another_begins_a_paragraph():
    assert plain_text("- бір\n  екі\nүш") == "бір екі\nүш"


@pytest.mark.parametrize("whole", ["2_3 snake_case_word", "5 * 3 = 15", "[жақшада]", "а ** б", "1) емес"])
def test_what_only_looks_like_emphasis_stays_as_it_is(whole):
    assert plain_text(whole).replace("\n", " ") in (whole, "емес")


@pytest.mark.parametrize(
    "broken",
    ["## Тақырып", "[сөз](ftp://x.kz)", "**жабылмаған", "<br>", "`код`", "[^bad id]", "[[Bad]]", "| a | b |"],
)
def test_what_looks_like_a_mark_and_is_none_is_named(broken):
    assert unknown_marks(broken)


def test_a_text_with_all_known_marks_has_no_unknown_one():
    assert unknown_marks(TEXT) == ()


def test_words_are_counted_without_marks():
    assert n_words("**Екі** сөз[^law]") == 2
    assert n_words("онлайн-сабақ 25 минут") == 3


def test_lists_are_compared_by_kind_and_length():
    assert list_shape(TEXT) == (("bullets", 2), ("numbers", 2))


@pytest.mark.parametrize("sign", ["**a ", "_a ", "[[", "[a](", "[^", "**_"])
def test_marks_that_never_end_cost_no_time(sign):
    started = time.monotonic()

    text_blocks(sign * 20_000)
    unknown_marks(sign * 20_000)

    assert time.monotonic() - started < 3

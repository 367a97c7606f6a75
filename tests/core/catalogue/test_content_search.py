"""Search finds what was meant, in the three languages, and shows where."""

import pytest

from sauatty.core.catalogue.content_search import SearchIndex, SearchResult, search
from sauatty.core.catalogue.content_search_passages import Snippet, passages, snippet_of
from sauatty.core.catalogue.content_search_typing import typed_otherwise
from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.lessons import (
    FacilitatorNotes,
    HardQuestion,
    Lesson,
    LessonSource,
    NotebookPrompt,
    Resource,
    Section,
    Task,
    Term,
    Timing,
    WorkedExample,
)
from sauatty.core.languages import LANGUAGES, Translated

NOTHING = Translated()


def lesson(
    id: str, title: Translated, sections: tuple[Section, ...], situation: Translated = NOTHING
) -> Lesson:
    """Make a small invented lesson."""
    return Lesson(
        id=id, module="invented", title=title, aim=NOTHING, competences=("gmilaf.1.1",), audience=("teacher",),
        level="basic", minutes=20, situation=situation, sections=sections,
        example=WorkedExample(NOTHING, (), NOTHING),
        task=Task(NOTHING, (), (NotebookPrompt("one", Translated("Не таптыңыз?", "Что вы нашли?", "What did you find?")),)),
        self_check=(), card=(),
        facilitator=FacilitatorNotes(
            (Timing(40, NOTHING),), NOTHING, NOTHING,
            (HardQuestion(Translated("Интернетсіз ше?", "А без интернета?", "And offline?"), NOTHING),),
        ),
        sources=(LessonSource("law", Translated("Заң", "Закон № 94-V", "Law"), "to-check"),),
    )  # fmt: skip


WORDS = lesson(
    "words",
    Translated("Іздеу сөздері", "Слова для поиска", "Words for searching"),
    (
        Section(
            "keys",
            Translated("Кілт сөздер", "Ключевые слова", "Keywords"),
            Translated(
                "Кітапханашы каталогтан [[source|дереккөздерді]] іздейді.",
                "Библиотекарь ищет [[source|источники]] в каталоге.",
                "A librarian looks for [[source|sources]] in the catalogue.",
            ),
        ),
    ),
)
SIGNS = lesson(
    "signs",
    Translated("Лицензия белгісі", "Знак лицензии", "The sign of a licence"),
    (
        Section(
            "author",
            Translated("Автор", "Автор", "The author"),
            Translated(
                "Суреттің авторын жазыңыз.", "Назовите автора снимка.", "Name the author of the picture."
            ),
            Translated("Каталог басқа.", "Каталог – другое дело.", "A catalogue is another matter."),
        ),
    ),
)
TERMS = (
    Term(
        "source", Translated("дереккөз", "источник", "source"),
        Translated("Мәлімет алынатын жер.", "Откуда берут сведения.", "Where facts come from."), "own",
        forbidden={"kk": ("первоисточник*",)},
    ),
)  # fmt: skip
RESOURCES = (
    Resource(
        "natlib", Translated("Ұлттық кітапхана", "Национальная библиотека", "National Library"),
        "https://www.nlrk.kz", Translated("Кітап іздеуге", "Искать книги", "To look for books"), ("kk",), "to-check",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(passages((WORDS, SIGNS), TERMS, RESOURCES))


def keys(found: SearchResult) -> list[str]:
    return [hit.key for hit in found.hits]


def test_it_works(index: SearchIndex) -> None:
    found = search(index, "кілт сөздер", "kk")
    assert (found.hits[0].key, found.hits[0].part) == ("invented.words", "keys")
    assert found.read_as == ""


@pytest.mark.parametrize(
    "query",
    ["дереккөз", "дереккөздеріңізден", "дереккоздер", "derekkóz", "derekkozder", "lthtrr-p", "Дереккөздің"],
)
def test_a_kazakh_word_is_found_in_any_form_and_from_any_keyboard(index: SearchIndex, query: str) -> None:
    assert set(keys(search(index, query, "kk"))) == {"source", "invented.words"}


@pytest.mark.parametrize("query", ["источник", "источниками", "istochnik", "bcnjxybr", "источнк"])
def test_a_russian_word_is_found_in_any_form_and_from_any_keyboard(index: SearchIndex, query: str) -> None:
    assert keys(search(index, query, "ru"))[0] == "source"
    assert "invented.words" in keys(search(index, query, "ru"))


def test_what_was_read_otherwise_is_told(index: SearchIndex) -> None:
    assert search(index, "bcnjxybr", "ru").read_as == "источник"
    assert search(index, "источнк", "ru").read_as == "источник"
    assert search(index, "lthtrr-p d rfnfkju", "kk").read_as == "дереккөз в каталог"


def test_a_russian_word_finds_on_a_kazakh_page_and_the_language_is_told(index: SearchIndex) -> None:
    hit = search(index, "снимок", "kk").hits[0]
    assert (hit.key, hit.language) == ("invented.signs", "ru")
    assert "снимка" in hit.snippet.text


def test_a_title_counts_more_than_a_body(index: SearchIndex) -> None:
    assert keys(search(index, "лицензия", "kk"))[0] == "invented.signs"
    assert keys(search(index, "catalogue", "en"))[0] == "invented.words"


def test_a_text_with_all_words_comes_first(index: SearchIndex) -> None:
    assert keys(search(index, "автор каталог", "ru"))[0] == "invented.signs"


def test_words_that_say_little_are_left_out(index: SearchIndex) -> None:
    assert keys(search(index, "где искать книги", "ru"))[0] == "natlib"


def test_notes_and_sources_are_found_too(index: SearchIndex) -> None:
    assert {hit.part for hit in search(index, "94-V", "ru").hits} == {"sources"}
    assert {hit.part for hit in search(index, "интернетсіз", "kk").hits} == {"facilitator"}


def test_the_beginning_of_a_word_is_enough(index: SearchIndex) -> None:
    assert "invented.words" in keys(search(index, "библиот", "ru"))


def test_a_variant_that_texts_avoid_finds_its_term(index: SearchIndex) -> None:
    assert keys(search(index, "первоисточникті", "kk")) == ["source"]
    assert search(index, "первоисточник", "kk").hits[0].snippet.text == "Мәлімет алынатын жер."


def test_a_term_called_what_was_asked_for_comes_first(index: SearchIndex) -> None:
    assert search(index, "дереккөз", "kk").hits[0].kind == "term"


def test_a_kind_can_be_asked_for(index: SearchIndex) -> None:
    assert keys(search(index, "дереккөз", "kk", kind="lesson")) == ["invented.words"]


def test_a_limit_holds_and_everything_is_counted(index: SearchIndex) -> None:
    found = search(index, "каталог", "ru", limit=1)
    assert (len(found.hits), found.n_found) == (1, 2)


@pytest.mark.parametrize("query", ["", "   ", "…", "ъъъъъъъъ", "\0", "[]", "(" * 500, "а" * 10_000])
def test_nothing_is_found_without_an_error(index: SearchIndex, query: str) -> None:
    for language in LANGUAGES:
        assert search(index, query, language).hits == ()


def test_an_empty_index_finds_nothing() -> None:
    assert search(SearchIndex(()), "дереккөз", "kk") == SearchResult((), 0)


def test_a_snippet_shows_the_words_and_where_they_are() -> None:
    text = "Бірінші сөйлем. " * 30 + "Мұнда дереккөздің аты тұр. " + "Соңғы сөйлем. " * 30
    found = snippet_of(text, ["дереккөз"], "kk")
    assert len(found.text) < 200
    assert [found.text[a:b] for a, b in found.marks] == ["дереккөздің"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")


def test_a_snippet_of_a_short_text_is_the_text() -> None:
    assert snippet_of("Қысқа мәтін.", ["жоқ"], "kk") == Snippet("Қысқа мәтін.", ())


def test_pieces_of_a_snippet_give_the_text_back() -> None:
    found = snippet_of("Сурет, суреттің авторы, суретші.", ["сурет"], "kk")
    assert "".join(text for text, _is_found in found.pieces()) == found.text
    assert [text for text, is_found in found.pieces() if is_found][:2] == ["Сурет", "суреттің"]


@pytest.mark.parametrize(
    ("heard", "name"), [("гугл", "google"), ("Гуглдан", "google"), ("ютьюбта", "youtube")]
)
def test_the_name_of_a_service_is_understood_as_it_is_heard(heard: str, name: str) -> None:
    assert typed_otherwise(heard)[0] == name


def test_a_word_is_not_read_as_a_sign_and_a_small_word(index: SearchIndex) -> None:
    assert typed_otherwise("юеру")[-1] == ".the" and index.knows("the")
    assert search(index, "юеру", "kk").read_as == ""


def test_what_the_module_is_called_leads_to_its_lessons() -> None:
    own = SearchIndex(passages(load_lessons(), (), ()))
    found = [hit.key.partition(".")[0] for hit in search(own, "акпарат агыны", "kk", 3).hits]

    assert "information-flows" in found

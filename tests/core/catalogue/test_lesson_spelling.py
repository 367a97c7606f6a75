"""Spelling with a small dictionary of its own, and with Debian's where they are installed."""

import pytest
import yaml

from sauatty.core.catalogue.spelling import (
    DICTIONARIES,
    NAMES,
    Speller,
    known_words,
    spelling_report,
    words_to_check,
)
from sauatty.core.catalogue.spelling_endings import is_ending, stems_of

WORDS = {
    "кітап", "кітапхана", "сурет", "сурета", "тексер", "мектеп", "бөлік", "оқу", "айтылған", "жолды", "книга", "source",
}  # fmt: skip


def speller(language="kk", known=("дереккөз*", "юнеско*", "бсн")):
    return Speller(language, WORDS.__contains__, known)


def test_it_works():
    kk = speller()
    assert kk.is_right("кітап")
    assert kk.is_right("Кітап")
    assert not kk.is_right("китап")


@pytest.mark.parametrize(
    "word",
    ["кітапхананың", "кітаптар", "кітапқа", "суреттерді", "тексеріңіз", "тексеретінін", "мектебі", "бөлігін", "айтылғанын", "оқушылар"],
)  # fmt: skip
def test_a_word_of_the_dictionary_takes_kazakh_endings(word):
    assert speller().is_right(word)


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("кітаптарға", "the wrong harmony: кітаптерге"),
        ("кітаптерге", "a front ending on a back stem"),
        ("кітапға", "a soft ending after a hard letter"),
        ("кітапханалардын", "н typed for ң"),
        ("кітапханага", "г typed for ғ"),
        ("суреттін", "н typed for ң"),
        ("жолдын", "н after an accusative"),
        ("суреттт", "a letter twice"),
    ],
)
def test_a_slip_in_an_ending_is_found(word, slip):
    assert speller().is_right(word) == (word == "кітаптарға"), slip


def test_a_known_stem_takes_endings_and_a_known_word_does_not():
    kk = speller()
    assert kk.is_right("Дереккөздерден")
    assert kk.is_right("БСН")
    assert not kk.is_right("бсна")
    assert not kk.is_right("дереккөзқұ")


def test_parts_of_a_compound_are_looked_up_and_a_name_takes_an_ending_after_its_hyphen():
    kk = speller()
    assert kk.is_right("кітап-сурет")
    assert kk.is_right("ЮНЕСКО-ның")
    assert not kk.is_right("кітап-суурет")


def test_words_of_another_alphabet_are_left_to_the_check_of_letters():
    assert speller().is_right("Creative")
    assert speller("ru").is_right("кітапты")  # a Kazakh name in a Russian text
    assert not speller("ru").is_right("кнега")
    assert not speller("en").is_right("sourse")


def test_russian_and_english_take_one_ending():
    assert is_ending("ru", "книг", "ами")
    assert not is_ending("ru", "книг", "амиами")
    assert is_ending("en", "source", "s")


def test_a_stem_that_grew_soft_is_taken_back():
    assert stems_of("мектеб", "і") == ("мектеб", "мектеп")
    assert stems_of("кітап", "та") == ("кітап",)


def test_placeholders_addresses_and_files_are_no_words():
    text = "%(name)s <b>Сөз</b> https://adilet.zan.kz/kaz факт 100 %-дан kitap@mail.kz example.kz/dala {count} a_b 5-сынып"
    assert words_to_check(text) == ["Сөз", "факт"]


def test_a_language_without_a_dictionary_is_said_so(tmp_path):
    pytest.importorskip("spylls")
    report = spelling_report(dictionaries=tmp_path)
    assert report.problems == ()
    assert report.skipped[0] == (
        f"Spelling in kk was not checked: {tmp_path}/kk_KZ.dic is missing. Run: apt install hunspell-kk"
    )
    assert len(report.skipped) == 3


def test_no_kept_word_is_kept_twice_and_none_is_a_forbidden_variant():
    from sauatty.core.catalogue.terms import load_terms
    from sauatty.core.catalogue.terms_check import ForbiddenWords

    words = ForbiddenWords(load_terms().values())
    for language in NAMES:
        for word in known_words(language):
            assert not list(words.found_in(word.rstrip("*"), language)), f"{language}: {word}"


@pytest.mark.skipif(
    not (DICTIONARIES / "kk_KZ.dic").exists(), reason="the dictionary hunspell-kk is not installed here"
)
def test_with_debians_dictionary_slips_of_a_russian_keyboard_are_found(tmp_path):
    pytest.importorskip("spylls")
    right = "Кітапханашы дереккөзді тексеріп, оқушыларға көрсетті."
    slips = ["Китапханашы", "оқушыларга", "тексерип"]
    path = tmp_path / "resources/x.yaml"
    path.parent.mkdir()
    path.write_text(
        yaml.safe_dump({"a": {"kk": right}, "b": {"kk": " ".join(slips)}}, allow_unicode=True), "utf-8"
    )
    known = tmp_path / "words-known/kk.txt"
    known.parent.mkdir()
    known.write_text("дереккөз*  # a stem\n", "utf-8")
    report = spelling_report(tmp_path, languages=["kk"])
    assert sorted(one.problem.split("'")[1] for one in report.problems) == sorted(slips)

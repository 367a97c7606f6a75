"""Forms of a word have one stem, from whatever keyboard; words that differ keep theirs."""

import pytest

from sauatty.core.catalogue.content_search_typing import is_one_slip_away, typed_otherwise
from sauatty.core.catalogue.stems import loose_key, stem, stems

FORMS = [
    ("kk", "ағын ағыны ағынның ағынын ағынды агыны"),
    ("kk", "дереккөз дереккөздің дереккөздеріңізден дереккөзі дереккоз derekkóz derekkoz"),
    ("kk", "сұрақ сұрағы сұрақтарға сурак suraq surak"),
    ("kk", "кітап кітабыңызды кітаптар kitap"),
    ("kk", "тексеру тексереді тексерген тексеріңіз тексеріп тексермейді tekseru"),
    ("kk", "сілтеме сілтемелер сілтемесі сілтемемен сілтемелеріңіз"),
    ("kk", "құқық құқығы құқықтық"),
    ("kk", "жазу жазады жазған жазыңыз"),
    ("ru", "источник источника источниками источников istochniki"),
    ("ru", "ссылка ссылок ссылки ссылками"),
    ("ru", "информация информации информацию информацией"),
    ("ru", "грамотность грамотный грамотности"),
    ("ru", "проверить проверять проверяйте проверяем проверил"),
    ("ru", "надёжный надежного надёжными надёжность"),
    ("en", "source sources"),
    ("en", "search searching searched searches"),
    ("en", "copy copies copied"),
    ("en", "licence licences license"),
    ("en", "stop stopping stopped"),
]


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("kk", "дереккөз", "дерекқор"),
        ("kk", "сенімді", "сілтеме"),
        ("ru", "источник", "истец"),
        ("ru", "право", "правда"),
        ("en", "source", "search"),
    ],
)
def test_different_words_keep_different_stems(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_a_short_word_keeps_its_letters() -> None:
    assert stem("ана", "kk") == "ana"
    assert stem("да", "ru") == "da"
    assert stem("is", "en") == "is"


def test_no_stem_is_empty() -> None:
    for word in ("а", "я", "и", "ся", "sss", "ың", "ing", "7"):
        assert all(stems(word).values())


def test_letters_that_keyboards_mix_up_are_one_key() -> None:
    assert loose_key("қысқаша") == loose_key("кыскаша") == loose_key("qysqasha")
    assert loose_key("жеке") == loose_key("jeke") == loose_key("zheke")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lthtrr-p", "дереккөз"),
        ("c9hf0", "сұрақ"),
        ("bcnjxybr", "источник"),
        (":EHYFK", "журнал"),
        ("с9ра0", "сұрақ"),
        ("ышпт", "sign"),
    ],
)
def test_another_keyboard_is_read(typed: str, meant: str) -> None:
    assert meant in typed_otherwise(typed)


@pytest.mark.parametrize("plain", ["", "2026", "№", "…"])
def test_what_has_no_letters_is_read_as_it_is(plain: str) -> None:
    assert typed_otherwise(plain) == ()


def test_a_slip_is_one_letter_or_two_neighbours() -> None:
    assert is_one_slip_away("litsnzia", "litsenzia")
    assert is_one_slip_away("litsanzia", "litsenzia")
    assert is_one_slip_away("ltisenzia", "litsenzia")
    assert not is_one_slip_away("litsenzia", "litsenzia")
    assert not is_one_slip_away("litsnza", "litsenzia")
    assert not is_one_slip_away("abcd", "badc")

import pytest

from sauatty.core.catalogue.lesson_language import lookalike_words, n_syllables, readability, sentences


def test_it_works():
    counted = readability(["The cat sat on the mat."], "en")
    assert (counted.n_sentences, counted.n_words, counted.n_syllables) == (1, 6, 6)
    assert counted.ease("en") == pytest.approx(116.145)  # Flesch's own formula: 206.835 - 1.015 * 6 - 84.6


def test_the_russian_score_has_the_coefficients_of_oborneva():
    counted = readability(["Мама мыла раму."], "ru")
    assert (counted.words_per_sentence, counted.syllables_per_word) == (3, 2)
    assert counted.ease("ru") == pytest.approx(206.835 - 1.3 * 3 - 60.1 * 2)


def test_kazakh_has_no_score_because_no_formula_is_validated():
    counted = readability(["Кітапхана ашық. Балалар кітап оқып отыр."], "kk")
    assert (counted.n_sentences, counted.n_words, counted.longest) == (2, 6, 4)
    assert counted.ease("kk") is None


def test_nothing_has_no_score_and_no_length():
    counted = readability([""], "ru")
    assert (counted.n_words, counted.words_per_sentence, counted.ease("ru")) == (0, 0, None)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Бұл – бірінші. Бұл – екінші!", 2),
        ("А. Ерлан суретті түсірді. Ол жақсы.", 2),
        ("См. ст. 7 закона.", 1),
        ("Не істейміз? «Білмеймін», – деді ол.", 2),
        ("- бір\n- екі", 2),
        ("Версия 4.0 лицензии.", 1),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text, n):
    assert len(sentences(text)) == n


@pytest.mark.parametrize(
    ("word", "language", "n"),
    [
        ("кітапхана", "kk", 4), ("сурет", "kk", 2), ("тауып", "kk", 2), ("медиа", "ru", 3), ("в", "ru", 1),
        ("licence", "en", 2), ("open", "en", 2), ("checked", "en", 1), ("table", "en", 2), ("Commons", "kk", 2),
    ],
)  # fmt: skip
def test_syllables_are_vowels(word, language, n):
    assert n_syllables(word, language) == n


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Бұл cурет", "kk", ["cурет"]),  # a Latin c
        ("Бiр кітап", "kk", ["Бiр"]),  # a Latin i
        ("ic-шара", "kk", ["ic"]),
        ("Creative Commons сайты, PDF-ке, Wi-Fi-ды", "kk", []),
        ("The sоurce", "en", ["sоurce"]),  # a Cyrillic о
        ("The word іс", "en", ["іс"]),
        ("The word кітап", "en", []),
    ],
)
def test_letters_of_the_other_alphabet_are_found(text, language, found):
    assert list(lookalike_words(text, language)) == found

import pytest

from sauatty.core.catalogue.directory_query import DirectoryQuery, matches_words, read_directory_query

PAVLODAR = DirectoryQuery(region="KZ-55", language="kk", competences=("gmilaf.2.2",))


@pytest.mark.parametrize(
    "asked",
    [
        "who in Pavlodar teaches source evaluation in Kazakh",
        "Павлодарда кім дереккөздерді бағалауды қазақша үйретеді",
        "павлодарда ким дереккоздерди багалауды казакша уйретеди",
        "кто в Павлодаре учит оценке источников на казахском",
        "кто учит оценивать источники в Павлодарской области на казахском языке",
    ],
)
def test_it_works(asked):
    assert read_directory_query(asked) == PAVLODAR


@pytest.mark.parametrize(
    ("asked", "region"),
    [
        ("Алматы", "KZ-75"),
        ("Алматы қаласы", "KZ-75"),
        ("Алматы облысы", "KZ-19"),
        ("в Алматинской области", "KZ-19"),
        ("Семейде", "KZ-10"),
        ("Батыс Қазақстан облысында", "KZ-27"),
        ("Восточно-Казахстанская область", "KZ-63"),
        ("Northern lights", ""),
        ("Қазақстан", ""),
        ("gfdkjlfh", "KZ-55"),
        ("Ақтөбе", "KZ-15"),
        ("Ақтау", "KZ-47"),
    ],
)
def test_regions_are_known_by_name_centre_and_ending(asked, region):
    assert read_directory_query(asked).region == region


@pytest.mark.parametrize(
    ("asked", "language", "subject"),
    [
        ("қазақ тілінде", "kk", ""),
        ("қазақ тілі", "", "kazakh-language"),
        ("на русском", "ru", ""),
        ("русский язык", "", "russian-language"),
        ("русский язык на казахском", "kk", "russian-language"),
        ("ағылшынша информатика", "en", "informatics"),
    ],
)
def test_a_language_of_teaching_is_not_a_subject(asked, language, subject):
    found = read_directory_query(asked)

    assert (found.language, found.subject) == (language, subject)


def test_codes_and_everyday_words_name_competences():
    assert read_directory_query("2.3").competences == ("gmilaf.2.3",)
    assert read_directory_query("фактчекинг").competences == ("gmilaf.2.3",)
    assert read_directory_query("9.9").competences == ()


def test_what_nobody_knows_is_looked_for_in_names():
    assert read_directory_query("Мария Образцова") == DirectoryQuery(rest=("Мария", "Образцова"))
    assert matches_words("Айгүл Нұрланқызы, №5 мектеп кітапханасы", ["айгул", "мектебі"])
    assert not matches_words("Айгүл Нұрланқызы", ["Ербол"])


@pytest.mark.parametrize("asked", ["", "   ", "?!", "a" * 5000, "\u200b", "%_'\"; DROP", "қ " * 900])
def test_any_text_is_read(asked):
    assert isinstance(read_directory_query(asked), DirectoryQuery)


@pytest.mark.parametrize(
    "asked",
    [
        "Подскажите, пожалуйста, кто мне может помочь в Павлодаре с оценкой источников на казахском?",
        "Нам срочно нужен кто-нибудь, кто умеет оценивать источники на казахском в Павлодаре",
        "Маған Павлодарда дереккөздерді бағалауды қазақша үйрете алатын біреу керек еді",
        "Please tell us who could teach source evaluation to us in Kazakh, here in Pavlodar",
    ],
)
def test_words_that_say_nothing_are_no_conditions(asked):
    assert read_directory_query(asked) == PAVLODAR

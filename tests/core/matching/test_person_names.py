import pytest

from sauatty.core.matching.person_names import WHY, NameIndex, name_key, name_parts, similarity

# Invented people, each in the spellings in which one meets a name in Kazakhstan.
SAME = [
    ("Әйгерім Сәрсенова", "Сарсенова Айгерим", "Aigerim Sarsenova", "Äigerım Särsenova"),
    ("Жұмабаев Серік Ахметұлы", "Жумабаев Серик Ахметович", "Zhumabayev Serik Akhmetovich", "Jumabaev Serik"),
    ("Алия Есенқызы", "Алия Есен кызы", "Aliya Yessenkyzy"),
    ("Қанат Жүнісов", "Канат Жунусов", "Kanat Zhunussov"),
    ("Цой Виктор", "Tsoi Viktor", "Tsoy Victor"),
    ("Дмитрий Щербаков", "Dmitriy Shcherbakov", "Щербаков Дмитрий"),
    ("Ғазиза Тәңірбергенова", "Газиза Тангирбергенова", "Gaziza Tanirbergenova"),
    ("Шынар Жақсылықова", "Шинар Жаксыликова", "Shynar Zhaksylykova", "Şynar Jaqsylyqova"),
]
OTHERS = [
    ("Айгүл Серікова", "Айнұр Серікова"),
    ("Марат Омаров", "Мұрат Оразов"),
    ("Дана Ким", "Дина Цой"),
    ("Redmi 9", "Айгерим Ахметова"),
    ("iPhone (2)", "Ирина Ахметова"),
    ("", "Айгерим Ахметова"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda one: one[0])
def test_spellings_of_one_name_are_alike(spellings):
    for other in spellings[1:]:
        assert similarity(spellings[0], other) >= 0.85, other
        assert similarity(other, spellings[0]) == similarity(spellings[0], other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_different_people_are_not(one, other):
    assert similarity(one, other) < 0.8


def test_letters_of_three_alphabets_fold_to_one_key():
    assert name_key("Нұрсұлтан Әбішұлы") == name_key("Nursultan Abishuly") == name_key("Әбіш ұлы Нурсултан")
    assert name_parts("Серік Қуанышұлы") == name_parts("Серик Куанышович")
    assert name_key("12 34") == ""


def test_an_initial_counts_for_the_name_it_begins():
    assert similarity("Сәрсенова Ә.", "Айгерим Сарсенова") >= 0.9
    assert similarity("Сәрсенова Б.", "Айгерим Сарсенова") < 0.8


def test_one_shared_part_is_never_enough():
    assert similarity("Айгерим", "Айгерим Ахметова") <= 0.7


@pytest.fixture(scope="module")
def index():
    names = [(f"{group}.{at}", name) for group, names in enumerate(SAME) for at, name in enumerate(names[1:])]
    return NameIndex([*names, ("first", "Ким Дана"), ("second", "Ким Дана"), ("initial", "Оразбаев Т.")])


@pytest.mark.parametrize("group", range(len(SAME)))
def test_an_index_finds_every_spelling_and_nobody_else(index, group):
    found = index.suggest(SAME[group][0], limit=10)

    assert {one.id for one in found} == {f"{group}.{at}" for at in range(len(SAME[group]) - 1)}
    assert all(one.why in WHY and one.score <= 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_two_people_of_the_same_name_stay_two(index):
    found = index.suggest("Дана Ким")

    assert [(one.id, one.score, one.why) for one in found] == [
        ("first", 1.0, "order"),
        ("second", 1.0, "order"),
    ]


def test_a_known_initial_is_found_by_the_whole_name(index):
    [found] = index.suggest("Тимур Оразбаев")

    assert (found.id, found.why) == ("initial", "initials")


def test_no_more_are_suggested_than_were_asked_for(index):
    assert len(index.suggest("Дана Ким", limit=1)) == 1 and index.suggest("Redmi 9") == []
    assert index.suggest("") == []

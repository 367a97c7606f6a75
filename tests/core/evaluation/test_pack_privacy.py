"""Packs that may leave the house: nobody is found again, rare traits are grouped, the figures stay."""

from dataclasses import replace

import pytest

from core.evaluation.small_pack import small_pack
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.pack import People
from sauatty.core.evaluation.pack_files import read_pack, write_pack
from sauatty.core.evaluation.pack_privacy import check_pack, protected, pseudonymised
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.surveys.plain import as_plain


@pytest.fixture(scope="module")
def realistic():
    return simulate(programme_model(), seed=5, size=80)


def ids_of(pack):
    """Return every id of people, responses, trainings and activities."""
    found = {*pack.people.ids, *(id for one in pack.surveys for id in one.table.ids)}
    found |= {id for one in pack.tests for id in one.scores.persons}
    found |= {id for one in pack.trainings for id in (one.id, *one.attended)}
    return found | {id for one in pack.activities for id in (one.id, one.person, *one.guests)}


def test_no_id_stays_and_another_key_gives_others(realistic):
    one, two = pseudonymised(realistic, b"one"), pseudonymised(realistic, b"two")
    assert not ids_of(one) & ids_of(realistic) and not ids_of(one) & ids_of(two)
    assert pseudonymised(realistic, b"one").people == one.people
    assert list(one.people.ids) == sorted(one.people.ids)


def test_people_keep_what_is_theirs_under_their_new_id():
    pack, new = small_pack(), pseudonymised(small_pack(), b"key")
    assert sorted(map(sum, new.test("final").scores.scores)) == sorted(
        map(sum, pack.test("final").scores.scores)
    )
    who = next(person for person, share in new.trainings[0].attended.items() if share == 0.8)
    points = new.test("final").scores
    assert points.scores[points.persons.index(who)].tolist() == [1, 1, 1, 0]
    place = new.people.ids.index(who)
    assert new.people.traits["language"][place] == "ru" and new.people.stages["certified"][place] is False


def test_an_anonymous_survey_stays_unjoinable_even_where_its_ids_were_those_of_people(realistic):
    survey = replace(realistic.surveys[0], is_anonymous=True, codes=())
    table = replace(survey.table, ids=realistic.people.ids[: len(survey.table)])
    new = pseudonymised(replace(realistic, surveys=(replace(survey, table=table),)), b"key")
    assert not set(new.surveys[0].table.ids) & set(new.people.ids)


def test_days_become_months(realistic):
    new = pseudonymised(realistic, b"key")
    days = [one.day for one in (*new.trainings, *new.surveys)] + [
        d for s in new.surveys for d in s.table.days
    ]
    assert days and all(len(day) in (0, 7) for day in days)


def test_pseudonyms_change_no_estimate():
    old, new = (evaluate(one, n_resamples=20) for one in (small_pack(), pseudonymised(small_pack(), b"k")))
    assert [one.certificates for one in old.thread] == [one.certificates for one in new.thread]
    assert [one.gain.value for one in old.thread] == pytest.approx([one.gain.value for one in new.thread])
    assert old.reach == new.reach


def people_of(counts):
    traits = [pair for pair, n in counts.items() for _ in range(n)]
    ids = tuple(f"p{at}" for at in range(len(traits)))
    return People(ids, {"region": tuple(a for a, _ in traits), "language": tuple(b for _, b in traits)})


def test_the_check_names_what_must_be_left_out_and_protection_makes_it_pass():
    pack = small_pack(
        people=people_of({("KZ-75", "kk"): 9, ("KZ-75", "ru"): 9, ("KZ-10", "kk"): 2, ("KZ-11", "kk"): 2}),
        tests=(), trainings=(), activities=(),
    )  # fmt: skip
    check = check_pack(pack, 4)
    assert check.people.k == 2 and check.people.leave_out == ("region",) and not check.is_enough
    assert {(one.name, one.code) for one in check.people.rare} == {("region", "KZ-10"), ("region", "KZ-11")}
    safe = protected(pack, 4)
    assert check_pack(safe, 4).is_enough
    assert set(safe.people.traits["region"]) == {"KZ-75", "rare_answers"}  # grouped, not lost


def test_where_fewer_people_than_the_minimum_are_all_traits_go():
    pack = small_pack(people=people_of({("KZ-75", "kk"): 3}), tests=(), trainings=(), activities=())
    assert protected(pack, 5).people.traits == {}


def test_a_protected_programme_passes_its_check_and_holds_no_words_of_people(realistic):
    safe = protected(pseudonymised(realistic, b"key"))
    check = check_pack(safe)
    assert check.is_enough and not any(one.texts for one in check.surveys)
    again = read_pack(write_pack(safe), "p.zip")
    assert as_plain(again.people) == as_plain(safe.people)
    assert as_plain(again.surveys[0].table) == as_plain(safe.surveys[0].table)


def test_taking_words_and_traits_out_changes_no_need_and_no_gain(realistic):
    whole = pseudonymised(realistic, b"key")
    old, new = (evaluate(one, n_resamples=20) for one in (whole, protected(whole)))
    assert [one.need for one in old.thread] == [one.need for one in new.thread]
    assert [one.gain for one in old.thread] == [one.gain for one in new.thread]
    assert old.content == new.content

"""The rubric of own activities shows what a test cannot: all of component 3, level by level, in three languages."""

import dataclasses

import pytest

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.rubrics import load_rubrics, rubric, rubric_of_key, rubric_problems
from sauatty.core.errors import LevelsInvalid, UnknownRubric
from sauatty.core.languages import LANGUAGES, Translated


def test_every_competence_of_creation_and_sharing_has_a_criterion():
    found = rubric("own-activity")
    assert [one.competence for one in found.criteria] == [f"gmilaf.3.{n}" for n in (1, 2, 3, 4)]
    assert all(competence(one.competence).is_competence for one in found.criteria)
    assert all(len(one.levels) == len(found.levels) == 4 for one in found.criteria)


def test_the_words_of_levels_differ_in_every_language():
    for found in load_rubrics():
        for one in found.criteria:
            for language in LANGUAGES:
                texts = [getattr(level, language) for level in one.levels]
                assert all(texts) and len(set(texts)) == len(texts)


def test_a_review_names_the_version_it_was_made_with():
    found = rubric("own-activity")
    assert found.key == "own-activity-1" and rubric_of_key(found.key) is found
    with pytest.raises(UnknownRubric):
        rubric_of_key("own-activity-99")
    with pytest.raises(UnknownRubric):
        rubric("nobody-wrote-it")


GOOD = {"creation": "3", "communication": 2, "participation": "0", "monitoring": "1"}


def test_levels_are_read_as_forms_send_them():
    assert rubric("own-activity").read_levels(GOOD) == {
        "creation": 3, "communication": 2, "participation": 0, "monitoring": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"creation": "4"}, {"creation": ""}, {"creation": "-1"}, {"creation": "²"}, {"charm": "2"}]
)
def test_a_level_that_does_not_exist_is_refused_by_name(wrong):
    with pytest.raises(LevelsInvalid) as refusal:
        rubric("own-activity").read_levels({**GOOD, **wrong})
    assert refusal.value.params["criterion"] == next(iter(wrong))
    short = {key: level for key, level in GOOD.items() if key != "monitoring"}
    with pytest.raises(LevelsInvalid):
        rubric("own-activity").read_levels(short)


def test_broken_rubrics_are_named():
    found = rubric("own-activity")
    first = dataclasses.replace(
        found.criteria[0], competence="gmilaf.9.9", levels=found.criteria[0].levels[:3]
    )
    broken = dataclasses.replace(found, criteria=(first,), title=Translated(kk="", ru="Рубрика", en="Rubric"))
    said = "\n".join(rubric_problems(broken, {"gmilaf.3.1"}))
    assert "gmilaf.9.9, which is no competence" in said
    assert "creation has 3 levels instead of 4" in said
    assert "title" in said

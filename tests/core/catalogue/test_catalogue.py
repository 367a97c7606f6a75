import pytest

from sauatty.core.catalogue import (
    carry_over,
    competence,
    crosswalk,
    crosswalks,
    find_area,
    find_subject,
    framework,
    load_exemplars,
    load_frameworks,
    load_regions,
    subject_areas,
    subjects,
    word,
)
from sauatty.core.errors import UnknownCompetence, UnknownFramework


def test_it_works():
    gmilaf = framework("gmilaf")
    assert [node.code for node in gmilaf.competences] == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4",
    ]  # fmt: skip
    assert gmilaf.node("2.3").parent == "gmilaf.2"
    assert [node.id for node in gmilaf.children(None)] == ["gmilaf.1", "gmilaf.2", "gmilaf.3"]


@pytest.mark.parametrize("spelling", ["gmilaf.2.3", "G-2.3", "g-2.3", "GMILAF.2.3", " G-2.3 "])
def test_every_spelling_leads_to_the_canonical_id(spelling):
    assert competence(spelling).id == "gmilaf.2.3"


def test_an_unknown_competence_says_what_to_do():
    with pytest.raises(UnknownCompetence, match="gmilaf.9.9.*sauatty frameworks show"):
        competence("gmilaf.9.9")


def test_an_unknown_framework_names_the_known_ones():
    with pytest.raises(UnknownFramework, match="'nowhere'.*acrl.*gmilaf"):
        framework("nowhere")


def test_the_frameworks_are_read_once():
    assert load_frameworks() is load_frameworks()


def test_areas_and_subjects_only_group():
    assert framework("kzareas").competences == ()
    assert len(framework("mil2021").competences) == 14
    assert [node.code for node in framework("mil2021").nodes if node.audit_target] == [
        f"m{n}" for n in range(2, 14)
    ]


def test_a_subject_is_found_by_slug_and_by_each_name():
    for name in ("informatics", "Информатика", "информатика", "Informatics"):
        assert find_subject(name).id == "informatics"
    assert find_subject("digital_literacy").area == "mathematics-informatics"
    assert find_subject("Қазақ тілі мен әдебиеті").id == "kazakh-language-literature"
    assert find_subject("Ғарыштану негіздері") is None


def test_every_subject_stands_in_a_known_area():
    areas = {area.code for area in subject_areas()}
    assert len(areas) == 7
    assert {subject.area for subject in subjects()} == areas


def test_an_area_is_found_by_its_names():
    for name in ("people-society", "Человек и общество", "Адам және қоғам", "People and society"):
        assert find_area(name).code == "people-society"


def test_scores_are_carried_over_a_crosswalk():
    links = crosswalk("gmilaf", "acrl")
    carried = carry_over({"gmilaf.1.2": 0.7, "gmilaf.2.3": 0.2}, links)
    assert set(carried) == {node.id for node in framework("acrl").competences}
    assert list(carried.values()) == sorted(carried.values(), reverse=True)
    assert max(carried.values()) == 0.7
    assert next(iter(carried)) in links.targets("gmilaf.1.2")


def test_a_missing_crosswalk_names_those_there_are():
    assert {found.target for found in crosswalks()} == {"aasl", "acrl", "digcomp", "keleshek", "mil2021"}
    with pytest.raises(UnknownFramework, match="kzareas.*Known: gmilaf, aasl"):
        crosswalk("gmilaf", "kzareas")


def test_every_exemplar_of_a_competence_is_relevant():
    exemplars = load_exemplars()
    assert {one.relevance for one in exemplars if one.competence} == {"direct", "opportunity"}
    assert {one.relevance for one in exemplars if one.competence is None} == {"none"}
    assert all(competence(one.competence).is_competence for one in exemplars if one.competence)


def test_the_twenty_regions_have_iso_and_kato_codes():
    regions = load_regions()
    by_id = {region.id: region for region in regions.regions}
    assert len(by_id) == 20
    assert by_id["KZ-10"].kato == "100000000"
    assert by_id["KZ-79"].kind == "city"
    assert by_id["KZ-33"].centre.kk == "Талдықорған"
    assert sum(region.kind == "city" for region in regions.regions) == 3
    assert {kind.is_urban for kind in regions.locality_kinds} == {True, False}


def test_words_are_filled_in():
    assert word("coverage", "grade", "kk", grade=7) == "7-сынып"
    assert word("coverage", "not_read", "ru") == "не прочитано"

"""The shipped instruments, modules and codebook of answers, and the invented survey made with them."""

import re
from collections import Counter
from functools import lru_cache
from itertools import takewhile

import pytest
import yaml

from sauatty.core.catalogue.answer_codebooks import answer_codebook
from sauatty.core.catalogue.answers_check import answer_problems
from sauatty.core.catalogue.burden import burden
from sauatty.core.catalogue.content import CONTENT
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.catalogue.instrument_reading import read_instrument
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.words import words
from sauatty.core.languages import LANGUAGES, detect_language
from sauatty.core.surveys.familiarity import term_questions

SLUGS = ("mil-needs", "training-evaluation", "training-followup")


@lru_cache
def shipped(slug):
    return read_instrument(CONTENT / "instruments" / f"{slug}.yaml")


@lru_cache
def invented():
    return yaml.safe_load((CONTENT / "demo" / "survey.yaml").read_text("utf-8"))


def competences():
    return {node.id for node in framework("gmilaf").competences}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_no_instrument_takes_longer_than_a_quarter_of_an_hour(slug, language):
    assert 3 < burden(shipped(slug), language).minutes <= 15


def test_a_fifth_of_the_terms_is_invented_and_none_of_them_opens_the_list():
    rows = [row for _, _, row in term_questions(shipped("mil-needs"))]
    foils = [row.foil for row in rows]
    assert 0.18 <= sum(foils) / len(foils) <= 0.25
    assert not foils[0] and not foils[1]


@pytest.mark.parametrize("slug", ["mil-needs", "training-evaluation"])
def test_the_notion_is_claimed_then_defined_and_only_then_do_other_terms_come(slug):
    questions = shipped(slug).questions
    at = [question.id for question in questions].index("mil_definition")
    assert [one.id for one in questions[at - 1 : at + 2]] == [
        "familiarity_mil",
        "mil_definition",
        "familiarity",
    ]
    assert len(questions[at + 1].rows) == 12
    assert questions[at - 1 : at + 2] == tuple(
        one for one in shipped("mil-needs").questions if one.role in ("familiarity", "definition")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_before_the_definition_names_what_belongs_to_it(language):
    needs = shipped("mil-needs")
    before = list(takewhile(lambda one: one.id != "mil_definition", needs.questions))
    texts = [needs.about, *(one for question in before for one in (question.text, question.hint)),
             *(one.label for question in before for one in question.choices)]  # fmt: skip
    told = " ".join(one.text(language) for one in texts).casefold()
    hints = {
        "kk": ("тексер", "фейк", "іздеу"),
        "ru": ("провер", "фейк", "поиск"),
        "en": ("check", "fake", "searching"),
    }
    assert [one for one in hints[language] if one in told] == []


def test_knowledge_is_asked_before_practice_training_and_self_rating():
    roles = [question.role for question in shipped("mil-needs").questions]
    first = {role: roles.index(role) for role in set(roles)}
    later = ("practice", "training", "self-rating", "need")
    assert first["familiarity"] < first["definition"] < min(first[role] for role in later)
    assert roles.index("self-rating") > max(at for at, role in enumerate(roles) if role == "training")


def test_every_competence_is_practised_rated_needed_and_taught():
    needs, wanted = shipped("mil-needs"), competences()
    for role in ("practice", "self-rating"):
        assert {one for q in needs.with_role(role) for row in q.rows for one in row.competences} == wanted
    (ranked,) = needs.with_role("need")
    assert {choice.code for choice in ranked.choices} == {one.replace(".", "_") for one in wanted}
    assert {one for module in load_modules() for one in module.competences} == wanted


def test_modules_give_the_hours_and_shares_of_their_lessons():
    for module in load_modules():
        assert module.hours == sum(lesson.hours for lesson in module.lessons), module.id
        hours = Counter()
        for lesson in module.lessons:
            for one in lesson.competences:
                hours[one] += lesson.hours / len(lesson.competences)
        assert sum(module.competences.values()) == pytest.approx(1), module.id
        assert hours == pytest.approx({one: module.hours_for(one) for one in module.competences}, abs=0.01), (
            module.id
        )


def test_letters_have_the_same_places_to_fill_in_each_language():
    for key, text in words("survey_letters").items():
        places = {tuple(sorted(re.findall(r"\{(\w+)\}", getattr(text, one)))) for one in LANGUAGES}
        assert len(places) == 1, key
        assert not re.search(r"\}\w", text.kk), key


def test_the_invented_survey_says_that_it_is_invented():
    assert invented()["invented"] is True
    assert len({one["id"] for one in invented()["responses"]}) == 60
    assert len({one["answers"]["region"] for one in invented()["responses"]}) == 6


def test_invented_answers_fit_the_instrument():
    needs = shipped("mil-needs")
    wrong = {one["id"]: answer_problems(needs, one["answers"]) for one in invented()["responses"]}
    assert {key: problems for key, problems in wrong.items() if problems} == {}


def test_agreed_codes_follow_the_codebook():
    parts = {part.id for part in answer_codebook("mil-definition").parts}
    texts = {one["id"]: one["answers"].get("mil_definition", "") for one in invented()["responses"]}
    agreed = [one for one in invented()["codes"] if one["coder"] == "agreed"]
    assert {one["response"] for one in agreed} == {key for key, text in texts.items() if text}
    for one in agreed:
        named = set(one["parts"])
        assert named <= parts
        is_whole = "evaluate" in named and bool(named & {"access", "create-use"})
        is_mistaken = "верить только официальным" in texts[one["response"]]
        assert (one["grade"] == 3) == (is_whole and not is_mistaken), texts[one["response"]]
        assert (one["grade"] >= 2) == bool(named), texts[one["response"]]


def test_two_coders_differ_now_and_then_and_the_settled_code_says_why():
    codes = {(one["response"], one["coder"]): one for one in invented()["codes"]}
    judged = {response for response, _ in codes}
    differ = {
        one
        for one in judged
        if any(codes[one, "a"][key] != codes[one, "b"][key] for key in ("grade", "parts"))
    }
    assert 5 < len(differ) < len(judged) / 2
    assert {one for one in judged if codes[one, "agreed"].get("note")} == differ


def test_an_example_of_each_language_stands_in_its_place():
    book = answer_codebook("mil-definition")
    for held in (*book.grades, *book.parts):
        assert len(held.examples) >= 3
        assert not any(example.missing for example in held.examples)
        assert all(detect_language(example.en) in {"en", ""} for example in held.examples)

import shutil
from pathlib import Path

import pytest
import yaml

from sauatty.core.catalogue import CONTENT, framework, load_frameworks
from sauatty.core.catalogue.answer_codebooks import (
    GRADES,
    answer_codebook,
    load_answer_codebooks,
    read_answer_codebook,
)
from sauatty.core.catalogue.codebooks import load_codebooks
from sauatty.core.catalogue.modules import load_modules, module, read_module
from sauatty.core.catalogue.survey_content import SURVEY_SCHEMAS, shares_of_lessons, survey_problems
from sauatty.core.catalogue.text_checks import language_problems
from sauatty.core.errors import ContentInvalid, UnknownCodebook, UnknownModule
from sauatty.core.languages import Translated

NEEDS = "instruments/mil-needs.yaml"
MANUAL = "codebooks/answers/mil-definition-1.yaml"
MODULE = "modules/reliable-information.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content of surveys to break."""
    for folder in SURVEY_SCHEMAS:
        shutil.copytree(CONTENT / folder, tmp_path / folder)
    return tmp_path


def change(path: Path, edit) -> None:
    whole = yaml.safe_load(path.read_text("utf-8"))
    edit(whole)
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")


def problems_at(root: Path) -> list[str]:
    return [str(problem) for problem in survey_problems(root, load_frameworks())]


def test_it_works(content):
    assert problems_at(content) == []


def test_every_competence_is_taught_by_a_module():
    taught = {one for outline in load_modules() for one in outline.competences}
    assert {node.id for node in framework("gmilaf").competences} <= taught


def test_the_shipped_codebook_scores_the_parts_of_a_definition():
    assert {part.id for part in answer_codebook("mil-definition").parts} == {
        "access", "evaluate", "create-use", "media-and-information", "ethics", "critical-thinking", "civic-purpose",
    }  # fmt: skip


def test_codebooks_of_answers_and_of_objectives_stay_apart():
    assert {one.id for one in load_codebooks()}.isdisjoint(one.id for one in load_answer_codebooks())
    assert "mil-objectives" in {one.id for one in load_codebooks()}


def test_a_codebook_is_found_by_name_and_version():
    found = answer_codebook("mil-definition", "1")
    assert [grade.code for grade in found.grades] == list(GRADES)
    assert found.part("access").competences
    assert found.part("colour") is None
    assert len(found.sha256) == 64
    for slug, version in (("mil-definition", "99"), ("nobody", "")):
        with pytest.raises(UnknownCodebook):
            answer_codebook(slug, version)


def test_the_highest_number_is_the_newest_version(content, monkeypatch):
    path = content / MANUAL
    versions = []
    for version in ("9", "10"):
        change(path, lambda whole, version=version: whole.update(version=version))
        versions.append(read_answer_codebook(path, content))
    monkeypatch.setattr(
        "sauatty.core.catalogue.answer_codebooks.load_answer_codebooks", lambda: tuple(versions)
    )
    assert answer_codebook("mil-definition").version == "10"


def test_a_module_says_how_many_hours_a_competence_gets():
    found = module("reliable-information")
    assert found.hours_for("gmilaf.2.2") == pytest.approx(found.hours * found.competences["gmilaf.2.2"])
    assert found.hours_for("gmilaf.3.3") == 0
    with pytest.raises(UnknownModule, match="reliable-information"):
        module("nobody")


@pytest.mark.parametrize("outline", load_modules(), ids=lambda one: one.id)
def test_the_shares_of_a_module_are_those_of_its_lessons(outline):
    assert shares_of_lessons(outline) == pytest.approx(dict(outline.competences), abs=0.02)


@pytest.mark.parametrize(
    ("path", "edit", "problem"),
    [
        (NEEDS, lambda one: one["title"].pop("kk"), "title: has no text in kk"),
        (NEEDS, lambda one: one["title"].update(kk=one["title"]["ru"] + " и для нашей работы"), "title is not Kazakh"),
        (NEEDS, lambda one: one.update(colour="red"), "has the unknown key 'colour'"),
        (NEEDS, lambda one: one["sections"][0]["questions"][0].update(when="foo()"), "region.when: 'foo()'"),
        (NEEDS, lambda one: one.update(sections=3), "'sections' is not a list"),
        (MANUAL, lambda one: one["grades"].pop(), "has the grades 0, 1, 2 instead of each"),
        (MANUAL, lambda one: one["grades"][0].update(code=4), "has the grade 4"),
        (MANUAL, lambda one: one.update(question_roles=["hero"]), "names the role 'hero'"),
        (MANUAL, lambda one: one["parts"].append(one["parts"][0]), "part access stands more than once"),
        (MANUAL, lambda one: one["parts"][0].update(id="қол жеткізу"), "is no id of a part"),
        (MANUAL, lambda one: one["parts"][0].update(competences=["gmilaf.9.9"]), "part access names gmilaf.9.9"),
        (MANUAL, lambda one: one["parts"][0]["examples"][0].pop("ru"), "example 1 of part access has no text in ru"),
        (MANUAL, lambda one: one["grades"][1]["name"].pop("en"), "name of grade 1 has no text in en"),
        (MODULE, lambda one: one.update(hours=9), "its lessons take 6 hours and the module says 9"),
        (MODULE, lambda one: one.update(hours="many"), "'hours' is 'many'"),
        (MODULE, lambda one: one["competences"].update({"gmilaf.2.2": 0.5}), "has 0.5 of the hours"),
        (MODULE, lambda one: one["competences"].update({"gmilaf.9.9": 0}), "names gmilaf.9.9, which is no competence"),
        (MODULE, lambda one: one.update(competences=["gmilaf.2.2"]), "is not a mapping"),
        (MODULE, lambda one: one["lessons"].append({**one["lessons"][0], "hours": 1}), "lesson search-words stands more"),
        (MODULE, lambda one: one.update(forms=["online"]), "can be held onsite, which the module cannot"),
        (MODULE, lambda one: one.update(forms=["by post"]), "'forms' is ['by post']"),
        (MODULE, lambda one: one.update(languages=["kk"]), "is in kk only"),
        (MODULE, lambda one: one.update(outcomes=["keleshek.99"]), "works towards keleshek.99"),
        (MODULE, lambda one: one.update(prerequisites=["magic"]), "comes after the module 'magic'"),
        (MODULE, lambda one: one.update(prerequisites=[one["id"]]), "has to come before itself"),
        (MODULE, lambda one: one["summary"].pop("ru"), "summary has no text in ru"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_file(content, path, edit, problem):
    change(content / path, edit)
    found = [one for one in problems_at(content) if problem in one]
    assert found
    assert all(one.startswith(f"{path}: ") for one in found)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (NEEDS, "instrument mil-needs 1 stands more than once"),
        (MANUAL, "codebook mil-definition 1 stands more than once"),
        (MODULE, "module reliable-information stands more than once"),
    ],
)
def test_no_id_stands_twice(content, path, problem):
    shutil.copy(content / path, (content / path).with_name("zz-copy.yaml"))
    assert any(problem in one for one in problems_at(content))


def test_two_modules_cannot_come_before_each_other(content):
    change(content / MODULE, lambda one: one.update(prerequisites=["copyright"]))
    change(content / "modules/copyright.yaml", lambda one: one.update(prerequisites=["reliable-information"]))
    found = [one for one in problems_at(content) if "before itself" in one]
    assert len(found) == 2


def test_a_missing_key_is_named(content):
    for path, read, key in ((MODULE, read_module, "lessons"), (MANUAL, read_answer_codebook, "parts")):
        change(content / path, lambda whole, key=key: whole.pop(key))
        with pytest.raises(ContentInvalid, match=f"has no '{key}'"):
            read(content / path, content)


@pytest.mark.parametrize(
    ("kk", "ru", "is_right"),
    [
        ("Мысалы, ChatGPT, Gemini, Copilot, Alice.", "Например, ChatGPT, Gemini, Copilot, Alice.", True),
        ("%(estimate)s (%(low)s – %(high)s)", "%(estimate)s (%(low)s – %(high)s)", True),
        ("How often do you check the news?", "Как часто Вы проверяете новости?", False),
        ("Как часто Вы проверяете новости в сети?", "Как часто Вы проверяете новости в сети?", False),
        (
            "Желідегі жаңалықты қаншалықты жиі тексересіз?",
            "Желідегі жаңалықты қаншалықты жиі тексересіз?",
            False,
        ),
    ],
)
def test_names_of_programs_and_placeholders_say_nothing_about_the_language(kk, ru, is_right):
    found = list(language_problems("hint", Translated(kk, ru, "For example")))
    assert (found == []) is is_right

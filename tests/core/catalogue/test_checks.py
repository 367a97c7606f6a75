import pickle
import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml

from sauatty.core.catalogue import CONTENT, check_content, text_checks
from sauatty.core.catalogue import content as files


@pytest.fixture(scope="module", autouse=True)
def remembered():
    """Texts that a test leaves alone are parsed, and their language is looked at, once for the whole file."""
    parse = yaml.load

    @cache
    def parsed(text: str, loader) -> bytes:
        return pickle.dumps(parse(text, Loader=loader))

    class Yaml:
        YAMLError = yaml.YAMLError

        @staticmethod
        def load(text, Loader):
            return pickle.loads(parsed(text, Loader))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "yaml", Yaml)
        patch.setattr(text_checks, "detect_language", cache(text_checks.detect_language))
        yield


FOLDERS = (
    "frameworks", "exemplars", "regions", "words", "activities", "codebooks", "rubrics", "instruments", "modules",
    "indicators",
)  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content to break, with the exemplars that carry the least counts."""
    for folder in (*FOLDERS, "frameworks/crosswalks", "codebooks/answers", "regions/figures"):
        (tmp_path / folder).mkdir()
    for folder in FOLDERS:
        for path in (CONTENT / folder).rglob("*.yaml"):
            if folder != "exemplars" or path.name.startswith(("gmilaf-", "none-science", "none-humanities")):
                shutil.copy(path, tmp_path / path.relative_to(CONTENT))
    return tmp_path


def change(path: Path, edit) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    edit(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


@cache
def known_problems() -> frozenset[str]:
    return frozenset(map(str, check_content()))


def problems_at(root: Path) -> list[str]:
    """Return what a change broke: the problems that the content itself does not have."""
    return [str(problem) for problem in check_content(root) if str(problem) not in known_problems()]


def test_the_content_that_sauatty_comes_with_is_whole():
    assert check_content() == []


def test_a_file_that_is_no_yaml_is_named(content):
    (content / "frameworks" / "acrl.yaml").write_text("schema: [framework/1", "utf-8")
    found = problems_at(content)
    assert found[0].startswith("frameworks/acrl.yaml: cannot be read as YAML")
    assert any("acrl.authority is not a node of acrl" in problem for problem in found)


def test_a_missing_key_and_a_wrong_schema_are_named(content):
    change(content / "frameworks" / "acrl.yaml", lambda loaded: loaded.pop("issuer"))
    change(content / "regions" / "regions.yaml", lambda loaded: loaded.update(schema="regions/9"))
    found = problems_at(content)
    assert any(problem.startswith("frameworks/acrl.yaml: has no 'issuer'") for problem in found)
    assert "regions/regions.yaml: has schema 'regions/9' instead of 'regions/1'" in found


def break_node(loaded):
    loaded["nodes"][1]["parent"] = "9"
    loaded["nodes"][2]["code"] = loaded["nodes"][1]["code"]
    loaded["nodes"][3]["name"]["kk"] = "Найти и получить нужную информацию"
    loaded["nodes"][4]["name"]["en"] = ""
    loaded["nodes"][5]["aliases"] = ["G-3.4"]


def test_broken_nodes_are_named(content):
    change(content / "frameworks" / "gmilaf.yaml", break_node)
    found = "\n".join(problems_at(content))
    assert "gmilaf.1.1 has the parent gmilaf.9" in found
    assert "node gmilaf.1.1 stands more than once" in found
    assert "name of gmilaf.1.3 is not Kazakh: 'Найти и получить" in found
    assert "name of gmilaf.1.4 has no text in en" in found
    assert "'g-3.4' names both gmilaf.2 and gmilaf.3.4" in found


def test_crosswalk_ends_have_to_exist(content):
    def edit(loaded):
        loaded["rows"][0]["to"] = "acrl.nowhere"
        loaded["rows"][1]["relation"] = "similar"

    change(content / "frameworks" / "crosswalks" / "gmilaf-acrl.yaml", edit)
    found = "\n".join(problems_at(content))
    assert "gmilaf-acrl.yaml: acrl.nowhere is not a node of acrl" in found
    assert "has the relation 'similar'" in found


def test_provenance_has_to_be_there(content):
    change(content / "exemplars" / "gmilaf-1.1.yaml", lambda loaded: loaded.pop("provenance"))
    found = problems_at(content)
    assert "exemplars/gmilaf-1.1.yaml: provenance has no 'author'" in found
    assert "exemplars/gmilaf-1.1.yaml: provenance has no 'licence'" in found


def break_exemplars(loaded):
    rows = loaded["exemplars"]
    rows[1]["ru"] = rows[0]["ru"].upper()
    rows[2]["id"] = rows[0]["id"]
    rows[3]["kk"] = "определять, каких сведений не хватает для ответа"
    rows[4]["relevance"] = "none"
    rows[5]["also"] = ["gmilaf.7.7"]
    rows[6]["ru"] = rows[6]["kk"] + " және"
    rows[7]["ru"] = "находить сведения об играх (асық ату, тоғызқұмалақ) в книгах"


def test_broken_exemplars_are_named(content):
    change(content / "exemplars" / "gmilaf-1.1.yaml", break_exemplars)
    found = "\n".join(problems_at(content))
    assert "gmilaf.1.1-d02 has the same text in ru as gmilaf.1.1-d01" in found
    assert "exemplar gmilaf.1.1-d01 stands more than once" in found
    assert "gmilaf.1.1-d04 is not Kazakh" in found
    assert "gmilaf.1.1-d05 is 'none' and names the competence gmilaf.1.1" in found
    assert "gmilaf.1.1-d06 names gmilaf.7.7" in found
    assert "gmilaf.1.1-d07 is not Russian" in found
    assert "gmilaf.1.1-d08 is not" not in found


def test_too_few_exemplars_are_counted_per_language(content):
    def edit(loaded):
        loaded["exemplars"] = loaded["exemplars"][:24]

    change(content / "exemplars" / "gmilaf-3.4.yaml", edit)
    assert "exemplars: 24 exemplars of gmilaf.3.4 in kk; at least 25 are needed" in problems_at(content)


def test_regions_are_checked_against_their_codes(content):
    def edit(loaded):
        loaded["regions"][0]["kato"] = "110000000"
        del loaded["regions"][-1]

    change(content / "regions" / "regions.yaml", edit)
    found = "\n".join(problems_at(content))
    assert "19 regions instead of 20" in found
    assert "region 110000000 stands more than once" in found
    assert "KZ-10 does not go with KATO 110000000" in found


def test_words_keep_their_placeholders(content):
    def edit(loaded):
        loaded["words"]["grade"]["ru"] = "класс"

    change(content / "words" / "coverage.yaml", edit)
    assert problems_at(content) == [
        "words/coverage.yaml: 'grade' has other placeholders in one language than in the others"
    ]


def test_a_single_percent_sign_beside_a_placeholder_is_named(content):
    def edit(loaded):
        loaded["words"]["interval"]["kk"] = "95 % аралық %(low)s–%(high)s"

    change(content / "words" / "coverage.yaml", edit)
    assert problems_at(content) == [
        "words/coverage.yaml: 'interval' in kk has a percent sign that is not doubled"
    ]


def break_activities(loaded):
    rows = loaded["activities"]
    loaded["competence"] = "gmilaf.7.7"
    rows[0]["areas"] = ["any", "astronomy"]
    rows[1]["demand"] = 7
    rows[1]["steps"]["kk"][1] = "Группы сами проверяют два остальных сообщения (15 минут)."
    rows[2]["title"]["ru"] = "Өткен ғасырдың әңгімесін қалай сақтап қаламыз"
    rows[2]["aim"]["en"] = "Сравнить две диаграммы по одним и тем же данным."
    rows[2]["materials"]["kk"][0] = "Небольшая таблица из жизни нашей школы"
    rows[3]["criteria"]["en"][0] = " "
    rows[3]["steps"]["ru"][3] = None


def test_broken_activities_are_named(content):
    change(content / "activities" / "gmilaf-2.3.yaml", break_activities)
    found = "\n".join(problems_at(content))
    assert "gmilaf-2.3.yaml: names gmilaf.7.7, which is no competence of any framework" in found
    assert "two-stories-one-photo names the area 'astronomy' (known: any, electives" in found
    assert "three-checks-of-a-message has the demand 7" in found
    assert "step 2 of three-checks-of-a-message is not Kazakh: 'Группы сами" in found
    assert "title of chart-that-misleads is not Russian: 'Өткен ғасырдың" in found
    assert "aim of chart-that-misleads is not English: 'Сравнить" in found
    assert "material 1 of chart-that-misleads is not Kazakh: 'Небольшая" in found
    assert "criterion 1 of anatomy-of-a-claim has no text in en" in found
    assert "step 4 of anatomy-of-a-claim has no text in ru" in found


def test_an_activity_names_subject_areas_and_not_subjects(content):
    def edit(loaded):
        loaded["activities"][0]["areas"] = ["electives", "technology-art"]
        loaded["activities"][1]["areas"] = ["informatics"]

    change(content / "activities" / "gmilaf-2.3.yaml", edit)
    found = problems_at(content)
    assert len(found) == 1
    assert "three-checks-of-a-message names the area 'informatics'" in found[0]


def test_activities_that_cannot_be_read_are_named_by_their_file(content):
    def edit(loaded):
        loaded["activities"][0]["level"] = "kindergarten"

    change(content / "activities" / "gmilaf-1.3.yaml", edit)
    change(
        content / "activities" / "gmilaf-2.3.yaml",
        lambda loaded: loaded["activities"][0]["steps"]["ru"].pop(),
    )
    assert problems_at(content) == [
        "activities/gmilaf-1.3.yaml: has the level 'kindergarten'; known are primary, lower-secondary, "
        "upper-secondary",
        "activities/gmilaf-2.3.yaml: has 'steps' of different length in 'two-stories-one-photo'",
    ]


def test_an_activity_of_the_same_id_in_another_file_is_named(content):
    def edit(loaded):
        loaded["activities"][0]["id"] = "library-treasure-map"

    change(content / "activities" / "gmilaf-2.3.yaml", edit)
    assert problems_at(content) == [
        "activities/gmilaf-2.3.yaml: activity library-treasure-map stands more than once"
    ]


def break_codebook(loaded):
    loaded["framework"] = "unheard-of"
    loaded["sections"][0]["points"][1]["ru"] = ""
    loaded["sections"][1]["title"]["kk"] = "Где чаще всего ошибаются"
    loaded["sections"][2]["text"]["kk"] = "Цели со значением «прямо» даются от одной до трёх компетенций."
    loaded["relevance"][2]["code"] = 1
    loaded["relevance"][1]["examples"][0]["kk"] = "Извлекает данные из диаграммы и делает вывод."
    loaded["demand"][5]["text"]["en"] = "Создаёт, составляет, предлагает."


def test_broken_codebooks_are_named(content):
    change(content / "codebooks" / "mil-objectives-1.yaml", break_codebook)
    found = "\n".join(problems_at(content))
    assert "mil-objectives-1.yaml: names the framework unheard-of, which does not exist" in found
    assert "point 2 of unit has no text in ru" in found
    assert "title of traps is not Kazakh: 'Где чаще" in found
    assert "text of competences is not Kazakh: 'Цели со" in found
    assert "relevance 1 stands more than once" in found
    assert "example 1 of relevance 1 is not Kazakh: 'Извлекает" in found
    assert "text of demand 6 is not English: 'Создаёт" in found


def test_two_codebooks_of_one_version_are_named(content):
    shutil.copy(
        content / "codebooks" / "mil-objectives-1.yaml", content / "codebooks" / "mil-objectives-2.yaml"
    )
    assert problems_at(content) == [
        "codebooks/mil-objectives-2.yaml: codebook mil-objectives 1 stands more than once"
    ]


@pytest.mark.parametrize(
    ("folder", "name"), [("activities", "gmilaf-1.3.yaml"), ("codebooks", "mil-objectives-1.yaml")]
)
def test_activities_and_codebooks_say_where_they_come_from(content, folder, name):
    change(content / folder / name, lambda loaded: loaded.pop("provenance"))
    assert f"{folder}/{name}: provenance has no 'author'" in problems_at(content)

"""The rules that the files of what teaches keep together, on a small content of invented files."""

import pytest
import yaml

from core.catalogue.small_lesson import mapping, text
from sauatty.core.catalogue import CONTENT, load_frameworks
from sauatty.core.catalogue.lesson_content import lesson_content_problems
from sauatty.core.catalogue.terms_check import forbidden_problems, product_texts

PROVENANCE = {
    "author": "Sauatty project",
    "written": "machine",
    "translated": {"kk": "machine"},
    "licence": "CC-BY-4.0",
}
TERM = {
    "id": "licence",
    "term": text("лицензия", "лицензия", "licence"),
    "definition": text(
        "Алдын ала берілген рұқсат.", "Заранее данное разрешение.", "A permission given in advance."
    ),
    "source": "Sauatty",
    "forbidden": {"kk": ["разрешение*", "ашық доступ*"], "ru": [], "en": ["license"]},
    "competences": ["gmilaf.3.2"],
}
RESOURCE = {
    "id": "adilet",
    "title": text("«Әділет»", "«Әділет»", "Adilet"),
    "url": "https://adilet.zan.kz/",
    "purpose": text("Заңдарды оқуға", "Читать законы", "Read laws"),
    "languages": ["kk", "ru"],
    "checked": "facts",
}
MODULE = {
    "schema": "module/1",
    "id": "copyright",
    "title": text("Авторлық құқық", "Авторское право", "Copyright"),
    "summary": text(),
    "hours": 1,
    "sessions": 1,
    "competences": {"gmilaf.1.3": 0.5, "gmilaf.3.2": 0.5},
    "lessons": [
        {
            "id": "licences",
            "hours": 1,
            "competences": ["gmilaf.1.3", "gmilaf.3.2"],
            "title": mapping()["title"],
        }
    ],
    "provenance": PROVENANCE,
}
SLOT = {"minutes": 60, "title": text("Сөз", "Слово", "Word"), "text": text(), "lesson": "copyright.licences"}


class Content:
    """A content folder of invented files, one of which a test changes."""

    def __init__(self, root):
        self.root = root
        self.files = {
            "lessons/copyright/licences.yaml": mapping(),
            "modules/copyright.yaml": MODULE,
            "resources/copyright.yaml": {"schema": "resources/1", "resources": [RESOURCE], "provenance": PROVENANCE},
            "glossary/terms.yaml": {"schema": "terms/1", "terms": [TERM], "provenance": PROVENANCE},
            "agendas/days.yaml": {
                "schema": "agenda/1", "id": "days", "title": text("Күндер", "Дни", "Days"), "about": text(), "days": [[SLOT]],
            },
        }  # fmt: skip
        for name in self.files:
            self.write(name)

    def write(self, name, **changes):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump({**self.files[name], **changes}, allow_unicode=True), "utf-8")

    def problems(self, primary=()):
        return [str(one) for one in lesson_content_problems(self.root, load_frameworks(), primary)]


@pytest.fixture
def content(tmp_path):
    return Content(tmp_path / "content")


def test_it_works(content):
    assert content.problems() == []
    assert forbidden_problems(content.root) == []


def test_a_lesson_says_the_same_as_its_module(content):
    content.write(
        "lessons/copyright/licences.yaml",
        title=text("Басқа атау", "Другое", "Another"),
        competences=["gmilaf.3.2"],
    )
    found = content.problems()
    assert (
        "lessons/copyright/licences.yaml: has the title 'Басқа атау' in kk, and the module 'Лицензияны оқу'"
        in found
    )
    assert "lessons/copyright/licences.yaml: has gmilaf.3.2, and the module gmilaf.1.3, gmilaf.3.2" in found


def test_a_lesson_that_its_module_names_has_to_be_written(content):
    outline = {
        "id": "more",
        "hours": 1,
        "competences": ["gmilaf.3.2"],
        "title": text("Көбірек", "Больше", "More"),
    }
    content.write("modules/copyright.yaml", lessons=[*MODULE["lessons"], outline], hours=2)
    assert content.problems() == ["modules/copyright.yaml: names the lesson more, which is not written"]


def test_a_lesson_stands_in_the_file_of_its_name_and_module(content):
    content.write("lessons/copyright/licences.yaml", id="signs")
    found = content.problems()
    assert any("whose file is lessons/copyright/signs.yaml" in one for one in found)
    assert any("is not among the lessons of the module copyright" in one for one in found)


def test_every_competence_needs_three_lessons(content):
    assert content.problems(["gmilaf.3.2"]) == ["lessons: 1 lessons for gmilaf.3.2; at least 3 are needed"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_still_checked(content):
    (content.root / "lessons/copyright/licences.yaml").write_text("schema: lesson/1\nid: x\n", "utf-8")
    content.write("resources/copyright.yaml", resources=[{**RESOURCE, "url": "adilet.zan.kz"}])
    found = content.problems()
    assert "lessons/copyright/licences.yaml: module is missing" in found
    assert "resources/copyright.yaml: adilet: 'adilet.zan.kz' is no address" in found


def test_a_lesson_says_who_wrote_each_language(content):
    content.write(
        "lessons/copyright/licences.yaml",
        provenance={"author": "Sauatty project", "written": {"kk": "machine"}},
    )
    assert content.problems() == [
        f"lessons/copyright/licences.yaml: provenance does not say who wrote the text in {one}"
        for one in ("ru", "en")
    ]


def test_a_resource_stands_once(content):
    content.write("resources/copyright.yaml", resources=[RESOURCE, RESOURCE])
    assert content.problems() == ["resources/copyright.yaml: resource adilet stands more than once"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "permit"}, "'лицензия' is the word of two terms in kk"),
        ({"term": text("рұқсат", "разрешение", "license")}, "licence forbids 'license', which is the word of licence"),
        ({"source": ""}, "terms[2].source is missing"),
        ({"competences": ["gmilaf.0"]}, "licence: names gmilaf.0, which is no competence"),
        ({"forbidden": {"de": ["Lizenz"]}}, "licence: forbids variants in 'de', which is no language"),
        ({"definition": text("Рұқсат 12 түрлі.", "Разрешение.", "A permission.")}, "definition lacks the number 12 in ru, en"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_term_is_named(content, changes, told):
    content.write("glossary/terms.yaml", terms=[TERM, {**TERM, **changes}])
    assert any(told in one for one in content.problems())


def test_an_agenda_names_lessons_that_exist(content):
    content.write("agendas/days.yaml", days=[[SLOT, {**SLOT, "lesson": "copyright.none", "minutes": 0}]])
    assert content.problems() == [
        "agendas/days.yaml: days[1][2] takes 0 minutes",
        "agendas/days.yaml: days[1][2] names the lesson 'copyright.none', which does not exist",
    ]


# --- forbidden variants ---


@pytest.mark.parametrize(
    ("language", "words", "variant"),
    [
        ("kk", "Бұл разрешениені алыңыз.", "разрешение*"),
        ("kk", "Мұнда ашық доступқа жол бар.", "ашық доступ*"),
        ("en", "Read the **License**.", "license"),
    ],
)
def test_a_forbidden_variant_is_found_in_any_text(content, language, words, variant):
    content.write("resources/copyright.yaml", resources=[{**RESOURCE, "purpose": text() | {language: words}}])
    (found,) = forbidden_problems(content.root)
    assert f"resources.adilet.purpose in {language} has '{variant}'; the glossary says" in str(found)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "licensed, licenses"), ("kk", "доступ ашық"), ("ru", "разрешение")]
)
def test_a_variant_is_a_whole_word_of_its_language(content, language, words):
    content.write("resources/copyright.yaml", resources=[{**RESOURCE, "purpose": text() | {language: words}}])
    assert forbidden_problems(content.root) == []


def test_an_exception_allows_a_variant_in_one_file(content):
    content.write(
        "resources/copyright.yaml", resources=[{**RESOURCE, "purpose": text(en="Read the license.")}]
    )
    allowed = {"file": "resources/copyright.yaml", "variant": "license", "reason": "a test"}
    content.files["words-known/exceptions.yaml"] = {"schema": "exceptions/1", "exceptions": [allowed]}
    content.write("words-known/exceptions.yaml")
    assert forbidden_problems(content.root) == []
    content.write("words-known/exceptions.yaml", exceptions=[{**allowed, "file": "resources/other.yaml"}])
    assert len(forbidden_problems(content.root)) == 1


def test_the_words_of_the_pages_are_looked_at_too(content):
    folder = content.root.parent / "web/locale/kk/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    (folder / "django.po").write_text(
        head + '\nmsgid "Permission"\nmsgstr ""\n"Бұл "\n"разрешениені"\n', "utf-8"
    )
    (found,) = forbidden_problems(content.root)
    assert found.path == "web/locale/kk"
    assert found.problem.startswith("line 6 in kk has 'разрешение*'")


def test_the_texts_of_the_product_come_from_lessons_modules_instruments_and_pages():
    paths = {one.path for one in product_texts(CONTENT)}
    folders = {path.partition("/")[0] for path in paths}
    assert {
        "lessons",
        "modules",
        "instruments",
        "words",
        "activities",
        "codebooks",
        "glossary",
        "web",
    } <= folders
    assert "exemplars" not in folders
    assert "glossary/mil.yaml" not in paths

"""Modules for other platforms: pages without a server, cartridges that come back, Markdown, and YAML without a loss."""

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
import yaml

from core.documents.lesson_cast import paper, reviewed, small_lesson, small_module, t
from sauatty.core.catalogue.lesson_reading import lesson_from_mapping
from sauatty.core.documents.lesson_document import source_block
from sauatty.core.documents.lesson_exports import (
    cartridge,
    html_zip,
    lesson_markdown,
    lesson_yaml,
    lessons_yaml,
    module_cartridge,
    quiz_question,
)
from sauatty.core.documents.lesson_html import HtmlLeads, lesson_page
from sauatty.core.exchange.cartridge import CartridgePage, CartridgeQuiz, leaves
from sauatty.core.exchange.cartridge_reading import read_cartridge
from sauatty.core.languages import LANGUAGES

LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EMPTY = {"meta", "link", "rect", "line", "polygon", "br", "hr"}


class Outline(HTMLParser):
    """Collects ids and links, and refuses elements that are not closed in their order."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.open.pop() == tag


def outline(page):
    found = Outline()
    found.feed(page)
    assert found.open == []
    return found


def files_of(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@LANGUAGE
def test_a_page_is_sound_and_every_link_within_it_leads_somewhere(language):
    page = lesson_page(small_lesson(), paper(language))

    found = outline(page)

    assert len(set(found.ids)) == len(found.ids)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert f'<html lang="{language}">' in page
    assert "script" not in found.tags and "style" not in found.tags
    assert not re.search(r"\s(style|on\w+)=", page)
    assert found.tags.count("h1") == 1 and found.tags.count("main") == 1


def test_what_looks_like_markup_in_a_text_is_shown_as_text():
    evil = small_lesson(title=t('<script>alert("х")</script>'), aim=t("<img src=x onerror=alert(1)>"))
    page = lesson_page(evil, paper("kk"))

    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_answers_are_behind_details():
    page = lesson_page(small_lesson(), paper("kk"))

    shown = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)

    assert "Себебі" in page and "Себебі" not in shown


@LANGUAGE
def test_a_folder_of_pages_leads_from_lesson_to_lesson(language):
    module, lessons = small_module(3)
    files = files_of(html_zip(module, lessons, language, paper(language)))

    assert sorted(files) == [
        "index.html",
        "lesson-1.html",
        "lesson-2.html",
        "lesson-3.html",
        "read-me.txt",
        "style.css",
    ]
    for name, content in files.items():
        if name.endswith(".html"):
            here = {link for link in outline(content.decode()).links if not link.startswith(("#", "http"))}
            assert here <= set(files)
    middle = outline(files["lesson-2.html"].decode()).links
    assert "lesson-1.html" in middle and "lesson-3.html" in middle and "index.html" in middle
    assert html_zip(module, lessons, language, paper(language)) == html_zip(
        module, lessons, language, paper(language)
    )


@LANGUAGE
def test_a_cartridge_of_a_module_comes_back_as_it_was(language):
    module, lessons = small_module()
    content = cartridge(module, lessons, language, paper(language))

    assert read_cartridge(content, "module.imscc") == module_cartridge(
        module, lessons, language, paper(language)
    )
    assert content == cartridge(module, lessons, language, paper(language))


def test_a_cartridge_has_the_page_the_quiz_the_links_and_the_plan_of_each_lesson():
    module, lessons = small_module(1)
    found = module_cartridge(module, lessons, "kk", paper("kk"))

    kinds = [type(one).__name__ for one in leaves(found.entries)]
    page, quiz, link, plan = leaves(found.entries)

    assert kinds == ["CartridgePage", "CartridgeQuiz", "CartridgeLink", "CartridgePage"]
    assert isinstance(plan, CartridgePage) and plan.is_plan and not page.is_plan
    assert link.url == "https://example.kz/catalogue?a=1&b=2"
    assert "рецензент әлі оқымаған" in found.description and "CC BY 4.0" in found.rights
    assert isinstance(quiz, CartridgeQuiz)
    assert [one.is_multiple for one in quiz.questions] == [False, True, False]


def test_a_question_of_order_becomes_a_choice_between_orders_with_one_right():
    module, lessons = small_module(1)
    quiz = next(
        one
        for one in leaves(module_cartridge(module, lessons, "kk", paper("kk")).entries)
        if isinstance(one, CartridgeQuiz)
    )
    order = quiz.questions[2]

    right = [one for one in order.answers if one.is_right]

    assert len(order.answers) >= 3 and len({one.html for one in order.answers}) == len(order.answers)
    assert [one.html for one in right] == ["B → A → C"]
    assert "A) іздеу" in order.html and not order.answers[0].is_right


@LANGUAGE
def test_yaml_gives_the_same_lesson_back(language):
    lesson = reviewed(small_lesson(), language)

    assert lesson_from_mapping(yaml.safe_load(lesson_yaml(lesson)), "lesson.yaml") == lesson
    assert list(lessons_yaml([lesson])) == ["lessons/invented/ask-first.yaml"]


def test_yaml_shows_paragraphs_as_they_are_read():
    assert "\n    kk: |-\n      [[source|Дереккөз]] керек.[^law]" in lesson_yaml(small_lesson()).decode()


def test_markdown_has_links_for_services_words_for_terms_and_footnotes_for_sources():
    text = lesson_markdown(small_lesson(), "kk", paper("kk"))

    assert "[Каталогты](https://example.kz/catalogue?a=1&b=2)" in text
    assert "Дереккөз керек.[^law]" in text and "[^law]: Ойдан алынған заң <https://example.kz/law>" in text
    assert "[[" not in text and "resource:" not in text
    assert text.startswith("# Әуелі сұрақ\n")


def test_an_address_that_is_none_of_the_web_is_no_link():
    lesson = small_lesson()
    source = replace(lesson.sources[0], url="javascript:alert(1)")

    page = lesson_page(replace(lesson, sources=(source,)), paper("en"))
    runs = source_block(replace(lesson, sources=(source,)), paper("en")).items[0]

    assert "javascript:alert(1)" in page and 'href="javascript' not in page
    assert [run.link for run in runs if "javascript" in run.text] == [""]


def test_a_lesson_under_another_licence_is_nowhere_said_to_be_under_ours():
    lesson = small_lesson()
    provenance = replace(lesson.provenance, author="Aigerim A.", licence="CC-BY-SA-4.0")
    other = replace(lesson, provenance=provenance)
    module = small_module()[0]
    course = read_cartridge(cartridge(module, [other], "en", paper("en")), "a.imscc")
    files = files_of(html_zip(module, [other], "en", paper("en")))

    assert "Aigerim A." in course.rights and "CC-BY-SA-4.0" in course.rights
    texts = [course.rights, lesson_page(other, paper("en")), *(one.decode() for one in files.values())]
    assert [one for one in texts if "CC BY 4.0" in one or "licenses/by/4.0" in one] == []


def test_a_quiz_has_no_links_to_sources_that_it_does_not_list():
    lesson = small_lesson()
    question = replace(lesson.self_check[0], stem=t(f"Сұрақ?[^{lesson.sources[0].id}]"))
    made = quiz_question(question, paper("kk"), HtmlLeads())

    assert made.html == "<p>Сұрақ?</p>"
    course = read_cartridge(
        cartridge(small_module()[0], [replace(lesson, self_check=(question,))], "kk", paper("kk")), "a.imscc"
    )
    assert [one.questions[0].html for one in leaves(course.entries) if isinstance(one, CartridgeQuiz)] == [
        made.html
    ]

"""A visitor reads a lesson on a phone: answers are explained at once, and what they do stays on the device."""

import pytest

pytestmark = pytest.mark.browser
MODULE, LESSON = "copyright", "licences"


@pytest.fixture
def reading(site, phone):
    phone.goto(f"{site.address}/kk/lessons/{MODULE}/{LESSON}/")
    phone.wait_for_selector("#lesson[data-ready]")
    return phone


def test_an_answer_is_explained_at_once_and_stays(reading):
    question = reading.locator('[data-check="q1"]')
    question.locator("button").click()
    assert question.locator(".answer-error").is_visible()

    question.locator("label").first.click()
    question.locator("button").click()
    assert question.locator("[data-why]").is_visible()
    assert question.locator(".verdict:visible").count() == 1
    assert not question.locator(".answer-error").is_visible()

    reading.reload()
    reading.wait_for_selector("#lesson[data-ready]")
    assert question.locator("input:checked").count() == 1 and question.locator("[data-why]").is_visible()


def test_a_note_and_the_end_are_kept_on_the_device_and_shown_on_the_lists(reading, site):
    note = reading.locator(".note textarea").first
    note.fill("Дереккөзді тексеру керек")
    reading.locator(".note [role=status]").first.filter(has_text=".").wait_for()
    reading.locator("[data-finish] button").click()
    reading.locator("[data-finished]").wait_for()

    reading.reload()
    reading.wait_for_selector("#lesson[data-ready]")
    assert note.input_value() == "Дереккөзді тексеру керек"
    reading.goto(f"{site.address}/kk/lessons/{MODULE}/")
    assert reading.locator(f'[data-key="{MODULE}.{LESSON}"] .state').is_visible()
    reading.goto(f"{site.address}/kk/lessons/")
    assert reading.locator("[data-done-of]:visible b").all_inner_texts() == ["1"]


def test_without_javascript_an_answer_is_explained_too(browser, site):
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/kk/lessons/{MODULE}/{LESSON}/")
    page.locator("#check-q1 label").first.click()
    page.locator("#check-q1 button").click()

    assert page.url.endswith("#check-q1")
    assert page.locator("#check-q1 [data-why]").is_visible()
    assert page.locator("#check-q2 [data-why]").is_hidden()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_no_page_of_lessons_is_wider_than_its_screen(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 780})
    page = context.new_page()
    for language in ("kk", "ru", "en"):
        for place in ("", f"{MODULE}/", f"{MODULE}/{LESSON}/", "glossary/", "glossary/licence/", "services/"):
            page.goto(f"{site.address}/{language}/lessons/{place}")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, (language, place)
    context.close()

"""The door on a telephone: codes without a connection, names, a code that means nobody, and the slide beside it."""

import re
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.shell import run_on

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("door_people.py")


def on_the_site(site, *arguments):
    return run_on(site, SCRIPT, *arguments)


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="kk-KZ")
    yield context
    context.close()


@pytest.fixture
def training(site, phone):
    made = on_the_site(site, "make")
    phone.add_cookies([{"name": made["cookie"], "value": made["boss"], "url": site.address}])
    return made


def door(site, phone, training, language="kk"):
    page = phone.new_page()
    page.goto(f"{site.address}/{language}/events/sessions/{training['session']}/attendance/door/")
    expect(page.locator("#door-count")).to_be_visible()
    return page


def note(page, code):
    page.fill("#door-form input[name=code]", code)
    page.click("#door-form button:not([type=button])")
    expect(page.locator("#door-said")).to_be_visible()


def settled(site, training, n):
    for _ in range(60):
        found = on_the_site(site, "look", training["session"])
        if len(found["here"]) == n:
            return found
        time.sleep(0.5)
    return found


def test_it_works_without_a_connection_and_nothing_is_lost(site, phone, training):
    page = door(site, phone, training)
    page.wait_for_selector("html[data-kept=yes]")
    phone.set_offline(True)
    page.reload()
    expect(page.locator("#door-count")).to_contain_text("6")

    for one in training["people"][:3]:
        note(page, one["code"])
        expect(page.locator("#door-said")).to_contain_text(one["name"])
    expect(page.locator("#door-state")).to_contain_text("3")
    assert on_the_site(site, "look", training["session"])["marks"] == 0
    page.close()

    again = phone.new_page()
    again.goto(f"{site.address}/kk/events/sessions/{training['session']}/attendance/door/")
    expect(again.locator("#door-state")).to_contain_text("3")
    phone.set_offline(False)
    again.evaluate("window.dispatchEvent(new Event('online'))")

    found = settled(site, training, 3)
    assert set(found["here"]) == {one["name"] for one in training["people"][:3]}
    assert found["marks"] == 3


def test_somebody_is_found_by_name_and_noted_once(site, phone, training):
    page = door(site, phone, training)
    page.fill("#door-name", "ГУЛ")  # a keyboard without Kazakh letters
    page.click("#door-found button")
    expect(page.locator("#door-said")).to_contain_text("Гүлнар Ахметова")
    note(page, training["people"][0]["code"])

    found = settled(site, training, 1)

    assert found["marks"] == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_codes_that_mean_nobody_are_named_and_not_sent(site, phone, training, language):
    page = door(site, phone, training, language)
    code = training["people"][0]["code"]

    for wrong in (
        code[:5],
        "A" + code[1:] if code[0] != "A" else "B" + code[1:],
        f"{site.address}/kk/events/door/x/",
    ):
        note(page, wrong)
        expect(page.locator("#door-said")).to_have_class(re.compile("warning"))

    assert on_the_site(site, "look", training["session"]) | {"aside": 0} == {
        "here": [],
        "marks": 0,
        "sources": [],
        "aside": 0,
    }


def test_a_cyrillic_keyboard_types_the_same_code(site, phone, training):
    page = door(site, phone, training)
    one = training["people"][1]
    note(page, one["code"].lower().translate(str.maketrans("abekmhpctxy", "авекмнрстху")))

    expect(page.locator("#door-said")).to_contain_text(one["name"])


def test_a_person_types_the_code_of_the_slide_on_their_own_telephone(site, browser, phone, training):
    slide = phone.new_page()
    slide.goto(f"{site.address}/kk/events/sessions/{training['session']}/attendance/slide/")
    code = slide.locator(".slide-code").inner_text()
    own = browser.new_context(viewport={"width": 360, "height": 740})
    own.add_cookies(
        [{"name": training["cookie"], "value": training["people"][4]["session"], "url": site.address}]
    )
    page = own.new_page()
    page.goto(f"{site.address}/kk/events/here/")
    page.fill("input[name=code]", code)
    page.click("main form button")

    assert settled(site, training, 1)["sources"] == ["slide"]
    own.close()


@pytest.mark.parametrize("name", ["", "door/", "slide/", "sheet/", "minutes/", "codes/"])
def test_pages_of_a_session_are_accessible_and_fit_a_small_telephone(site, phone, training, name):
    page = phone.new_page()
    page.goto(f"{site.address}/kk/events/sessions/{training['session']}/attendance/{name}")

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})

    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

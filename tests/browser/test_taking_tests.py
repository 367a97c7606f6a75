"""A test taken on a phone: saved with each answer, without a connection in the middle, by keyboard, in two windows."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.shell import run_on

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("tested_people.py")


def on_the_site(site, *arguments):
    return run_on(site, SCRIPT, *arguments)


@pytest.fixture
def device(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="kk-KZ")
    yield context
    context.close()


@pytest.fixture
def begun(site, device):
    """Return a page on which a fresh test was begun, and what the site knows of it."""

    def begin(language="kk", **wanted):
        made = on_the_site(
            site, "make", *(wanted.get(one, "") for one in ("navigation", "offline", "minutes"))
        )
        device.add_cookies([{"name": made["cookie"], "value": made["session"], "url": site.address}])
        page = device.new_page()
        page.goto(f"{site.address}/{language}/t/{made['slug']}/")
        if not wanted.get("offline"):
            page.click("form[action$='/start/'] button")
            page.wait_for_selector("#answers")
        return page, made

    return begin


def box_of(page, made, kind):
    item = next(id for id, known in made["kinds"].items() if known == kind)
    return item, page.locator(f"#q-{item}")


def answer_all(page, made):
    for kind in ("single", "judgement", "multiple", "highlight"):
        box_of(page, made, kind)[1].locator("input:visible").first.check()
    _item, order = box_of(page, made, "order")
    order.locator(".placed button").nth(1).click()
    _item, match = box_of(page, made, "match")
    for select in match.locator("select").all():
        select.select_option(index=1)


def test_it_works_to_take_a_test_and_each_answer_is_saved_at_once(site, begun):
    page, made = begun()
    answer_all(page, made)
    expect(page.locator("#state")).not_to_be_empty()
    expect(page.locator("#done")).to_contain_text(re.compile("6.*6"))
    expect(page.locator("#state")).not_to_contain_text("…")
    saved = on_the_site(site, "look", made["slug"])[0]
    assert len([one for one in saved["answers"].values() if one["answer"]]) == 6 and saved["state"] == "open"
    assert all(one["ms"] > 0 for one in saved["answers"].values())
    page.click("button[value=submit]")
    page.wait_for_url("**/result/")
    assert on_the_site(site, "look", made["slug"])[0]["state"] in ("submitted", "graded")


def test_answers_given_without_a_connection_arrive_when_it_is_back_also_after_a_crash(site, device, begun):
    page, made = begun()
    item, single = box_of(page, made, "single")
    device.set_offline(True)
    single.locator("input:visible").nth(1).check()
    page.wait_for_timeout(400)
    chosen = single.locator("input:visible").nth(1).get_attribute("value")
    page.click("button[value=submit]")
    assert "/result/" not in page.url and page.locator("#state").inner_text()
    address = page.url
    page.close()
    device.set_offline(False)
    again = device.new_page()
    again.goto(address)
    expect(again.locator(f"#q-{item} input[value='{chosen}']")).to_be_checked()
    for _ in range(60):
        saved = on_the_site(site, "look", made["slug"])[0]["answers"]
        if item in saved:
            break
    assert saved[item]["answer"] == chosen


def test_two_windows_say_what_the_other_one_changed(site, device, begun):
    page, made = begun()
    item, single = box_of(page, made, "single")
    other = device.new_page()
    other.goto(page.url)
    values = [one.get_attribute("value") for one in single.locator("input:visible").all()]
    single.locator(f"input[value='{values[0]}']").check()
    expect(page.locator("[name=revision]")).to_have_value("1")
    other.locator(f"#q-{item} input[value='{values[1]}']").check()
    expect(other.locator("[name=revision]")).to_have_value("2")
    expect(other.locator("#state")).to_contain_text(other.locator(f"#q-{item} .n").inner_text())
    saved = on_the_site(site, "look", made["slug"])[0]["answers"][item]
    assert saved["answer"] == values[1] and saved["others"][0]["answer"] == values[0]
    box_of(page, made, "multiple")[1].locator("input:visible").first.check()
    expect(page.locator(f"#q-{item} input[value='{values[1]}']")).to_be_checked()


def test_an_order_is_made_with_the_keyboard_alone_and_the_language_is_changed_in_the_middle(site, begun):
    page, made = begun()
    item, order = box_of(page, made, "order")
    first = order.locator(".placed").first.get_attribute("data-option")
    order.locator(".placed button").nth(1).focus()
    page.keyboard.press("Enter")
    assert order.locator(".placed").nth(1).get_attribute("data-option") == first
    expect(order.locator("[role=status]")).to_contain_text("2")
    expect(page.locator("[name=revision]")).to_have_value("1")
    page.locator(".lang button[value=ru]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/**")
    saved = on_the_site(site, "look", made["slug"])[0]
    assert saved["language"] == "ru" and saved["switches"][0][1] == "ru"
    assert saved["answers"][item]["answer"][1] == first
    assert page.locator(f"#q-{item} .placed").nth(1).get_attribute("data-option") == first


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_saved_test_is_taken_without_a_connection_and_arrives_once(site, device, begun, language):
    page, made = begun(language, offline="1", minutes="45")
    page.click("#keep button")
    page.wait_for_selector("#keep a:not([hidden])", state="visible")
    device.set_offline(True)
    page.goto(f"{site.address}/{language}/t/{made['slug']}/offline/")
    page.click("#start")
    page.wait_for_selector("#answers:not([hidden])")
    answer_all(page, made)
    page.wait_for_timeout(300)
    page.close()  # the battery
    page = device.new_page()
    page.goto(f"{site.address}/{language}/t/{made['slug']}/offline/")
    page.wait_for_selector("#answers:not([hidden])")
    assert box_of(page, made, "multiple")[1].locator("input:checked").count() == 1
    page.locator(".lang [data-language=en]").click()
    assert box_of(page, made, "single")[1].locator("input:checked").count() == 1
    page.click("#answers button[type=submit]")
    page.wait_for_selector("#after:not([hidden])")
    assert on_the_site(site, "look", made["slug"]) == []
    device.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    for _ in range(60):
        rows = on_the_site(site, "look", made["slug"])
        if rows:
            break
    assert len(rows) == 1 and rows[0]["mode"] == "offline" and rows[0]["language"] == "en"
    assert len([one for one in rows[0]["answers"].values() if one["answer"]]) == 6
    assert rows[0]["switches"][0][1] == "en"


@pytest.mark.parametrize("navigation", ["all", "one"])
def test_the_pages_are_free_of_faults_of_access(site, begun, navigation):
    page, made = begun(navigation=navigation, minutes="30")
    for address in (page.url, f"{site.address}/ru/t/{made['slug']}/", f"{site.address}/kk/t/"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_page_is_free_of_faults_in_large_print_and_nothing_is_cut_off(site, begun):
    page, _made = begun()
    page.click("button[value=large]")
    page.wait_for_selector("body.large")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert Axe().run(page).violations_count == 0

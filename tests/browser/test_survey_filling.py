"""A respondent's form in a real browser: offline, killed, two tabs, a shared device, and a network that lies."""

import hashlib
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.conftest import FLAGS
from browser.survey_device import Device
from browser.survey_respondent import (
    FILLED,
    begin,
    choose,
    fill_in,
    leave_by,
    on_the_site,
    onward,
    send,
    wait_all_sent,
    wait_saved,
)

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "src/sauatty/web/base/static/sauatty"
CASES = HERE.parent / "core/catalogue/expression_cases.json"
LIMIT_KB = 60
EVERYTHING_KEPT = """async () => {
  const rows = async (store) => new Promise((done) => {
    const open = indexedDB.open("sauatty-surveys");
    open.onsuccess = () => { const all = open.result.transaction(store).objectStore(store).getAll(); all.onsuccess = () => { open.result.close(); done(all.result); }; };
  });
  return JSON.stringify([await rows("drafts"), await rows("queue"), Object.entries(sessionStorage), Object.entries(localStorage), document.cookie]);
}"""


# --- the twins of what the server does ---


def test_conditions_mean_in_the_browser_what_they_mean_on_the_server(browser):
    page = browser.new_page()
    page.evaluate((STATIC / "expressions.js").read_text())
    cases = json.loads(CASES.read_text())
    script = """(cases) => cases.map(({ json, answers, own, today }) => {
      const value = SauattyExpressions.evaluate(json, answers, own || "", today || "");
      return [Number.isNaN(value) || Math.abs(value) === Infinity ? String(value) : value, SauattyExpressions.holds(json, answers, own || "", today || "")];
    })"""
    found = page.evaluate(script, cases)
    page.close()

    wrong = [
        (case["expression"], got) for case, got in zip(cases, found, strict=True) if got != [case["expected"], case["holds"]]
    ]  # fmt: skip
    assert len(cases) > 50 and wrong == []


def test_the_own_hash_is_that_of_everybody(browser):
    page = browser.new_page()
    page.evaluate((STATIC / "survey-outbox.js").read_text())
    texts = ["", "abc", "ә" * 31, "қ" * 32, "x" * 55, "x" * 56, "x" * 63, "x" * 64, "жауап " * 40_000]
    found = page.evaluate(
        "(texts) => texts.map((t) => SauattySurveys.ownHash(new TextEncoder().encode(t)))", texts
    )
    page.close()

    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


# --- the way of a respondent ---


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_works(surveys, visit, language, stored):
    page = visit(f"/{language}/s/{surveys['reading']}/")
    begin(page)
    fill_in(page)
    send(page)
    wait_all_sent(page)

    (found,) = stored(surveys["reading"])
    assert (found["answers"], found["state"], found["language"]) == (FILLED, "accepted", language)
    assert page.problems == []


def test_another_language_keeps_the_answers(surveys, visit, stored):
    page = visit(f"/kk/s/{surveys['reading']}/")
    begin(page)
    choose(page, "reads", "no")
    page.fill("[name=why]", "уақыт жоқ")
    page.click(".lang a[lang=ru]")
    page.wait_for_selector("#step-reading:not([hidden])")
    assert page.input_value("[name=why]") == "уақыт жоқ" and "(рус)" in page.inner_text("#step-reading")
    onward(page, "end")
    page.fill("[name=words]", "слова")
    onward(page, "check")
    send(page)
    wait_all_sent(page)

    (found,) = stored(surveys["reading"])
    assert found["language"] == "ru" and found["seen"] == {"reads": "kk", "why": "kk"}


def test_what_is_wrong_or_missing_is_named_with_a_link_to_it(surveys, visit):
    page = visit(f"/en/s/{surveys['reading']}/")
    begin(page)
    onward(page, "end")
    onward(page, "check")
    assert page.locator("#send").is_hidden()
    page.click("#open-ends a")
    assert page.evaluate("document.activeElement.name") == "reads"
    choose(page, "reads", "yes")
    page.fill("[name=books]", "900")
    page.click("#go-on")
    assert "at most 500" in page.inner_text("#faults")
    page.click("#faults a")
    assert page.evaluate("document.activeElement.name") == "books"


def test_choices_that_exclude_each_other_do_so(surveys, visit):
    page = visit(f"/en/s/{surveys['reading']}/")
    begin(page)
    choose(page, "reads", "yes")
    onward(page, "sources")
    for code in ("search", "check", "none"):
        choose(page, "learn", code)
    assert [one.get_attribute("value") for one in page.locator("[name=learn]:checked").all()] == ["none"]
    places = page.locator("select[name=order]")
    places.nth(0).select_option("a")
    places.nth(1).select_option("a")
    assert [places.nth(n).input_value() for n in (0, 1)] == ["", "a"]


def test_without_a_connection_the_form_opens_is_filled_in_and_sent_later(surveys, visit, network, stored):
    page = visit(f"/kk/s/{surveys['reading']}/")
    page.evaluate("navigator.serviceWorker.ready")
    begin(page)
    choose(page, "reads", "yes")
    wait_saved(page)
    page.wait_for_function("caches.keys().then((all) => all.length === 3)")
    page.wait_for_function(
        "caches.match(document.querySelector('.lang a[lang=ru]').href, {ignoreSearch: true}).then(Boolean)"
    )
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#step-reading:not([hidden])")
    page.click(".lang a[lang=ru]")
    page.wait_for_selector("html[lang=ru] #step-reading:not([hidden])")
    fill_in(page)
    send(page)
    expect(page.locator("#outbox")).to_contain_text("1")
    assert stored(surveys["reading"]) == []
    page.reload()
    page.wait_for_selector("#survey[data-ready]", state="attached")
    page.context.set_offline(False)
    wait_all_sent(page)

    (found,) = stored(surveys["reading"])
    assert found["answers"] == FILLED


def test_a_page_of_a_hotels_network_takes_the_place_of_nothing(surveys, visit, network):
    page = visit(f"/kk/s/{surveys['reading']}/")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    network.pages = "portal"
    page.reload()
    page.wait_for_selector("#survey[data-ready]", state="attached")
    network.pages = "pass"
    page.reload()

    assert "Welcome" not in page.title()


@pytest.mark.parametrize("meanwhile", ["close", "move", "cookies"])
def test_whatever_happens_meanwhile_the_response_arrives(site, surveys, visit, meanwhile, stored):
    page = visit(f"/ru/s/{surveys['reading']}/")
    begin(page)
    fill_in(page)
    if meanwhile == "cookies":
        page.context.clear_cookies()
    else:
        on_the_site(site, meanwhile, surveys["reading"])
    send(page)
    wait_all_sent(page)

    (found,) = stored(surveys["reading"])
    assert found["answers"] == FILLED
    assert found["state"] == ("late" if meanwhile == "close" else "accepted")


def test_a_survey_that_is_over_still_sends_what_was_begun(site, surveys, visit, stored):
    page = visit(f"/ru/s/{surveys['reading']}/")
    begin(page)
    choose(page, "reads", "no")
    wait_saved(page)
    on_the_site(site, "close", surveys["reading"])
    page.goto(page.url)
    page.click("#send-left-over")
    expect(page.locator("#outbox")).not_to_be_empty()
    wait_all_sent(page)

    (found,) = stored(surveys["reading"])
    assert (found["answers"], found["state"]) == ({"reads": "no"}, "late")


def test_two_tabs_make_one_response(surveys, visit, stored):
    first = visit(f"/en/s/{surveys['reading']}/")
    begin(first)
    choose(first, "reads", "no")
    wait_saved(first)
    second = visit(f"/en/s/{surveys['reading']}/", first.context)
    second.click("#continue")
    second.fill("[name=why]", "from the second tab")
    wait_saved(second)
    onward(first, "end")
    first.fill("[name=words]", "from the first tab")
    onward(first, "check")
    send(first)
    second.wait_for_selector("#step-thanks:not([hidden])")
    assert "another tab" in second.inner_text("#outcome")
    assert second.locator("#export").is_hidden() and second.locator("#persistence").is_hidden()
    assert second.inner_text("#kept") == ""
    wait_all_sent(first)

    (found,) = stored(surveys["reading"])
    assert found["answers"] == {"reads": "no", "why": "from the second tab", "words": "from the first tab"}


def test_on_a_shared_device_nothing_of_the_person_before_stays(surveys, visit):
    page = visit(f"/en/s/{surveys['reading']}/")
    begin(page)
    fill_in(page, words="құпия сөз")
    send(page)
    wait_all_sent(page)
    assert "құпия" not in page.content()
    leave_by(page, "#new-response")

    kept = json.loads(page.evaluate(EVERYTHING_KEPT))
    assert kept[:4] == [[], [], [], []]
    begin(page)
    assert page.locator("#answers :checked:not(option)").count() == 0
    assert "құпия" not in page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((one) => one.value).join()"
    )
    page.go_back()
    page.go_back()
    assert "құпия" not in page.content()


def test_an_unfinished_response_is_offered_but_not_shown_to_the_next_person(surveys, visit):
    page = visit(f"/en/s/{surveys['reading']}/")
    begin(page)
    choose(page, "reads", "no")
    page.fill("[name=why]", "құпия сөз")
    wait_saved(page)
    page.close()
    after = visit(f"/en/s/{surveys['reading']}/", page.context)
    expect(after.locator("#unfinished")).to_be_visible()
    assert "құпия" not in after.inner_text("body") and after.locator("#answers").is_hidden()
    leave_by(after, "#anew button")

    assert json.loads(after.evaluate(EVERYTHING_KEPT))[:2] == [[], []]


def test_a_device_without_room_says_so_and_gives_the_answers_as_a_file(surveys, visit, stored):
    page = visit(f"/en/s/{surveys['reading']}/")
    begin(page)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    choose(page, "reads", "no")
    page.fill("[name=why]", "no room")
    expect(page.locator("#kept")).to_contain_text("cannot keep")
    with page.expect_download() as saved:
        page.click("#export")
    onward(page, "end")
    onward(page, "check")
    send(page)
    wait_all_sent(page)
    page.goto(page.url + "file/")
    page.set_input_files("#file", saved.value.path())
    page.click("form button")

    (found,) = stored(surveys["reading"])
    assert found["answers"] == {"reads": "no", "why": "no room"}
    assert "arrived" in page.inner_text("main")


def test_in_an_office_without_https_answers_are_kept_and_sent_too(
    browser, surveys, network, tmp_path, stored
):
    device = Device(
        browser, tmp_path / "profile", [*FLAGS, "--host-resolver-rules=MAP office.test 127.0.0.1"]
    )
    page = device.start().new_page()
    page.goto(f"http://office.test:{network.server_port}/en/s/{surveys['reading']}/")
    assert page.evaluate("[isSecureContext, Boolean(window.crypto.subtle)]") == [False, False]
    begin(page)
    fill_in(page)
    send(page)
    wait_all_sent(page)
    device.stop()

    (found,) = stored(surveys["reading"])
    assert found["answers"] == FILLED


def test_without_javascript_the_form_works(surveys, visit, stored):
    page = visit(f"/kk/s/{surveys['reading']}/", java_script_enabled=False)
    page.check("#agree")
    page.click("#agree-form button")
    choose(page, "reads", "yes")
    page.click(".steps-on button[value=next]")
    page.fill("[name=books]", "12")
    page.click(".lang button[lang=ru]")
    assert page.input_value("[name=books]") == "12" and "/ru/" in page.url
    for _ in range(3):
        page.click(".steps-on button[value=next]")
    page.click(".steps-on button")

    (found,) = stored(surveys["reading"])
    assert found["answers"] == {"reads": "yes", "books": "12"} and found["language"] == "ru"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_first_visit_weighs_little_and_the_pages_are_accessible(surveys, visit, network, language):
    page = visit(f"/{language}/s/{surveys['needs']}/", viewport={"width": 360, "height": 740})
    page.wait_for_selector("#survey[data-ready]", state="attached")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")
    weight = network.n_bytes / 1024
    print(f"first visit with what is kept for offline: {weight:.1f} kB")
    faults = {}
    begin(page)
    for _ in range(20):
        step = page.evaluate("document.querySelector('.step:not([hidden])').id")
        serious = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
            serious.append("scrolls sideways")
        faults |= {step: serious} if serious else {}
        if step == "step-check":
            break
        page.click("#go-on")

    assert step == "step-check" and faults == {}
    assert 0 < weight <= LIMIT_KB

"""Two people at one computer, one after the other, in one profile of a browser."""

import pytest

from browser.survey_respondent import begin, choose, fill_in, send, wait_all_sent, wait_saved

pytestmark = pytest.mark.browser
ON_THE_DEVICE = """async () => {
  const open = await new Promise((done) => { const asked = indexedDB.open("sauatty-surveys"); asked.onsuccess = () => done(asked.result); });
  const rows = [];
  for (const store of open.objectStoreNames) rows.push(...await new Promise((done) => { const all = open.transaction(store).objectStore(store).getAll(); all.onsuccess = () => done(all.result); }));
  open.close();
  return JSON.stringify([rows, Object.entries(localStorage)]);
}"""
IN_THE_TAB = "JSON.stringify(Object.entries(sessionStorage))"


def begin_here(page, address, *, is_shared):
    page.goto(address)
    page.wait_for_selector("#survey[data-ready]", state="attached")
    if is_shared:
        page.check("#shared")
    begin(page)
    choose(page, "reads", "no")
    page.fill("[name=why]", "құпия себеп")
    wait_saved(page)


@pytest.mark.parametrize("is_shared", [True, False], ids=["shared", "control: not shared"])
def test_the_next_person_meets_nothing_of_the_one_before(surveys, visit, is_shared):
    address = f"/kk/s/{surveys['reading']}/"
    page = visit(address)
    begin_here(page, page.url, is_shared=is_shared)

    assert ("құпия себеп" in page.evaluate(ON_THE_DEVICE)) != is_shared
    page.reload()  # the same person, the same tab: nothing is lost
    page.wait_for_selector("#answers:not([hidden])")
    assert page.input_value("[name=why]") == "құпия себеп"

    later = page.context.new_page()  # somebody else, in a window of the same profile
    later.goto(page.url)
    later.wait_for_selector("#survey[data-ready]", state="attached")
    assert later.locator("#unfinished").is_hidden() == is_shared


def test_a_quarter_of_an_hour_without_a_touch_wipes_the_tab(surveys, visit):
    page = visit(f"/kk/s/{surveys['reading']}/")
    page.clock.install()
    begin_here(page, page.url, is_shared=True)
    assert "құпия себеп" in page.evaluate(IN_THE_TAB)

    page.clock.fast_forward("14:00")
    assert "құпия себеп" in page.evaluate(IN_THE_TAB)
    with page.expect_navigation():
        page.clock.fast_forward("02:00")
    page.wait_for_selector("#survey[data-ready]", state="attached")

    assert "құпия себеп" not in page.evaluate(IN_THE_TAB)
    assert page.locator("#unfinished").is_hidden()
    assert not any(one["name"] == "sauatty_shared" for one in page.context.cookies())


def test_what_one_person_could_not_send_is_not_sent_by_the_next(surveys, visit, stored):
    page = visit(f"/kk/s/{surveys['reading']}/")
    start, before = page.url, len(stored(surveys["reading"]))
    page.check("#shared")
    begin(page)
    fill_in(page, "менің сөзім")
    page.route("**/api/v1/surveys/**", lambda route: route.abort())
    send(page)
    assert "менің сөзім" in page.evaluate(IN_THE_TAB) and "менің сөзім" not in page.evaluate(ON_THE_DEVICE)

    later = page.context.new_page()
    later.goto(start)
    later.wait_for_selector("#survey[data-ready]", state="attached")
    later.evaluate("window.dispatchEvent(new Event('online'))")
    later.wait_for_timeout(800)
    assert len(stored(surveys["reading"])) == before

    page.unroute("**/api/v1/surveys/**")
    wait_all_sent(page)
    assert len(stored(surveys["reading"])) == before + 1
    assert "менің сөзім" not in page.evaluate(IN_THE_TAB)

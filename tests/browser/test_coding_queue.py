"""The coder's screen in a real browser: keys, a lost connection, lost answers, an ended sign-in, a shared device."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.shell import run_on

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("coding_review.py")
LIMIT_KB = 60
STORED = """async () => {
  const open = indexedDB.open("sauatty-outbox");
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = database.transaction("envelopes").objectStore("envelopes").getAll();
  return await new Promise((done) => { all.onsuccess = () => done(all.result.map((one) => one.person)); });
}"""


def on_the_site(site, *arguments):
    return run_on(site, SCRIPT, *arguments)


@pytest.fixture
def review(site):
    return on_the_site(site, "make")


@pytest.fixture
def sign_in(browser, site, review):
    """Return a browser in which one of the review's people is signed in."""
    contexts = []

    def make(who, context=None, **options):
        if context is None:
            options = {"viewport": {"width": 1280, "height": 900}, **options}
            context = browser.new_context(**options)
            contexts.append(context)
        cookie = {"name": review["cookie"], "value": review["sessions"][who], "url": site.address}
        context.add_cookies([cookie])
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def decisions(site, review):
    return lambda: on_the_site(site, "count", review["project"])


def queue_of(site, review, language="en"):
    return f"{site.address}/{language}/reviews/{review['project']}/queue/"


def opened(context, address):
    """Open the queue and wait until the units ahead are there."""
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    with page.expect_response("**/queue/units/**"):
        page.goto(address)
    return page


def decide(page, *keys):
    before = page.locator("#unit-text").inner_text()
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("#unit-text")).not_to_have_text(before)


def wait_all_sent(page):
    expect(page.locator("#outbox")).to_contain_text("Everything is sent", timeout=20_000)


def test_a_day_with_keys_only(site, review, sign_in, decisions):
    page = opened(sign_in("ainur"), queue_of(site, review))

    decide(page, "0")
    decide(page, "2", "KeyD", "KeyA", "Shift+Digit4", "KeyU")
    decide(page, "1", "KeyQ")
    page.keyboard.press("Backspace")
    expect(page.locator("#unit-text")).to_have_text("Ақпарат көзін бағалайды 2")
    assert page.locator("input[name=competences]:checked").count() == 1
    decide(page, "0")
    page.keyboard.press("KeyK")
    page.keyboard.press("KeyN")
    page.keyboard.type("ескертпе 012")
    page.keyboard.press("Escape")
    decide(page, "0")
    wait_all_sent(page)

    rows = decisions()
    assert [(row["relevance"], row["competences"], row["state"]) for row in rows] == [
        (0, [], "standing"), (2, ["gmilaf.2.3", "gmilaf.2.1"], "standing"), (1, ["gmilaf.1.1"], "undone"),
        (0, [], "standing"), (0, [], "standing"),
    ]  # fmt: skip
    assert [row["unit__position"] for row in rows] == [0, 1, 2, 2, 4]
    assert rows[-1]["note"] == "ескертпе 012"
    assert page.problems == []


def test_without_a_choice_the_page_says_what_is_missing(site, review, sign_in, decisions):
    page = opened(sign_in("ainur"), queue_of(site, review))

    page.keyboard.press("Enter")
    assert "Choose how relevant" in page.locator("#missing").inner_text()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    assert "one to three" in page.locator("#missing").inner_text()
    assert decisions() == []


def test_a_lost_connection_loses_nothing_and_stops_nobody(site, review, sign_in, decisions):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    context.set_offline(True)
    for _ in range(8):
        decide(page, "0")

    expect(page.locator("#outbox")).to_contain_text("waiting to be sent: 8", timeout=20_000)
    assert decisions() == []
    context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_all_sent(page)

    rows = decisions()
    assert [row["unit__position"] for row in rows] == list(range(8))
    assert page.evaluate(STORED) == []


def test_a_closed_tab_keeps_what_was_not_sent(site, review, sign_in, decisions):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    context.set_offline(True)
    decide(page, "0")
    decide(page, "0")
    page.close()
    context.set_offline(False)

    again = opened(context, queue_of(site, review))
    # What was decided before is sent first and never asked again: the page comes anew without it
    expect(again.locator("#unit-text")).to_have_text("Ақпарат көзін бағалайды 2", timeout=20_000)
    expect(again.locator("#progress")).to_contain_text("2 decided")
    decide(again, "0")
    wait_all_sent(again)

    rows = decisions()
    assert [(row["unit__position"], row["state"]) for row in rows] == [
        (0, "standing"), (1, "standing"), (2, "standing"),
    ]  # fmt: skip


def test_an_answer_that_is_lost_makes_no_second_decision(site, review, sign_in, decisions):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/envelopes/**", lose)
    decide(page, "0")
    page.wait_for_timeout(300)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_all_sent(page)

    assert lost[0] == 201 and len(decisions()) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "body": "<html>Welcome to the hotel</html>", "content_type": "text/html"},
        {"status": 200, "body": '{"id": "x", "sha256": "y"}', "content_type": "application/json"},
        {"status": 503, "body": ""},
        {"status": 500, "body": ""},
    ],
)
def test_an_answer_without_the_right_receipt_deletes_nothing(site, review, sign_in, decisions, answer):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    page.route("**/api/v1/envelopes/**", lambda route: route.fulfill(**answer))
    decide(page, "0")
    expect(page.locator("#outbox")).to_contain_text("waiting to be sent: 1", timeout=20_000)

    assert len(page.evaluate(STORED)) == 1
    page.unroute("**/api/v1/envelopes/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_all_sent(page)
    assert len(decisions()) == 1


def test_a_sign_in_that_has_ended_keeps_everything_and_says_so(site, review, sign_in, decisions):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    context.clear_cookies(name=review["cookie"])
    decide(page, "0")
    expect(page.locator("#outbox")).to_contain_text("sign in again", timeout=20_000)

    assert decisions() == [] and len(page.evaluate(STORED)) == 1
    sign_in("ainur", context)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_all_sent(page)
    assert len(decisions()) == 1


def test_the_next_person_on_a_shared_device_neither_sees_nor_sends_it(site, review, sign_in, decisions):
    context = sign_in("ainur")
    page = opened(context, queue_of(site, review))
    context.set_offline(True)
    decide(page, "2", "KeyD")
    sign_in("berik", context)
    context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(600)
    assert decisions() == [], "the page of the one sends nothing in the name of the other"
    page.close()

    other = opened(context, queue_of(site, review))
    other.wait_for_timeout(600)
    assert "waiting" not in other.locator("#outbox").inner_text()
    decide(other, "0")
    wait_all_sent(other)
    assert [row["who"] for row in decisions()] == ["Berik"]
    assert len(other.evaluate(STORED)) == 1

    sign_in("ainur", context)
    back = opened(context, queue_of(site, review))
    expect(back.locator("#progress")).to_contain_text("1 decided", timeout=20_000)
    assert back.evaluate(STORED) == []
    assert sorted(row["who"] for row in decisions()) == ["Ainur", "Berik"]


def test_two_coders_and_an_adjudicator_come_to_one_result(site, review, sign_in, decisions):
    for who, keys in (("ainur", ["2", "KeyS"]), ("berik", ["2", "KeyD"])):
        page = opened(sign_in(who), queue_of(site, review))
        decide(page, *keys)
        wait_all_sent(page)
    judge = sign_in("saule").new_page()
    judge.goto(queue_of(site, review).replace("/queue/", "/differences/"))
    judge.click("main .plainlist a")
    assert judge.locator("text=Coder A").count() and judge.locator("text=Coder B").count()
    judge.check("input[name=relevance][value='2']")
    judge.check("input[name=competences][value='gmilaf.2.3']")
    judge.fill("textarea[name=reason]", "Екі дереккөз салыстырылады.")
    judge.click("form.decide button")

    assert "nothing to settle" in judge.locator("main").inner_text()
    ainur = sign_in("ainur").new_page()
    ainur.goto(queue_of(site, review).replace("/queue/", "/decisions/?only=overruled"))
    assert "Екі дереккөз салыстырылады." in ainur.locator("main").inner_text()


def test_without_javascript_the_form_works(site, review, sign_in, decisions):
    page = sign_in("ainur", java_script_enabled=False).new_page()
    page.goto(queue_of(site, review))
    page.check("input[name=relevance][value='1']")
    page.check("input[name=competences][value='gmilaf.1.1']")
    page.check("input[name=competences][value='gmilaf.2.2']")
    page.select_option("select[name=first]", "gmilaf.2.2")
    page.click("#save")

    assert page.locator("#unit-text").inner_text().endswith(" 1")
    assert decisions()[0]["competences"] == ["gmilaf.2.2", "gmilaf.1.1"]
    page.click("#undo-button")
    assert page.locator("#unit-text").inner_text().endswith(" 0")


def test_a_first_visit_of_the_queue_weighs_little(site, review, sign_in):
    context = sign_in("ainur")
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    received = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    page.goto(queue_of(site, review, "kk"), wait_until="networkidle")

    print(f"first visit: {sum(received) / 1024:.1f} kB")
    assert 0 < sum(received) <= LIMIT_KB * 1024


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_of_a_review_have_no_serious_accessibility_fault_and_fit_a_phone(
    site, review, sign_in, language
):
    faults = {}
    for who, names in (
        ("ainur", ["queue/", "decisions/", "manual/", ""]), ("saule", ["differences/"]),
        ("boss", ["", "people/?q=Ainur", "agreement/", "settings/", "decisions/import/", "problems/"]),
    ):  # fmt: skip
        page = sign_in(who, viewport={"width": 360, "height": 740}).new_page()
        for name in names:
            page.goto(queue_of(site, review, language).replace("queue/", name))
            found = Axe().run(page).response["violations"]
            serious = [
                (v["id"], v["nodes"][0]["html"][:120])
                for v in found
                if v["impact"] in {"serious", "critical"}
            ]
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                serious.append("scrolls sideways")
            if serious:
                faults[who, name] = serious

    assert faults == {}


PAUSES = """window.pauses = [];
const later = window.setTimeout;
window.setTimeout = (work, pause, ...more) => {
  const isPause = pause >= 1000 && pause !== 30000;
  if (isPause) window.pauses.push(pause);
  return later(work, isPause ? 30 : pause, ...more);
};"""


def test_pauses_grow_while_nothing_goes_through_and_begin_anew_after_something_was_sent(
    site, review, sign_in
):
    context, tries = sign_in("ainur"), []
    context.add_init_script(PAUSES)
    page = opened(context, queue_of(site, review))

    def answer(route):
        tries.append(route.request.url)
        route.continue_() if len(tries) in {9, 11} else route.abort()

    page.route("**/api/v1/envelopes/**", answer)
    decide(page, "0")
    decide(page, "0")
    wait_all_sent(page)

    pauses = page.evaluate("window.pauses")
    assert len(tries) == 11 and max(pauses) > 8_000 and pauses[-1] <= 2_000

"""A module saved on a phone: read without a connection, work that arrives later, and a phone that several people use."""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.shell import run_on

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("lesson_reader.py")
MODULE = "copyright"
LESSON_KB, FIRST_KB, SECOND_KB = 40, 60, 15
KEPT = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(await (await cache.match(request)).text());
  }
  return texts.join("\\n") + JSON.stringify(localStorage);
}"""


def on_the_site(site, *arguments):
    return run_on(site, SCRIPT, *arguments)


@pytest.fixture
def readers(site):
    return on_the_site(site, "make", "Айгүл Оқырман", "Берік Көршісі")


@pytest.fixture
def device(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="kk-KZ")
    yield context
    context.close()


@pytest.fixture
def sign_in(site, device, readers):
    def enter(name):
        session = on_the_site(site, "session", readers["ids"][name])
        device.add_cookies([{"name": readers["cookie"], "value": session, "url": site.address}])

    return enter


def module_page(site, language="kk", query=""):
    return f"{site.address}/{language}/lessons/{MODULE}/{query}"


def save(page, address):
    page.goto(address)
    size = page.locator("[data-save] .num").inner_text()
    page.click("[data-save]")
    page.wait_for_selector("#keep[data-state=saved]")
    # The worker governs the next page
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
    )
    return int("".join(filter(str.isdigit, size)))


def lesson_links(page):
    return page.locator("#lesson-list a").evaluate_all("links => links.map((one) => one.href)")


def read_through(page, text):
    """Answer the first question, write a note, finish."""
    page.wait_for_selector("#lesson[data-ready]")
    key = json.loads(page.locator("#lesson").get_attribute("data-lesson"))["lesson"]
    question = page.locator("[data-check]").filter(has=page.locator("input")).first
    question.locator("label").first.click()
    question.locator("button").click()
    expect(question.locator("[data-why]")).to_be_visible()
    note = page.locator(".note").first
    note.locator("textarea").fill(text)
    note.locator("textarea").blur()
    expect(note.locator("[role=status]")).not_to_be_empty()
    page.click("[data-finish] button")
    expect(page.locator("[data-finished]")).to_be_visible()
    return key


def wait_sent(page):
    expect(page.locator("#sync-line")).to_have_attribute("data-waiting", "0", timeout=30_000)


def wait_for_work(site, person, states):
    """Return what the site knows of a reader once the lessons are in these states; the last thing may be on its way."""
    for _ in range(30):
        found = on_the_site(site, "work", person)
        if found["states"] == states:
            break
        time.sleep(0.5)
    assert found["states"] == states
    return found


def test_a_whole_module_online_then_without_a_connection_and_the_work_arrives(site, device, readers, sign_in):
    sign_in("Айгүл Оқырман")
    page, person = device.new_page(), readers["ids"]["Айгүл Оқырман"]
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    assert 20 <= save(page, module_page(site)) <= 250
    lessons = lesson_links(page)
    assert len(lessons) >= 4

    page.goto(lessons[0])
    keys = [read_through(page, "Желіде жазылған")]
    online = wait_for_work(site, person, {keys[0]: "done"})
    assert list(online["notes"].values()) == ["Желіде жазылған"]

    device.set_offline(True)
    page.goto(module_page(site))
    expect(page.locator("#sync-line")).to_contain_text("Айгүл Оқырман")
    expect(page.locator(f'[data-key="{keys[0]}"] .state')).to_be_visible()
    page.locator("#lesson-list a").first.click()
    page.wait_for_selector("#lesson[data-ready]")
    assert page.locator(".note textarea").first.input_value() == "Желіде жазылған"
    for n in range(1, len(lessons)):
        page.click("a[rel=next]")
        keys.append(read_through(page, f"Желісіз жазылған {n}"))
    least, line = 3 * (len(lessons) - 1), page.locator("#sync-line")
    for _ in range(20):
        if int(line.get_attribute("data-waiting")) >= least:
            break
        page.wait_for_timeout(250)
    assert int(line.get_attribute("data-waiting")) >= least
    page.reload()
    page.wait_for_selector("#lesson[data-ready]")
    assert page.locator(".note textarea").first.input_value() == f"Желісіз жазылған {len(lessons) - 1}"
    assert on_the_site(site, "work", person) == online

    device.set_offline(False)
    wait_sent(page)
    arrived = on_the_site(site, "work", person)
    assert arrived["states"] == dict.fromkeys(keys, "done") and len(arrived["answers"]) == len(keys)
    assert sorted(arrived["notes"].values()) == sorted(
        ["Желіде жазылған", *(f"Желісіз жазылған {n}" for n in range(1, len(lessons)))]
    )
    page.goto(f"{site.address}/kk/lessons/mine/")
    expect(page.locator("progress").nth(3)).to_have_attribute("value", "1.000")
    assert problems == []


@pytest.mark.parametrize(("language", "query"), [("ru", ""), ("en", "?text=1")])
def test_a_visitor_reads_a_saved_module_in_its_language(site, device, language, query):
    page = device.new_page()
    save(page, module_page(site, language, query))
    lessons = lesson_links(page)
    device.set_offline(True)

    page.goto(lessons[1])
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".lesson-figure svg").count() == (
        0 if query else page.locator(".lesson-figure").count()
    )
    read_through(page, "Kept here")
    page.goto(module_page(site, language))
    assert page.locator("#lesson-list .state:visible").count() == 1
    assert page.locator("#sync-line").is_visible()

    page.goto(f"{site.address}/{language}/lessons/glossary/")
    expect(page.locator("#away")).to_be_visible()
    expect(page.locator("#saved-modules a")).to_have_count(1)
    for address in (module_page(site, language), lessons[1]):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert Axe().run(page).response["violations"] == []


def test_the_next_reader_of_a_shared_phone_sees_nothing_of_the_one_before(site, device, readers, sign_in):
    person = readers["ids"]["Айгүл Оқырман"]
    sign_in("Айгүл Оқырман")
    page = device.new_page()
    save(page, module_page(site))
    lesson = lesson_links(page)[0]
    page.goto(lesson)
    read_through(page, "Айгүлдің желідегі жазбасы")
    wait_sent(page)
    assert "Айгүлдің" in page.evaluate(KEPT)

    device.set_offline(True)
    page.goto(lesson)
    note = page.locator(".note").first
    page.wait_for_selector("#lesson[data-ready]")
    note.locator("textarea").fill("Айгүлдің жіберілмеген жазбасы")
    note.locator("textarea").blur()
    expect(page.locator("#sync-line")).to_have_attribute("data-waiting", "1")
    page.goto("about:blank")
    device.set_offline(False)
    page.goto(f"{site.address}/kk/profile/")
    page.click("form[action*=sign-out] button")
    page.locator("a.me[href*=sign-in]").wait_for()

    left = page.evaluate(KEPT)
    assert "Айгүл" not in left and person not in left
    device.set_offline(True)
    page.goto(lesson)
    page.wait_for_selector("#lesson[data-ready]")
    assert [one.input_value() for one in page.locator(".note textarea").all()] == [""] * page.locator(
        ".note"
    ).count()
    assert page.locator("[data-why]:visible, [data-finished]:visible").count() == 0
    assert "Айгүл" not in page.content()

    device.set_offline(False)
    sign_in("Берік Көршісі")
    page.goto(lesson)
    page.wait_for_selector("#lesson[data-ready]")
    page.wait_for_timeout(1000)
    assert "жіберілмеген" not in str(on_the_site(site, "work", readers["ids"]["Берік Көршісі"]))
    assert "жіберілмеген" not in str(on_the_site(site, "work", person))

    sign_in("Айгүл Оқырман")
    page.goto(f"{site.address}/kk/lessons/")
    wait_sent(page)
    assert "Айгүлдің жіберілмеген жазбасы" in on_the_site(site, "work", person)["notes"].values()


def test_a_saved_module_says_that_there_is_a_new_version_and_can_be_deleted(site, device):
    page = device.new_page()
    save(page, module_page(site))
    stale = """async () => {
      for (const name of await caches.keys()) {
        const old = await caches.open(name), other = await caches.open(name.replace(/[^ ]+$/, "0000"));
        for (const request of await old.keys()) {
          let answer = await old.match(request);
          if (request.url.includes("/sauatty-lessons/")) answer = new Response(JSON.stringify({ ...(await answer.json()), edition: "0000" }));
          await other.put(request, answer);
        }
        await caches.delete(name);
      }
    }"""
    page.evaluate(stale)
    page.reload()
    page.wait_for_selector("#keep[data-state=newer]")

    page.goto(f"{site.address}/kk/lessons/saved/")
    page.locator("#saved-modules .notice").wait_for()
    page.locator("#saved-modules .btn:not(.quiet)").click()
    expect(page.locator("#saved-modules .btn:not(.quiet)")).to_have_count(0)
    assert page.evaluate("caches.keys().then((names) => names.length)") == 1

    page.locator("#saved-modules .btn.quiet").click()
    expect(page.locator("#nothing-saved")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_network_that_answers_with_its_own_page_is_passed_over(visit, network):
    page = visit(f"/kk/lessons/{MODULE}/")
    page.click("[data-save]")
    page.wait_for_selector("#keep[data-state=saved]")
    page.wait_for_function("navigator.serviceWorker.controller")
    lesson = lesson_links(page)[0]

    for fate in ("portal", "busy", "lose"):
        network.pages = fate
        page.goto(lesson)
        page.wait_for_selector("#lesson[data-ready]")
        expect(page.locator("#sync-line")).to_be_visible()


def test_lessons_weigh_little(visit, network):
    page = visit("/kk/about/")
    lessons = [f"/kk/lessons/{MODULE}/{one}/" for one in ("licences", "what-is-protected", "cite-honestly")]
    weights = []
    for address in lessons:
        before = network.n_bytes
        page.goto(network.address + address)
        page.wait_for_selector("#lesson[data-ready]")
        page.wait_for_load_state("networkidle")
        weights.append((network.n_bytes - before) / 1000)
    before = network.n_bytes
    first = visit(lessons[0])
    first.wait_for_selector("#lesson[data-ready]")
    first.wait_for_load_state("networkidle")
    first_visit = (network.n_bytes - before) / 1000
    before = network.n_bytes
    first.goto(network.address + lessons[1])
    first.wait_for_selector("#lesson[data-ready]")
    first.wait_for_load_state("networkidle")
    second_visit = (network.n_bytes - before) / 1000

    assert max(weights) <= LESSON_KB and first_visit <= FIRST_KB and second_visit <= SECOND_KB


def test_a_reader_takes_their_work_off_the_phone_without_a_connection(site, device, sign_in):
    sign_in("Айгүл Оқырман")
    page = device.new_page()
    save(page, module_page(site))
    lesson = lesson_links(page)[0]
    page.goto(lesson)
    read_through(page, "Айгүлдің жазбасы")
    wait_sent(page)

    device.set_offline(True)
    page.goto(f"{site.address}/kk/lessons/saved/")
    expect(page.locator("[data-name]")).to_have_text("Айгүл Оқырман")
    page.click("[data-forget]")
    assert "Айгүл" not in page.evaluate(KEPT)
    page.goto(lesson)
    page.wait_for_selector("#lesson[data-ready]")
    assert page.locator(".note textarea").first.input_value() == ""
    assert "Айгүл" not in page.content()


def test_work_of_before_the_sign_in_is_said_and_taken_over_lesson_by_lesson(site, device, readers, sign_in):
    page, person = device.new_page(), readers["ids"]["Берік Көршісі"]
    before = on_the_site(site, "work", person)["notes"]
    page.goto(module_page(site))
    first, second = lesson_links(page)[:2]
    keys = []
    for address, text in ((first, "Менікі"), (second, "Басқанікі")):
        page.goto(address)
        keys.append(read_through(page, text))

    sign_in("Берік Көршісі")
    page.goto(first)
    expect(page.locator("#carry-hint")).to_be_visible()
    page.goto(f"{site.address}/kk/lessons/mine/")
    expect(page.locator("#carry li:visible")).to_have_count(2)
    page.locator(f'#carry [data-key="{keys[1]}"] input').uncheck()
    page.click("[data-take]")
    expect(page.locator("#carry li:visible")).to_have_count(1, timeout=30_000)
    # What was taken over is there when the page has asked for itself anew.
    page.wait_for_timeout(2_000)
    page.wait_for_load_state()
    wait_kept = on_the_site(site, "work", person)["notes"]
    assert "Менікі" in wait_kept.values() and "Басқанікі" not in {**before, **wait_kept}.values()
    assert "Басқанікі" in page.evaluate("localStorage.getItem('sauatty-lessons')")

    page.click("[data-drop]")
    expect(page.locator("#carry")).to_be_hidden()
    # What was taken over may still ask for the page anew: wait until it stands.
    page.wait_for_timeout(500)
    page.wait_for_load_state()
    assert page.evaluate("localStorage.getItem('sauatty-lessons')") is None


def test_without_a_connection_links_to_other_pages_say_so(site, device):
    page = device.new_page()
    save(page, module_page(site))
    lesson = lesson_links(page)[0]
    device.set_offline(True)
    page.goto(lesson)
    page.wait_for_selector("#lesson[data-ready]")

    page.locator(".facts-line a").first.click()
    expect(page.locator("#sync-line")).to_contain_text("сақталмаған")
    assert page.url == lesson
    page.locator("a.mark").click()
    expect(page.locator("#saved-modules a")).to_have_count(1)
    expect(page.locator("#saved-modules")).to_contain_text(str(datetime.now().year))
    assert f".{datetime.now().year}" not in page.locator("#saved-modules").inner_text()

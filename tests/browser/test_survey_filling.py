"""A respondent's form in a real browser: offline, killed, two tabs, a shared device, and a network that lies."""

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.survey_chaos import BadNetwork

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "src/sauatty/web/base/static/sauatty"
CASES = HERE.parent / "core/catalogue/expression_cases.json"
LIMIT_KB = 60
N_RESPONSES, N_KILLS = 15, 5
EVERYTHING_KEPT = """async () => {
  const rows = async (store) => new Promise((done) => {
    const open = indexedDB.open("sauatty-surveys");
    open.onsuccess = () => { const all = open.result.transaction(store).objectStore(store).getAll(); all.onsuccess = () => { open.result.close(); done(all.result); }; };
  });
  return JSON.stringify([await rows("drafts"), await rows("queue"), Object.entries(sessionStorage), Object.entries(localStorage), document.cookie]);
}"""


def on_the_site(site, *arguments):
    environment = {**os.environ, "SAUATTY_DATA_DIR": str(site.folder / "var")}
    environment |= {"DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings"}
    script = [sys.executable, str(HERE / "survey_campaign.py"), *arguments]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def all_surveys(site):
    return on_the_site(site, "make")


@pytest.fixture
def surveys(all_surveys):
    """Surveys that no other test has seen."""

    class Fresh(dict):
        def __missing__(self, name):
            self[name] = all_surveys[name].pop()
            return self[name]

    return Fresh()


@pytest.fixture
def stored(site):
    """Return a reader of the responses to a survey, as the database has them."""
    columns = ("id", "answers", "state", "language", "languages_seen")
    query = (
        f"SELECT {', '.join('r.' + one for one in columns)} FROM surveys_response r "
        "JOIN surveys_campaign c ON c.id = r.campaign_id WHERE c.slug = ?"
    )

    def read(slug):
        with closing(
            sqlite3.connect(f"file:{site.folder}/var/sauatty.sqlite3?mode=ro", uri=True)
        ) as database:
            rows = [dict(zip(columns, row, strict=True)) for row in database.execute(query, [slug])]
        return [
            row | {"answers": json.loads(row["answers"]), "seen": json.loads(row["languages_seen"])}
            for row in rows
        ]

    return read


@pytest.fixture
def network(site):
    made = BadNetwork(int(site.address.rpartition(":")[2]))
    yield made
    made.shutdown()


@pytest.fixture
def visit(browser, network):
    """Return an opener of pages, each in a browser of its own unless one is named."""
    contexts = []

    def opened(address, context=None, **options):
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
            contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(network.address + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def begin(page):
    page.wait_for_selector("#survey[data-ready]", state="attached")
    page.check("#agree")
    page.click("#agree-form button")
    page.wait_for_selector("#answers:not([hidden])")


def choose(page, name, code):
    page.locator(f"[name='{name}'][value='{code}']").check()


def wait_saved(page):
    page.wait_for_selector("#queue[data-kept=saved]", state="attached")


def onward(page, step):
    page.click("#go-on")
    page.wait_for_selector(f"#step-{step}:not([hidden])")


def send(page):
    page.click("#send")
    page.wait_for_selector("#step-thanks:not([hidden])")


def wait_all_sent(page):
    for _ in range(200):
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(50)
        if page.locator("#queue").get_attribute("data-waiting") == "0":
            return
    raise AssertionError(page.locator("#outbox").inner_text())


def fill_in(page, words="сенімді дереккөз"):
    """Answer the whole of the form 'reading', up to the page before sending."""
    choose(page, "reads", "yes")
    page.fill("[name=books]", "12")
    onward(page, "sources")
    choose(page, "checks_news", "often")
    choose(page, "learn", "search")
    page.locator("select[name=order]").first.select_option("b")
    onward(page, "end")
    page.fill("[name=words]", words)
    onward(page, "check")


FILLED = {
    "reads": "yes",
    "books": "12",
    "checks_news": "often",
    "learn": "search",
    "order": "b",
    "words": "сенімді дереккөз",
}


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
    page.click("#new-response")
    page.wait_for_selector("#survey[data-ready]", state="attached")

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
    after.click("#anew button")
    after.wait_for_selector("#survey[data-ready]", state="attached")

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


# --- the storm: kills, lost acknowledgements, busy servers, hotels ---


class Device:
    """A Chromium with a profile on the disk, which can be killed like a phone whose battery falls out."""

    def __init__(self, browser, profile, flags=FLAGS):
        self.chromium, self.profile, self.flags = browser.browser_type, profile, flags

    def start(self):
        self.context = self.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            args=self.flags,
            viewport={"width": 390, "height": 844},
        )
        return self.context

    def stop(self):
        with suppress(Error):
            self.context.close()

    def kill(self):
        """SIGKILL for every process of this profile, and for no other."""
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if f"--user-data-dir={self.profile}".encode() in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
        self.stop()


def mark_of(rng):
    return {f"m{n}": rng.choice("abc") for n in range(9)}


def answer_all(page, answers, given, die_at=None):
    """Answer one question after another; each counts as given once the page has shown that it is saved."""
    for place, (name, text) in enumerate(answers.items()):
        if name == "note":
            page.fill("[name=note]", text)
        else:
            choose(page, name, text)
        wait_saved(page)
        given[name] = text
        if place == die_at:
            return


def open_again(context, address):
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(address)
    page.wait_for_selector("#survey[data-ready]", state="attached")
    return page


def storm(device, address, *, n_responses, kills, rng):
    """Fill in responses one after another, killing the browser in the middle of some; return what was promised."""
    promised = []
    page = open_again(device.start(), address)
    for n in range(n_responses):
        answers, given = {**mark_of(rng), "note": f"жауап {n}"}, {}
        begin(page)
        if n in kills:
            answer_all(page, answers, given, die_at=rng.randrange(10))
            device.kill()
            page = open_again(device.start(), address)
            page.click("#continue")
            for name, text in given.items():
                kept = page.locator(
                    f"[name={name}]:checked, input[name={name}][type=text]"
                ).first.input_value()
                assert kept == text, f"shown as saved and lost: {name}"
        answer_all(page, {k: v for k, v in answers.items() if k not in given}, given)
        onward(page, "check")
        send(page)
        promised.append(given)
        page.click("#new-response")
        page.wait_for_selector("#survey[data-ready]", state="attached")
    with suppress(AssertionError):
        wait_all_sent(page)
    left = int(page.locator("#queue").get_attribute("data-waiting"))
    device.stop()
    return promised, left


def compare(rows, promised):
    """Return how many of the promised responses are lost, and how many are there more than once."""
    there = [json.dumps(one["answers"], sort_keys=True) for one in rows]
    wanted = [json.dumps(one, sort_keys=True) for one in promised]
    return sum(one not in there for one in wanted), len(there) - len(set(there))


@pytest.fixture
def device(browser, tmp_path):
    made = Device(browser, tmp_path / "profile")
    yield made
    made.stop()


def test_nothing_is_lost_or_doubled_in_a_storm(surveys, network, device, stored):
    seed = int(os.environ.get("SEED", time.strftime("%Y%m%d")))
    rng = random.Random(seed)
    weights = {"lose": 30, "busy": 20, "portal": 10, "cut": 5, "pass": 35}
    network.fate = lambda n: rng.choices(list(weights), list(weights.values()))[0]
    kills, started = set(rng.sample(range(N_RESPONSES), N_KILLS)), time.monotonic()
    promised, left = storm(
        device,
        f"{network.address}/en/s/{surveys['storm']}/",
        n_responses=N_RESPONSES,
        kills=kills,
        rng=random.Random(seed),
    )
    lost, doubled = compare(stored(surveys["storm"]), promised)

    fates, n_answers = {fate: network.fates.count(fate) for fate in weights}, sum(map(len, promised))
    print(
        f"seed {seed}: {n_answers} answers, {len(promised)} responses, {N_KILLS} kills, {fates}: "
        f"{lost} lost, {doubled} doubled, {left} left, {time.monotonic() - started:.0f} s"
    )
    assert (n_answers, lost, doubled, left) == (150, 0, 0, 0)
    assert min(fates.values()) > 0


def test_a_server_without_a_memory_of_numbers_would_double_them(surveys, network, device, stored):
    network.fate = lambda n: "forget" if n % 2 else "pass"
    address = f"{network.address}/en/s/{surveys['storm']}/"
    promised, _left = storm(device, address, n_responses=2, kills=set(), rng=random.Random(1))
    lost, doubled = compare(stored(surveys["storm"]), promised)

    assert lost == 0 and doubled > 0


def test_a_client_that_believes_every_answer_would_lose_them(surveys, network, device, stored):
    believing = b"if (answer.ok) return { outcome: 'sent', status: 'accepted' }; const receipt ="
    network.patches = [(b"const receipt =", believing)]
    network.fate = lambda n: "portal" if n % 2 else "pass"
    address = f"{network.address}/en/s/{surveys['storm']}/"
    promised, left = storm(device, address, n_responses=2, kills=set(), rng=random.Random(1))
    lost, _doubled = compare(stored(surveys["storm"]), promised)

    assert left == 0 and lost > 0

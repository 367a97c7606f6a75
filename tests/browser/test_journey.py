"""The road of a methodologist in a real browser: link, welcome, upload, preview, map, objective; in three languages."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).resolve().parents[1] / "core" / "exchange" / "samples" / "ru_programme.html"
LIMIT_KB = 60


class Watch:
    """Everything the browser says or fetches that it should not."""

    def __init__(self, page, address):
        self.problems, self.foreign = [], []
        page.on("console", lambda m: self.problems.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "request", lambda r: None if r.url.startswith((address, "data:")) else self.foreign.append(r.url)
        )


@pytest.fixture(scope="module")
def audit(site, browser):
    """A signed-in coordinator with one audited curriculum; the address of its map."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="kk-KZ")
    page = context.new_page()
    watch = Watch(page, site.address)
    page.goto(site.start_link)
    page.click("main button")
    page.fill("input[name=name]", "Үлгі Әдіскер")
    page.check("input[value=own]")
    page.fill("input[name=title_kk]", "Өңірлік бағдарлама")
    page.click("main form button >> nth=-1")
    page.goto(f"{site.address}/kk/curricula/upload/")
    page.set_input_files("input[type=file]", str(SAMPLE))
    page.click("main form button")
    page.wait_for_url("**/uploads/**", timeout=60_000)
    page.click("main form button >> nth=0")
    page.wait_for_url("**/coverage/**", timeout=120_000)
    yield page, watch, page.url
    context.close()


def path_of(url):
    return url.split("/", 4)[4]


def test_the_road_from_the_link_to_the_map(audit):
    page, watch, _ = audit

    assert page.locator("table.map td a").count() > 0
    assert watch.problems == []
    assert watch.foreign == []


@pytest.mark.parametrize(
    ("language", "heading"), [("kk", "Қамту картасы"), ("ru", "Карта охвата"), ("en", "Coverage map")]
)
def test_the_map_speaks_the_language_and_the_switch_stays_on_the_page(audit, site, language, heading):
    page, _watch, url = audit
    page.goto(url)

    page.click(f".lang a[hreflang={language}]")

    assert page.locator("h1").inner_text().startswith(heading)
    assert path_of(page.url) == path_of(url)
    assert page.get_attribute("html", "lang") == language


def test_a_cell_opens_to_exactly_its_objectives(audit):
    page, _watch, url = audit
    page.goto(url)
    cell = page.locator("table.map td a").filter(has_text="1").first
    number = int(cell.inner_text())

    cell.click()

    assert page.locator("table tbody tr").count() == number


def test_the_search_finds_kazakh_words_typed_on_a_russian_keyboard(audit, site):
    page, watch, _ = audit
    page.goto(f"{site.address}/kk/curricula/objectives/")
    before = page.locator("#found tbody tr").count()
    word = page.locator("#found tbody tr td a").first.inner_text().split()[0]

    page.fill("#q", word)
    page.press("#q", "Enter")
    page.wait_for_url("**q=**")

    assert 0 < page.locator("#found tbody tr").count() <= before
    assert watch.problems == []


PAGES = ["", "frameworks/", "frameworks/gmilaf/", "sign-in/", "about/"]
SIGNED_IN = [
    "curricula/",
    "curricula/upload/",
    "curricula/objectives/",
    "coverage/",
    "people/",
    "programmes/",
    "profile/",
    "regions/",
]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_page_has_a_serious_accessibility_fault(audit, site, language):
    page, _watch, _ = audit
    faults = {}
    for path in PAGES + SIGNED_IN:
        page.goto(f"{site.address}/{language}/{path}")
        found = Axe().run(page).response["violations"]
        serious = [
            (v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in {"serious", "critical"}
        ]
        if serious:
            faults[path] = serious

    assert faults == {}


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_weighs_little(browser, site, path):
    context = browser.new_context(locale="kk-KZ")
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    received = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    page.goto(f"{site.address}/kk/{path}", wait_until="networkidle")

    assert 0 < sum(received) <= LIMIT_KB * 1024
    context.close()


@pytest.mark.parametrize(
    "path", ["coverage/", "curricula/objectives/", "curricula/", "people/", "programmes/"]
)
def test_on_a_phone_no_page_scrolls_sideways(audit, site, path):
    page, _watch, _ = audit
    page.set_viewport_size({"width": 360, "height": 740})
    try:
        page.goto(f"{site.address}/kk/{path}")

        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})


def test_without_javascript_the_browser_of_objectives_still_filters(browser, site, audit):
    page, _watch, _ = audit
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{site.address}/kk/curricula/objectives/")

    plain.fill("#q", "щщщщ")
    plain.press("#q", "Enter")

    assert plain.locator("#found tbody tr").count() == 0
    context.close()


def test_a_wrong_file_is_refused_in_the_users_language(audit, site, tmp_path):
    page, _watch, _ = audit
    scan = tmp_path / "бос.html"
    scan.write_text("")
    page.goto(f"{site.address}/kk/curricula/upload/")

    page.set_input_files("input[type=file]", str(scan))
    page.click("main form button")
    page.locator(".problem, .errorlist").first.wait_for(timeout=30_000)

    assert "Бұл файл бос" in page.locator("main").inner_text()
    page.goto(f"{site.address}/kk/curricula/")
    assert "бос.html" not in page.locator("main").inner_text()

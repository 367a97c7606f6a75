"""Every page of guides and national versions that a link leads to: three languages, a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.test_coding_queue import on_the_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST = ("guides/", "frameworks/national/", "frameworks/national/ratings/")
# What the crawl must have met, ids written as ID: a page that lost its last link fails here
MUST = {
    "guides/ID/", "guides/ID/text/", "guides/ID/blocks/ID/", "guides/ID/figures/", "guides/ID/review/",
    "guides/ID/files/", "guides/ID/word/", "guides/ID/workshops/", "guides/ID/versions/2/", "guides/ID/compare/",
    "frameworks/national/start/", "frameworks/national/ID/", "frameworks/national/ID/competences/ID/",
    "frameworks/national/ID/experts/", "frameworks/national/ID/rounds/1/", "frameworks/national/ID/settings/",
    "frameworks/national/ID/publish/",
}  # fmt: skip
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture(scope="module")
def page(site, browser):
    made = on_the_site(site, "looked_around")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": made["cookie"], "value": made["sessions"]["boss"], "url": site.address}])
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    context.close()


def crawled(page, start):
    """Open one page of each kind; gives the kind, with ids and the values of queries left out."""
    seen, waiting = set(), [start + path for path in FIRST]
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        kind = re.sub(r"=[^&]*", "=", UUID.sub("ID", address.removeprefix(start)))
        if kind in seen or re.search(r"\.(docx|pdf|zip|yaml)$", address):
            continue
        seen.add(kind)
        assert page.goto(address).status == 200, address
        yield kind
        links = page.eval_on_selector_all("main a[href]", "found => found.map(a => a.href)")
        waiting += [
            one for one in links if one.startswith((start + "guides/", start + "frameworks/national/"))
        ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_open_to_all_and_fits_a_phone(page, site, language):
    faults, kinds = {}, set()
    for kind in crawled(page, f"{site.address}/{language}/"):
        kinds.add(kind)
        found = [
            (one["id"], one["nodes"][0]["html"][:160])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [("wide", wide)] if wide > 391 else []
        found += page.problems
        page.problems.clear()
        if found:
            faults[kind] = found

    assert faults == {}
    assert MUST - kinds == set()

"""Every page of reviews and measures in a real browser: three languages, a phone, no script, little weight."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.test_coding_queue import LIMIT_KB, on_the_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# who → addresses; {project}, {edition} and {unit} are those of the invented review
PAGES = {
    "boss": [
        "reviews/", "reviews/{project}/", "reviews/{project}/settings/", "reviews/{project}/people/?q=Ainur",
        "reviews/{project}/manual/", "reviews/{project}/problems/", "reviews/{project}/agreement/",
        "reviews/{project}/decisions/import/", "coverage/reviews/start/?edition={edition}",
        "coverage/reviews/{project}/edition/", "coverage/reviews/{project}/language/",
        "coverage/reviews/{project}/changed/", "coverage/?edition={edition}",
        "coverage/?edition={edition}&source=machine", "coverage/?edition={edition}&by=subject&show=shares",
        "coverage/objectives/?edition={edition}", "coverage/unevenness/?edition={edition}",
        "coverage/progression/?edition={edition}", "coverage/gaps/?edition={edition}",
        "coverage/most/?edition={edition}&target=95", "coverage/compare/?edition={edition}",
        "coverage/research/?edition={edition}", "coverage/hours/?edition={edition}",
    ],
    "ainur": ["reviews/mine/", "reviews/{project}/queue/", "reviews/{project}/decisions/", "reviews/{project}/"],
    "saule": ["reviews/mine/", "reviews/{project}/differences/", "reviews/{project}/differences/{unit}/"],
    "left": ["reviews/mine/", "reviews/{project}/queue/"],
}  # fmt: skip
ALL = [(who, path) for who, paths in PAGES.items() for path in paths]


@pytest.fixture(scope="module")
def told(site, browser):
    """The invented review, once the invented texts are matched."""
    made = on_the_site(site, "looked_around")
    context = browser.new_context()
    context.add_cookies([{"name": made["cookie"], "value": made["sessions"]["boss"], "url": site.address}])
    address = f"{site.address}/en/coverage/?edition={made['edition']}&source=machine"
    until = time.monotonic() + 180
    while context.request.get(address).status != 200:
        assert time.monotonic() < until, "the invented texts were not matched"
        time.sleep(1)
    context.close()
    return made


@pytest.fixture(scope="module")
def page_of(site, told, browser):
    """Return a page of one of the people, small or large, with or without scripts; its faults in `problems`."""
    contexts, pages = [], {}

    def make(who, width=1280, *, scripts=True):
        if (who, width, scripts) not in pages:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=scripts
            )
            cookie = {"name": told["cookie"], "value": told["sessions"][who], "url": site.address}
            context.add_cookies([cookie])
            contexts.append(context)
            pages[who, width, scripts] = page = context.new_page()
            page.problems = []
            page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: page.problems.append(str(error)))
        return pages[who, width, scripts]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def address(site, told):
    return lambda path, language="kk": f"{site.address}/{language}/{path.format(**told)}"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_page_has_a_serious_accessibility_fault(page_of, address, language):
    faults = {}
    for who, path in ALL:
        page = page_of(who)
        answer = page.goto(address(path, language))
        assert answer.status == 200, path
        found = Axe().run(page).response["violations"]
        serious = [
            (v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in {"serious", "critical"}
        ]
        if serious or page.problems:
            faults[who, path] = serious + page.problems
            page.problems.clear()

    assert faults == {}


def test_every_page_fits_a_phone_and_weighs_little(page_of, address):
    wide, heavy = {}, {}
    for who, path in ALL:
        page = page_of(who, 390)
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})
        received = []
        client.on(
            "Network.loadingFinished", lambda event, into=received: into.append(event["encodedDataLength"])
        )
        page.goto(address(path), wait_until="networkidle")
        client.detach()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 391:
            wide[who, path] = width
        if sum(received) > LIMIT_KB * 1024:
            heavy[who, path] = round(sum(received) / 1024)

    assert wide == {} and heavy == {}


def test_a_difference_is_settled_and_a_place_given_without_scripts(page_of, address):
    page = page_of("boss", scripts=False)
    page.goto(address("reviews/{project}/people/?q=Left"))
    page.click("form[action*='people/add'] button >> nth=0")
    assert page.locator(".notices").count() == 1

    page = page_of("saule", scripts=False)
    page.goto(address("reviews/{project}/differences/{unit}/"))
    page.check("input[name=relevance][value='0']")
    page.fill("textarea[name=reason]", "Анықтамаға сәйкес")
    page.click("form.decide button")
    page.goto(address("reviews/{project}/differences/?only=settled"))
    assert page.locator("main ul.plainlist li").count() == 1

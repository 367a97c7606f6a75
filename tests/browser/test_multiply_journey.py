"""What came of a training: an activity planned, held, reported with a photo, read by a mentor, given to the library;
the cascade and the map that show it; the directory that answers who teaches what; and somebody who leaves it all.

Nobody of these people exists.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.journeys import opener
from browser.shell import run_on
from browser.test_attachments import chosen, noisy
from browser.tests_ways import PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPT = Path(__file__).with_name("multiply_people.py")
TITLE = "Сурет шын ба, әлде құрастырылған ба?"
ASKED = "Павлодарда дереккөзді бағалауды қазақша кім оқытады"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of its own: the directory answers with nobody else."""
    return own_site


@pytest.fixture(scope="module")
def open_page(browser):
    with opener(browser, "404 (Not Found)") as make:
        yield make


@pytest.fixture(scope="module")
def made(site):
    return run_on(site, SCRIPT, "make")


@pytest.fixture(scope="module")
def page_of(site, open_page, made):
    """Return the page of somebody: a phone, but the mentor and the coordinator sit at a table."""
    pages = {}

    def make(who):
        if who not in pages:
            options = {} if who in ("boss", "mentor") else {"viewport": PHONE}
            pages[who] = sign_in(open_page(**options), site, made, made["sessions"][who])
        return pages[who]

    return make


def look(page):
    """A page is no wider than its window, and an independent checker finds nothing on it."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def planned(site, page_of):
    """The address of the author's plan."""
    page = page_of("author")
    page.goto(f"{site.address}/kk/activities/plan/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=aim]", "Оқушылар суреттің дереккөзін үш қадаммен тексереді.")
    page.check("[name=competences] >> nth=0")
    page.check("[name=audience_kinds][value=teachers]")
    page.select_option("[name=region]", "KZ-55")
    page.fill("[name=place]", "Ақсу, үлгі кітапхана")
    look(page)
    page.click("main form button.btn")
    page.wait_for_url(re.compile(r"/activities/[0-9a-f-]{36}/$"))
    return page.url


def test_who_came_says_so_by_the_code(site, page_of, planned):
    page = page_of("author")
    look(page)
    code = page.inner_text(".card .code").strip()
    guest = page_of("guest")
    guest.goto(f"{site.address}/kk/activities/i-was-there/")
    guest.fill("main [name=code]", code)
    guest.click("main form button.btn")
    expect(guest.locator("[role=status]").first).to_contain_text("белгіленді")


@pytest.fixture(scope="module")
def reported(page_of, planned):
    """The report, sent from the phone with a photo."""
    page = page_of("author")
    page.goto(planned + "report/")
    page.fill("[name=held_on]", dt.date.today().isoformat())
    page.fill("[name=done]", "Үш сурет қаралды: кім түсірген, қашан, басқа жерде не айтылған.")
    page.fill("[name=n_teachers]", "12")
    page.fill("[name=worked]", "Кері іздеу бәріне түсінікті болды.")
    page.set_input_files("#photos-files", [chosen("сынып.jpg", noisy(300))])
    expect(page.locator("[data-name=photos] li")).to_have_count(1)
    look(page)
    page.click("main form > button.btn")
    page.wait_for_url(planned)
    return planned


def test_the_report_stands_with_its_photo(page_of, reported):
    page = page_of("author")
    for _ in range(60):
        if page.locator("section a", has_text="сынып.jpg").count():
            break
        page.wait_for_timeout(500)
        page.goto(reported)
    expect(page.locator("main")).to_contain_text("Үш сурет қаралды")
    expect(page.locator("main")).to_contain_text("12")


@pytest.fixture(scope="module")
def accepted(site, page_of, reported):
    """The mentor reads it from the queue and accepts it."""
    page = page_of("mentor")
    page.goto(f"{site.address}/kk/activities/reviews/")
    look(page)
    page.click(f"main a:has-text('{TITLE}')")
    for criterion in page.locator("main form [role=radiogroup], main form fieldset").all():
        option = criterion.locator("input[type=radio][value='2']")
        if option.count():
            option.first.check()
    page.check("[name=decision][value=accept]")
    page.fill("[name=words]", "Қадамдар анық. Келесіде екі дереккөзді қатар салыстырыңыз.")
    look(page)
    page.click("main form button.btn")
    page.wait_for_load_state()
    return reported


@pytest.fixture(scope="module")
def published(site, page_of, accepted):
    """The author reads what the mentor said and gives the activity to the library."""
    page = page_of("author")
    page.goto(accepted)
    expect(page.locator("main")).to_contain_text("Қадамдар анық")
    page.click("main a[href$='/publish/']")
    page.check("[name=agrees]")
    look(page)
    page.click("main form button.btn")
    page.wait_for_load_state()
    return accepted


def test_everybody_finds_it_in_the_library(site, open_page, published):
    page = open_page(viewport=PHONE)
    page.goto(f"{site.address}/kk/activities/library/?q=сурет")
    look(page)
    page.click(f"main a:has-text('{TITLE}')")
    expect(page.locator("main")).to_contain_text("Гүлнар Үлгі")
    assert "сынып.jpg" not in page.inner_text("main")  # no open licence was chosen for the photo
    look(page)


def test_the_cascade_and_the_map_show_it(site, page_of, made, published):
    page = page_of("boss")
    page.goto(f"{site.address}/kk/cascade/{made['programme']}/")
    rows = [row.inner_text().split() for row in page.locator("tbody tr").all()]
    assert [row[:3] for row in rows] == [["0", "1", "0"], ["1", "1", "1"], ["2", "1", "0"]]
    look(page)
    page.goto(f"{site.address}/kk/cascade/{made['programme']}/reach/")
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 0
    expect(page.locator("tbody tr")).to_have_count(1)
    look(page)
    own = page_of("author")
    own.goto(f"{site.address}/kk/cascade/mine/")
    expect(own.locator("main")).to_contain_text("Ерлан Үлгі")
    look(own)


@pytest.fixture(scope="module")
def joined(site, page_of):
    """The author stands in the directory."""
    page = page_of("author")
    page.goto(f"{site.address}/kk/specialists/mine/")
    page.select_option("[name=region]", "KZ-55")
    page.check("[name=languages][value=kk]")
    for competence in page.locator("[name=competences]").all()[4:9]:
        competence.check()
    page.fill("[name=contact]", "ulgi@example.kz")
    page.check("[name=audience][value=network]")
    page.check("[name=agrees]")
    look(page)
    page.click("main form button.btn:not(.quiet)")
    page.wait_for_load_state()
    return page


def test_the_directory_answers_who_teaches_what_where(site, page_of, joined):
    page = page_of("boss")
    page.goto(f"{site.address}/kk/specialists/?q={ASKED}")
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator("article.card")).to_contain_text("Гүлнар Үлгі")
    look(page)
    joined.goto(f"{site.address}/kk/specialists/mine/")
    joined.click("form[action$='/leave/'] button")
    page.reload()
    expect(page.locator("article.card")).to_have_count(0)


def test_who_leaves_altogether_is_named_nowhere_any_more(site, page_of, open_page, made, published, joined):
    left = run_on(site, SCRIPT, "erase", made["people"]["author"], made["people"]["boss"])
    assert left == {"activities": 0, "specialists": 0, "published": 0}

    boss = page_of("boss")
    for path in ("", "reach/"):
        boss.goto(f"{site.address}/kk/cascade/{made['programme']}/{path}")
        assert "Гүлнар" not in boss.inner_text("main")
    anybody = open_page(viewport=PHONE)
    anybody.goto(f"{site.address}/kk/activities/library/?q=сурет")
    assert TITLE not in anybody.inner_text("main")

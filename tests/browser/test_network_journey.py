"""A network at work: a workshop for one region in one step, a school that asks for help, and somebody who leaves.

Nobody of these people exists.
"""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.journeys import opener
from browser.shell import run_on
from browser.tests_ways import PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPT = Path(__file__).with_name("network_people.py")
REGION = "KZ-55"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of its own: it is filled with the invented programmes."""
    return own_site


@pytest.fixture(scope="module")
def open_page(browser):
    with opener(browser, "404 (Not Found)", "422 (Unprocessable") as make:
        yield make


@pytest.fixture(scope="module")
def made(site):
    return run_on(site, SCRIPT, "make")


@pytest.fixture(scope="module")
def boss(site, open_page, made):
    return sign_in(open_page(), site, made, made["boss"])


def look(page):
    """A page is no wider than its window, and an independent checker finds nothing on it."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def day(n):
    return (dt.date.today() + dt.timedelta(days=n)).isoformat()


@pytest.fixture(scope="module")
def workshop(site, boss, made):
    """The page of a workshop for Pavlodar, made of template, guide and directory by one button."""
    boss.goto(f"{site.address}/kk/workshops/new/?programme={made['programme']}&region={REGION}")
    look(boss)
    for n in (1, 2):
        boss.fill(f"[name=day_{n}]", day(20 + n))
    boss.fill("[name=place]", "Павлодар, үлгі әдістемелік орталық")
    boss.fill("[name=follow_up_on]", day(60))
    if boss.locator("select[name=trainer]").input_value() == "":
        boss.select_option("select[name=trainer]", index=1)
    for box in boss.locator("[name=invited], [name=subjects]").all():
        box.check()
    boss.locator("main form[method=post] button.btn").last.click()
    boss.wait_for_url(re.compile(r"/workshops/[0-9a-f-]{36}/$"))
    return boss.url


def test_a_workshop_for_one_region_is_made_from_the_guide_in_one_step(boss, workshop, made):
    boss.goto(workshop)
    look(boss)
    row = boss.locator("main section table").first.locator("tbody td")
    assert row.first.inner_text() == str(made["n_near"])
    assert boss.locator("a[href*='/guides/published/']").count() == 1


def test_its_papers_hold_guide_slides_and_task_sheets_of_real_objectives(site, boss, workshop):
    link = boss.locator("main a[href*='/files/']").filter(has_text="zip")
    for _ in range(60):
        boss.goto(workshop)
        if link.count():
            break
        boss.wait_for_timeout(1000)
    answer = boss.request.get(site.address + link.first.get_attribute("href"))
    names = zipfile.ZipFile(io.BytesIO(answer.body())).namelist()
    assert {"guide-kk.pdf", "guide-kk.docx", "slides-kk.pptx"} <= set(names)
    assert any(one.startswith("task-sheet-") for one in names)


def test_what_stands_in_the_way_is_counted_for_the_next_guide(site, boss):
    boss.goto(f"{site.address}/kk/workshops/challenges/")
    look(boss)
    expect(boss.locator("main")).to_contain_text("Бір сабаққа жоспарланған уақыт жетпейді.")


@pytest.fixture(scope="module")
def asked(site, open_page, made):
    """A school asks on a phone, without an account; return its page with the receipt."""
    page = open_page(viewport=PHONE)
    page.goto(f"{site.address}/kk/schools/ask/{made['programme']}/")
    look(page)
    page.fill("[name=name]", "№ 12 үлгі мектеп")
    page.select_option("[name=region]", REGION)
    page.fill("[name=locality]", "Ақсу")
    page.fill("[name=topic]", "Дереккөзді бағалау")
    page.fill("[name=contact_name]", "Сәуле Үлгі")
    page.fill("[name=contact]", "+7 700 000 00 00")
    page.locator("main form button.btn").first.click()
    page.wait_for_url("**/follow/**")
    look(page)
    assert "+7 700" not in page.content()
    return page


def step(page, name, **fields):
    for field, value in fields.items():
        page.fill(f"[name={name}-{field}]", value)
    page.click(f"form[action$='/{name}/'] button")


def test_a_specialist_near_by_takes_it_comes_and_reports(site, open_page, made, asked):
    page = sign_in(open_page(viewport=PHONE), site, made, made["specialist"])
    page.goto(f"{site.address}/kk/schools/")
    look(page)
    page.click("main a:has-text('Дереккөзді бағалау')")
    assert "+7 700" not in page.content()
    step(page, "take")
    expect(page.locator("main")).to_contain_text("+7 700 000 00 00")
    step(page, "visit", visited_on=day(0))
    step(page, "report", report="Сынып үш суреттің дереккөзін тапты.", n_pupils="24")
    expect(page.locator("main dl")).to_contain_text("24")
    look(page)
    found = run_on(site, SCRIPT, "look")
    assert (found["state"], found["adoption"]) == ("reported", "started")


def test_the_school_sees_what_became_of_it_and_the_coordinator_moves_it_on(site, boss, asked):
    before = asked.locator("main dl").inner_text()
    asked.reload()
    expect(asked.locator("main dl")).not_to_have_text(before)
    boss.goto(f"{site.address}/kk/schools/{run_on(site, SCRIPT, 'look')['school']}/")
    look(boss)
    boss.locator("[name=adoption][value=taught], select[name=adoption]").first.evaluate(
        "one => { if (one.tagName === 'SELECT') one.value = 'taught'; else one.checked = true; }"
    )
    boss.locator("main form[method=post] button").first.click()
    boss.wait_for_load_state()
    assert run_on(site, SCRIPT, "look")["adoption"] == "taught"


def test_who_leaves_the_directory_stands_there_no_more(site, open_page, boss, made):
    address = f"{site.address}/kk/specialists/?q=Павлодар"
    boss.goto(address)
    expect(boss.locator("main")).to_contain_text(made["name"])
    page = sign_in(open_page(viewport=PHONE), site, made, made["specialist"])
    page.goto(f"{site.address}/kk/specialists/mine/")
    look(page)
    page.click("form[action$='/leave/'] button")
    page.wait_for_load_state()
    boss.goto(address)
    assert made["name"] not in boss.locator("main").inner_text()

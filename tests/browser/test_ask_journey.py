"""From the shipped instrument to a programme in one real site: forty respondents, two coders, a report, a plan.

Nobody gave these answers: they follow from a seed. The figures of the pages are those of the command line.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from browser import ask_coding as coding
from browser import ask_people as people
from browser.journeys import DESKTOP, begin, opener
from browser.survey_respondent import wait_all_sent
from browser.test_coding_queue import on_the_site
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.exchange.responses import write_responses_csv
from sauatty.core.languages import format_number, format_share
from sauatty.core.records import ResponseTable

pytestmark = [pytest.mark.browser, pytest.mark.slow]

N, HOURS = 40, 24
BY_SCRIPT, PLAINLY, ON_PAPER, IN_A_FILE = range(4), range(4, 6), range(6, 8), range(8, 12)
OFFLINE, PHONE = (2, 3), {"width": 390, "height": 844}
SAUATTY = str(Path(sys.executable).parent / "sauatty")
CAST = people.invent(N)


@pytest.fixture(scope="module")
def site(own_site):
    """A site of its own: this file comes in by the link of the first start."""
    return own_site


@pytest.fixture(scope="module")
def open_page(browser):
    """Return an opener of pages, each in a browser of its own."""
    with opener(browser) as make:
        yield make


@pytest.fixture(scope="module")
def boss(site, open_page):
    """The coordinator, come in by the link of the first start, with a programme."""
    return begin(open_page(), site, kk="Өңірлік бағдарлама")


@pytest.fixture(scope="module")
def page_of(site, open_page):
    """Return the page of somebody who codes or settles."""
    cast, pages = on_the_site(site, "people"), {}

    def make(who):
        if who not in pages:
            pages[who] = open_page()
            session = {"name": cast["cookie"], "value": cast["sessions"][who], "url": site.address}
            pages[who].context.add_cookies([session])
        return pages[who]

    make.names = cast["names"]
    return make


@pytest.fixture(scope="module")
def campaign(site, boss):
    """The address of an open survey, made from the shipped instrument for Kazakh and Russian."""
    boss.goto(f"{site.address}/kk/instruments/")
    boss.click("form[action*='mil-needs/take-over'] button")
    boss.goto(boss.url + "versions/")
    boss.click("main form button")
    boss.goto(f"{site.address}/kk/surveys/new/")
    boss.uncheck("input[name=languages][value=en]")
    boss.click("main form button")
    boss.fill("[name=operator]", "Үлгі кітапханасы")
    boss.fill("[name=operator_number]", "123456789012")
    boss.click("main form button")
    address = boss.url.removesuffix("consent/")
    boss.goto(address + "population/")
    boss.fill("textarea[name=table]", "\n".join(f"{one};;12" for one in ("KZ-10", "KZ-11", "KZ-75")))
    boss.click("main form button")
    boss.goto(address)
    boss.click("form[action$='/open/'] button")
    return address


@pytest.fixture(scope="module")
def slug(boss, campaign):
    boss.goto(campaign + "share/")
    return re.search(r"/s/([\w-]+)/", boss.content())[1]


@pytest.fixture(scope="module")
def ids(site, boss, open_page, campaign, slug, tmp_path_factory):
    """Everybody has answered; the ids of those who answered as the page's script does."""
    for place in BY_SCRIPT:
        answer_by_script(open_page, f"{site.address}/{CAST[place].language}/s/{slug}/", place)
    for place in PLAINLY:
        page = open_page(java_script_enabled=False)
        page.goto(f"{site.address}/{CAST[place].language}/s/{slug}/")
        people.fill_in_plainly(page, CAST[place].answers)
    for place in ON_PAPER:
        people.key_in(boss, campaign, place, CAST[place])
    take_file(boss, campaign, tmp_path_factory.mktemp("file") / "answered.csv")
    boss.goto(f"{site.address}/kk/s/{slug}/")
    settings = json.loads(boss.locator("#survey-settings").inner_text(timeout=5000) or "{}")
    request = open_page().context.request
    return {
        place: people.put(request, site.address, slug, settings, CAST[place])
        for place in range(IN_A_FILE.stop, N)
    }


def answer_by_script(open_page, address, place):
    """Fill the form in; those who are offline go offline before the first answer and come back after sending."""
    page = open_page(viewport=PHONE if place == 0 else DESKTOP)
    page.goto(address)
    people.agree(page)
    page.context.set_offline(place in OFFLINE)
    people.fill_in(page, CAST[place].answers)
    people.send(page)
    if place in OFFLINE:
        page.wait_for_selector('#queue[data-waiting="1"]', state="attached")
        page.context.set_offline(False)
    wait_all_sent(page)


def take_file(page, campaign, path):
    asked = instrument("mil-needs")
    rows = [CAST[place] for place in IN_A_FILE]
    table = ResponseTable(
        tuple(f"f{place}" for place in IN_A_FILE),
        {
            name: tuple(one.answers.get(name, "") for one in rows)
            for question in asked.questions
            for name in question.names
        },
        tuple(one.language for one in rows),
        ("",) * len(rows),
    )
    path.write_text(write_responses_csv(table, asked), "utf-8", newline="")
    page.goto(campaign + "files/")
    page.set_input_files("input[type=file]", str(path))
    page.click("main form button")
    page.wait_for_url("**/files/*-*/", timeout=30_000)
    page.click("form[action*='/take/'] button")
    page.wait_for_url("**/files/*-*/", timeout=30_000)


def test_all_forty_came_in_each_way(boss, campaign, ids):
    boss.goto(campaign)

    assert len(ids) == N - IN_A_FILE.stop
    assert boss.locator(".code-big").first.inner_text() == str(N)


# --- coding ---


@pytest.fixture(scope="module")
def coded(site, boss, page_of, campaign, ids, tmp_path_factory):
    """The definitions are coded by two people, and what differed is settled; the number of the coding."""
    key = campaign.rstrip("/").rpartition("/")[2]
    boss.goto(f"{site.address}/kk/answers/start/{key}/mil_definition/")
    boss.click("main form button")
    boss.wait_for_url("**/reviews/*/")
    project = re.search(r"reviews/([0-9a-f-]{36})", boss.url)[1]
    coding.seat_everybody(boss, site.address, project, page_of.names)
    folder = tmp_path_factory.mktemp("codes")
    for label, coder in (("A", "a"), ("B", "b")):
        known = [
            (ids[place], *one.codes[coder]) for place, one in enumerate(CAST) if place in ids and one.codes
        ]
        coding.take_codes(boss, site.address, project, label, known, folder / f"{coder}.csv")
    for who, coder in (("ainur", "a"), ("berik", "b")):
        coding.code_by_keys(page_of(who), f"{site.address}/kk/reviews/{project}/queue/", definitions(coder))
    coding.settle_everything(
        page_of("saule"), f"{site.address}/kk/reviews/{project}/differences/", definitions("agreed")
    )
    boss.goto(f"{site.address}/kk/reviews/{project}/")
    boss.click("form[action*='/close/'] button")
    return project


def definitions(coder):
    """Return what a coder makes of each definition."""
    return {one.answers["mil_definition"]: one.codes[coder] for one in CAST if one.codes}


# --- what goes out, and what the command line makes of it ---

POINTING = ("region", "locality", "organisation_kind", "role", "years")


def made_file(page):
    """Wait until a file that was asked for is ready, and return its bytes."""
    link = page.locator("main a.btn[href*='/files/']")
    link.wait_for(timeout=60_000)
    answer = page.context.request.get(link.evaluate("(one) => one.href"))
    assert answer.status == 200
    return answer.body()


@pytest.fixture(scope="module")
def exported(boss, campaign, coded, tmp_path_factory):
    """The data for research: who answered cannot be told from them, and the agreed codes lie beside them."""
    folder = tmp_path_factory.mktemp("research")
    boss.goto(campaign.replace("/surveys/", "/needs/") + "research/")
    boss.check("input[name=with_codes]")
    for name in POINTING:
        boss.check(f"input[name=leave_out][value={name}]")
    boss.check("input[name=reviewed][value=mil_definition]")
    boss.click("button[name=step][value=make]")
    zipfile.ZipFile(io.BytesIO(made_file(boss))).extractall(folder)
    return folder


@pytest.fixture(scope="module")
def found(exported):
    """Return what a command finds in the exported files."""

    def measure(command, *more):
        files = (exported / "responses.csv", "--codes", exported / "codes.csv", "--format", "json")
        return run_cli("survey", command, "mil-needs", *files, *more)

    return measure


def run_cli(*arguments):
    """Return what a command says as JSON."""
    done = subprocess.run([SAUATTY, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read(page, campaign, app, rest=""):
    """Return the words of a page about the survey."""
    answer = page.goto(campaign.replace("/surveys/", f"/{app}/") + rest)
    assert answer.status == 200
    return page.inner_text("main")


def test_the_coders_agree_as_the_command_line_counts(site, boss, coded, tmp_path):
    boss.goto(f"{site.address}/kk/reviews/{coded}/agreement/")
    told = boss.inner_text("main")
    rows = [
        f"{place},{coder},{one.codes[coder][0]}"
        for place, one in enumerate(CAST)
        for coder in ("a", "b")
        if one.codes
    ]
    (tmp_path / "coders.csv").write_text("\n".join(["unit,coder,value", *rows]), "utf-8")
    table = tmp_path / "coders.csv"
    measured = run_cli("coding", "agreement", table, "--level", "ordinal", "--format", "json")

    assert measured["n_units_pairable"] == sum(bool(one.codes) for one in CAST)
    assert re.search(rf"\(реттік деңгей\): {format_number(measured['alpha'], 'kk', 2)}\b", told), told


def test_claimed_and_shown_are_those_of_the_command_line(boss, campaign, found):
    read(boss, campaign, "needs", "claimed/")
    over = found("claimed-shown")["claimed_shown"]["overclaiming"]

    below = [
        one
        for one in CAST
        if one.answers.get("familiarity_mil") in ("roughly", "colleague")
        and one.codes.get("agreed", (0,))[0] <= 1
    ]
    assert over["n_overclaimed"] == len(below) > 0
    assert boss.locator("b.code-big").inner_text() == format_share(over["share"]["estimate"], "kk", 1)


def test_the_needs_are_those_of_the_command_line(boss, campaign, found):
    read(boss, campaign, "needs", "ranking/")
    rows = boss.locator("table.needs tbody tr").all()
    shown = [
        (
            row.locator("th").inner_text().split()[0],
            row.locator("td[data-label]").nth(1).inner_text().split()[0],
        )
        for row in rows
    ]
    needs = found("needs")["needs"]

    assert len(needs) == 12
    assert shown[:3] == [
        (one["competence"].removeprefix("gmilaf."), format_number(one["index"]["estimate"], "kk", 2))
        for one in needs[:3]
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_report_comes_out(boss, campaign, coded, found, language):
    over = found("claimed-shown")["claimed_shown"]["overclaiming"]
    files = {}
    for format in ("docx", "pdf"):
        boss.goto(campaign.replace("/surveys/", "/needs/") + "report/")
        boss.select_option("select[name=language]", language)
        boss.select_option("select[name=format]", format)
        boss.click("main form[method=post] button")
        files[format] = made_file(boss)

    word = Document(io.BytesIO(files["docx"]))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading 1")]
    pdf = pypdfium2.PdfDocument(files["pdf"])
    pages = " ".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf)))
    told = " ".join("".join(word.element.body.xpath(".//w:t/text()")).split())
    assert HEADING[language] in headings
    for text in (told, " ".join(pages.split())):
        assert HEADING[language] in text
        assert re.search(rf"\b{N}\b", text)
        assert f"{100 * over['share']['estimate']:.1f}".replace(".", ",") in text
    if language == "kk":
        assert set("әғқңөұүі") <= set(pages.casefold())


HEADING = {"kk": "Қажеттіліктер", "ru": "Потребности"}


# --- the plan, and the programme made from it ---


@pytest.fixture(scope="module")
def plan(boss, campaign, coded):
    """The address of a plan for 24 hours in Kazakh and Russian."""
    address = campaign.replace("/surveys/", "/plans/")
    boss.goto(address)
    boss.fill("input[name=hours]", str(HOURS))
    boss.click("form[action$='/suggest/'] button")
    return address


def test_the_plan_is_that_of_the_command_line(boss, plan, found):
    boss.goto(plan)
    shown = {
        one.get_attribute("name").removeprefix("hours_"): float(one.input_value().replace(",", "."))
        for one in boss.locator("input[name^=hours_]").all()
    }
    made = found("plan", "--hours", HOURS, "--languages", "kk,ru")["plan"]

    assert shown == {one["id"]: one["hours"] for one in made["modules"]}
    assert sum(shown.values()) == made["hours_used"] <= HOURS


def test_the_syllabus_names_every_module(boss, plan):
    boss.goto(plan)
    titles = boss.locator("table input[name^=in_]").count()
    boss.select_option("#syllabus-language", "ru")
    boss.click("form[action$='/syllabus/'] button")
    word = Document(io.BytesIO(made_file(boss)))

    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert titles > 3 and len(headings) >= titles


def test_a_programme_with_cohorts_comes_of_the_plan(boss, plan):
    boss.goto(plan + "cohorts/")
    boss.select_option("select[name=programme]", "")
    boss.locator("details.more summary").first.click()
    boss.fill("input[name=title_kk]", "Медиасауат көктемі")
    boss.fill("input[name=c1-name_kk]", "Абай тобы")
    boss.fill("input[name=c1-name_ru]", "Группа Абай")
    boss.fill("input[name=c1-seats]", "20")
    boss.click("main form[method=post] button.btn >> nth=0")

    told = boss.inner_text("main")
    assert "/programmes/" in boss.url
    assert "Медиасауат көктемі" in told and "Абай тобы" in told

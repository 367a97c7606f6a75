"""From the shipped pair to a defended pass mark in one real site: sixty people, two tests, three judges, a report.

Nobody gave these answers: they follow from a seed. The figures of the pages are those of the command line.
"""

import io
import re
import zipfile
from statistics import median

import pypdfium2
import pytest

from browser import tests_figures as figures
from browser import tests_judges as judges
from browser import tests_people as people
from browser.journeys import begin, opener
from browser.tests_site import on_the_site
from browser.tests_ways import PHONE, sign_in, take
from sauatty.core.catalogue.item_reading import item_as_mapping
from sauatty.core.exchange.item_files import read_items
from sauatty.core.languages import format_number, format_share

pytestmark = [pytest.mark.browser, pytest.mark.slow]

N, N_JUDGES = 60, 3
CAST, PANEL = people.invent(N), judges.invent(N_JUDGES)


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
    return begin(open_page(), site, kk="Өңірлік бағдарлама", ru="Областная программа")


@pytest.fixture(scope="module")
def known(site, boss):
    """Who takes part and who judges."""
    return on_the_site(site, "people", "".join(one.language[0] for one in CAST), N_JUDGES)


# --- two tests ---


@pytest.fixture(scope="module")
def tests(site, boss, known):
    """The ids of the pre-test and the final test that the coordinator made of the shipped pair for the cohort."""
    boss.goto(f"{site.address}/kk/tests/forms/")
    boss.click("a[href*='/forms/shipped/']")
    boss.select_option("select[name=programme]", known["programme"])
    boss.click("main form button")
    found = {"pre": re.search(r"/tests/([0-9a-f-]{36})/", boss.url)[1]}
    partner = boss.locator("main .card a[href*='/tests/']:not([href$='/edit/'])").last
    found["final"] = re.search(r"/tests/([0-9a-f-]{36})/", partner.get_attribute("href"))[1]
    for one in found.values():
        boss.goto(f"{site.address}/kk/tests/{one}/edit/")
        boss.check(f"input[name=cohorts][value='{known['cohort']}']")
        boss.click("main form[method=post] button.btn >> nth=0")
    return found


@pytest.fixture(scope="module")
def taken(site, boss, open_page, known, tests):
    """Everybody has taken the pre-test and the final test; what the database holds of both."""
    for purpose in ("pre", "final"):
        take(site, boss, open_page, known, tests[purpose], purpose, CAST)
    rows = on_the_site(site, "taken")
    return {purpose: [one for one in rows if one["test"] == purpose] for purpose in tests}


@pytest.mark.parametrize("purpose", ["pre", "final"])
def test_everybody_is_graded_by_what_they_answered_however_they_came(known, taken, purpose):
    rows = {one["person"]: one for one in taken[purpose]}

    assert len(rows) == N
    for place, one in enumerate(CAST):
        row = rows[known["ids"][place]]
        assert row["points"] == people.points_of(one, purpose, row["paper"]), place
        assert (row["language"], row["mode"]) == (one.language, "online")


def test_whoever_had_one_paper_first_has_the_other_one_last(known, taken):
    first, last = ({one["person"]: one["paper"] for one in taken[purpose]} for purpose in ("pre", "final"))

    assert {(first[one], last[one]) for one in known["ids"]} == {("A", "B"), ("B", "A")}


# --- what was worked out, and what the command line makes of the exported tables ---

KINDS = ("items", "calibration", "dif", "gain")


@pytest.fixture(scope="module")
def worked_out(site, boss, known, taken):
    """The address of each analysis, and its result."""
    overview, addresses = f"{site.address}/kk/tests/results/{known['programme']}/", {}
    for kind in KINDS:
        boss.goto(overview)
        boss.click(f"form[action$='/ask/{kind}/'] button")
        addresses[kind] = boss.url
    return {kind: (one, result_of(boss, one)) for kind, one in addresses.items()}


def result_of(page, address):
    for _ in range(120):
        answer = page.context.request.get(address + "result.json")
        if answer.status == 200:
            return answer.json()["result"]
        page.wait_for_timeout(250)
    raise AssertionError(f"nothing was worked out: {address}")


def made_file(page):
    """Wait until a file that was asked for is ready, and return its bytes."""
    link = page.locator("main a.btn[href*='/files/']")
    link.wait_for(timeout=60_000)
    answer = page.context.request.get(link.evaluate("(one) => one.href"))
    assert answer.status == 200
    return answer.body()


@pytest.fixture(scope="module")
def exported(site, boss, tests, taken, tmp_path_factory):
    """The tables of both tests for research."""
    folder = tmp_path_factory.mktemp("tables")
    boss.goto(f"{site.address}/kk/tests/{tests['pre']}/data/")
    boss.click("main form[method=post] button")
    zipfile.ZipFile(io.BytesIO(made_file(boss))).extractall(folder)
    return folder


def read(page, address):
    """Return the words of a page."""
    assert page.goto(address).status == 200
    return " ".join(page.inner_text("main").split())


def same(one, other):
    exactly = other is None or isinstance(other, str)
    return one == (other if exactly else pytest.approx(other, rel=1e-9, abs=1e-12))


@pytest.fixture(scope="module")
def of_questions(exported):
    """What the command line says of the questions of paper A."""
    return figures.run_cli("items", figures.of_paper(exported, people.PAIR.forms["A"]))


def test_the_report_on_the_questions_is_that_of_the_command_line(boss, worked_out, of_questions):
    (address, result), found = worked_out["items"], of_questions
    part = next(one for one in result["parts"] if one["paper"] == "A")
    told = read(boss, address)

    assert part["n"] == N and len(part["items"]) == 24
    assert same(part["reliability"]["alpha"], found["alpha"])
    assert f"{format_number(found['alpha'], 'kk', 2)} [" in told
    for here, there in zip(part["items"], found["items"], strict=True):
        for name in ("item", "n", "difficulty", "item_rest"):
            assert same(here[name], there[name]), (here["item"], name)
        row = (
            boss.locator("section.card")
            .nth(0)
            .locator("tbody tr", has=boss.get_by_text(here["item"], exact=True))
        )
        assert format_number(there["item_rest"], "kk", 2) in row.inner_text()
        assert format_share(there["difficulty"], "kk", 0) in row.inner_text()


def test_the_calibration_is_that_of_the_command_line(boss, worked_out, exported):
    address, result = worked_out["calibration"]
    scores, groups = figures.together(exported)
    found = figures.run_cli("calibrate", scores, "--model", "pcm", "--method", "mml", "--groups", groups)
    there = {one["item"]: one for one in found["items"]}

    assert len(there) == 48 and result["calibration"]["converged"]
    for one in result["calibration"]["items"]:
        assert one["difficulty"] == pytest.approx(there[one["item"]]["difficulty"], abs=1e-6)
    read(boss, address)
    images = boss.locator("main img").all()
    assert images and all(
        one.evaluate("(one) => one.decode().then(() => one.naturalWidth > 0)") for one in images
    )


def test_the_languages_are_compared_as_by_the_command_line(boss, worked_out, exported):
    address, result = worked_out["dif"]
    paper = figures.of_paper(exported, people.PAIR.forms["A"])
    found = figures.run_cli("dif", paper, "--groups", exported / "GROUPS-language.csv")
    part = next(one for one in result["parts"] if one["paper"] == "A")

    assert part["group_sizes"] == {"kk": 36, "ru": 24}
    for here, there in zip(part["items"], found["items"], strict=True):
        for name in ("item", "odds_ratio", "delta", "class", "p"):
            assert same(here[name], there[name]), (here["item"], name)
        assert (here["purified"] or {}).get("class") == (there["purified"] or {}).get("class")
    harder = {one["item"]: one["delta"] for one in found["items"] if one["item"] in people.HARDER_IN_RUSSIAN}
    assert median(delta for delta in harder.values() if delta is not None) < 0
    read(boss, address)
    assert all(item in boss.content() for item in harder)


def test_the_gain_is_that_of_the_command_line(boss, worked_out, exported):
    address, result = worked_out["gain"]
    found = figures.run_cli("gain", exported / "SCORES-pre.csv", exported / "SCORES-final.csv")
    told = read(boss, address)

    for name in ("n", "mean_gain", "ci95", "effect_size"):
        assert same(result["raw"][name], found[name]), name
    assert found["n"] == N and found["ci95"][0] > 0
    assert format_number(found["effect_size"], "kk", 2) in told


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_report_comes_out(site, boss, known, worked_out, of_questions, language):
    alpha = of_questions["alpha"]
    boss.goto(f"{site.address}/kk/tests/results/{known['programme']}/report/")
    boss.select_option("select[name=language]", language)
    boss.select_option("select[name=format]", "pdf")
    boss.click("main form[method=post] button")
    pdf = pypdfium2.PdfDocument(made_file(boss))
    told = " ".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf)))

    assert format_number(alpha, language, 2) in told and re.search(rf"\b{N}\b", told)
    assert set("әғқңөұүі" if language == "kk" else "ыэё") & set(told.casefold())


# --- the pass mark ---


@pytest.fixture(scope="module")
def session(site, boss, open_page, known, taken):
    """The address of a session that three judges have finished."""
    boss.goto(f"{site.address}/kk/tests/standards/new/{known['programme']}/")
    boss.fill("input[name=name]", "Өту шегі")
    boss.locator("label.choice", has_text=re.compile(r"\bA\b")).locator("input").check()
    for language, text in (("kk", "Дереккөздің авторын табады."), ("ru", "Находит автора источника.")):
        boss.fill(f"textarea[name=description_{language}]", text)
    boss.click("main form[method=post] button")
    address = boss.url
    for box in boss.locator("input[name=people]").all():
        box.check()
    boss.click("form[action$='/judges/'] button")
    move(boss, address, "open-first")
    key = address.rstrip("/").rpartition("/")[2]
    path = f"/kk/tests/standards/judge/{key}/"
    visitors = [people.Visitor(site.address, known["cookie"], one) for one in known["judges"]]
    first = [list(one[1].items()) for one in PANEL]
    phone = sign_in(open_page(viewport=PHONE), site, known, known["judges"][0])
    judges.rate_on_a_phone(phone, site.address + path, first[0][:3])
    judges.rate_plainly(visitors[0], path, first[0][3:])
    for place in range(1, N_JUDGES):
        judges.rate_plainly(visitors[place], path, first[place], agrees=True)
    move(boss, address, "close-first")
    move(boss, address, "open-second")
    for visitor, one in zip(visitors, PANEL, strict=True):
        changed = [(id, one[2][id]) for id in judges.CHANGED]
        judges.rate_plainly(visitor, path, changed, answers=False)
    move(boss, address, "close")
    return address


def move(page, address, step):
    page.goto(address)
    page.click(f"button[name=step][value={step}]")


def test_the_pass_mark_is_that_of_the_command_line_and_a_person_adopts_it(boss, session, exported, tmp_path):
    tables = [tmp_path / f"round{number}.csv" for number in (1, 2)]
    for number, path in enumerate(tables, 1):
        path.write_text(judges.table(PANEL, number), "utf-8")
    scores = figures.of_paper(exported, people.PAIR.forms[judges.PAPER])
    found = figures.run_cli("cut-score", *tables, "--scores", scores)
    told = read(boss, session + "results/")

    for one in found["rounds"]:
        assert format_number(one["cut"], "kk", 2) in told and format_number(one["se"], "kk", 2) in told
    assert boss.locator(".code-big").first.inner_text() == format_number(found["cut"], "kk", 2)
    assert boss.locator("#decide input[name^=points_]").input_value() == str(found["least_points"])
    boss.fill("#decide textarea[name=reason]", "Топ осылай шешті")
    if boss.locator("#decide input[name=knows]").count():
        boss.check("#decide input[name=knows]")
    boss.click("form[action$='/adopt/'] button")
    assert "Топ осылай шешті" in boss.inner_text("#decide")


# --- questions that go out and come back ---


def test_a_paper_of_questions_goes_out_as_moodle_xml_and_comes_back_equal(site, boss, tests, tmp_path):
    ids = people.PAIR.forms["A"]
    out = in_moodle(site, boss, ids, tmp_path / "out.xml")
    boss.goto(f"{site.address}/kk/items/import/")
    boss.set_input_files("input[type=file]", str(tmp_path / "out.xml"))
    boss.click("main form[method=post] button")
    assert boss.locator("input[name=take]").count() == 24 and boss.locator("#not-read").count() == 0
    assert boss.locator("input[name=take]:checked").count() == 0  # they stand in the bank already
    for box in boss.locator("input[name=take]").all():
        box.check()
    boss.click("button[name=action][value=take]")
    back = in_moodle(site, boss, on_the_site(site, "own_questions"), tmp_path / "back.xml")

    assert len(out) == 24 and out == back


def in_moodle(site, page, ids, path):
    """Return what a file of questions says, without their ids."""
    page.goto(f"{site.address}/kk/items/export/?ids={','.join(ids)}")
    page.select_option("select[name=format]", "moodle")
    with page.expect_download() as download:
        page.click("button[name=action][value=give]")
    download.value.save_as(path)
    found = read_items(path.read_bytes(), path.name).items
    rows = [{name: value for name, value in item_as_mapping(one).items() if name != "id"} for one in found]
    return sorted(rows, key=lambda row: row["stem"]["kk"])


# --- what people see in the end; results go out within a minute after a test is closed ---


@pytest.mark.parametrize("place", [0, 1])
def test_people_see_their_result_once_the_test_is_closed(site, open_page, known, taken, place):
    row = next(one for one in taken["pre"] if one["person"] == known["ids"][place])
    page = sign_in(open_page(viewport=PHONE), site, known, known["people"][place])
    page.goto(f"{site.address}/{CAST[place].language}/t/")
    page.locator("main li", has=page.locator("a[href*='/t/pre-']")).locator("a[href$='/result/']").click()
    for _ in range(45):
        if page.locator(".code-big").count():
            break
        page.wait_for_timeout(2000)
        page.reload()

    assert format_share(sum(row["points"].values()) / 31, CAST[place].language, 0) == page.inner_text(
        ".code-big"
    )
    assert page.locator(".result-bars li").count() == 3 and page.locator("main a[href*='/lessons/']").count()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")

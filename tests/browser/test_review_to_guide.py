"""One real subject from proposals to an agreed map and a guide, all in the browser; the command line counts the same.

The decisions are invented: the first coder's follow from the number of the objective, the second differs on some.
"""

import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from browser.test_coding_queue import on_the_site
from sauatty.core.languages import format_number

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SUBJECT = Path("kz_order399_adilet_html") / "kk_app27_cifrlyq_sauattylyq_1-4.html"
N_OBJECTIVES = 74
COMPETENCES = ["gmilaf.1.2", "gmilaf.2.3", "gmilaf.3.2", "gmilaf.3.4"]
SAUATTY = str(Path(sys.executable).parent / "sauatty")
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture(scope="module")
def people(site):
    return on_the_site(site, "people")


@pytest.fixture(scope="module")
def page_of(site, people, browser):
    """Return a page in which one of the people is signed in; faults of the page are collected in `problems`."""
    contexts, pages = [], {}

    def make(who):
        if who not in pages:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="kk-KZ")
            context.add_cookies(
                [{"name": people["cookie"], "value": people["sessions"][who], "url": site.address}]
            )
            contexts.append(context)
            pages[who] = page = context.new_page()
            page.problems = []
            page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: page.problems.append(str(error)))
        return pages[who]

    yield make
    assert [page.problems for page in pages.values() if page.problems] == []
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def act(request):
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "curricula"
    if not (folder / SUBJECT).exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    return folder / SUBJECT


@pytest.fixture(scope="module")
def edition(site, page_of, act):
    """The curriculum, uploaded and matched."""
    page = page_of("boss")
    page.goto(f"{site.address}/kk/curricula/upload/")
    page.set_input_files("input[type=file]", str(act))
    page.click("main form button")
    page.wait_for_url("**/uploads/**", timeout=60_000)
    page.click("main form button >> nth=0")
    page.wait_for_url("**/coverage/**", timeout=180_000)
    return re.search(r"edition=([0-9a-f-]{36})", page.url)[1]


@pytest.fixture(scope="module")
def review(site, page_of, people, edition):
    """Two coders have judged everything, the adjudicator has settled what differed, the review is closed."""
    page = page_of("boss")
    page.goto(f"{site.address}/kk/coverage/reviews/start/?edition={edition}")
    page.fill("input[name=title_kk]", "Цифрлық сауаттылық сараптамасы")
    page.check("input[name=order][value=relevant-first]")
    page.click("main form[method=post] button >> nth=0")
    page.wait_for_url("**/reviews/**")
    project = re.search(r"reviews/([0-9a-f-]{36})", page.url)[1]
    for who, role in (("ainur", "coder"), ("berik", "coder"), ("saule", "adjudicator")):
        page.goto(f"{site.address}/kk/reviews/{project}/people/?q={people['names'][who]}")
        form = page.locator("main form[action*='people/add']").first
        form.locator("select[name=role]").select_option(role)
        form.locator("button").click()
    for who, differs in (("ainur", 0), ("berik", 9)):
        code_everything(page_of(who), f"{site.address}/kk/reviews/{project}/queue/", differs)
    settle_everything(page_of("saule"), f"{site.address}/kk/reviews/{project}/differences/")
    page.goto(f"{site.address}/kk/reviews/{project}/")
    page.locator("form[action*='/close/'] button").first.click()
    return project


def judgement(text, differs):
    """Return an invented relevance and competence, the same for the same text."""
    number = sum(map(ord, text))
    if differs and number % differs == 0:
        number += 1
    return number % 3, COMPETENCES[number % len(COMPETENCES)]


def judge(page, text, differs=0):
    relevance, competence = judgement(text, differs)
    page.locator(f"input[name=relevance][value='{relevance}']").check()
    if relevance:
        page.locator(f"input[name=competences][value='{competence}']").check()


def code_everything(page, address, differs):
    with page.expect_response("**/queue/units/**"):
        page.goto(address)
    for _ in range(N_OBJECTIVES):
        text = page.locator("#unit-text").inner_text()
        judge(page, text, differs)
        page.click("#save")
        page.wait_for_function(
            "(text) => !document.querySelector('#unit-text') || document.querySelector('#unit-text').innerText !== text"
            " || document.querySelector('#decide').hidden",
            arg=text,
            timeout=20_000,
        )
    for _ in range(100):
        page.goto(address)
        if not page.locator("#decide").count():
            return
        time.sleep(0.2)
    raise AssertionError("the queue never ended: " + page.locator("main").inner_text()[:400])


def settle_everything(page, address):
    for _ in range(N_OBJECTIVES):
        page.goto(address)
        difference = page.locator("ul.plainlist li a").first
        if not difference.count():
            return
        text = difference.inner_text()
        difference.click()
        judge(page, text)
        page.fill("textarea[name=reason]", "Нұсқаулық бойынша")
        page.locator("main form.decide button").last.click()
        page.wait_for_load_state()
    raise AssertionError("differences never ended")


def fetched(page, address):
    """Return the bytes of a file that a page offers."""
    answer = page.context.request.get(address)
    assert answer.status == 200
    return answer.body()


@pytest.fixture(scope="module")
def decisions(site, page_of, review, tmp_path_factory):
    """The two tables of decisions, as the page of the review gives them out."""
    folder = tmp_path_factory.mktemp("decisions")
    for what in ("coders", "agreed"):
        page = page_of("boss")
        page.goto(f"{site.address}/kk/reviews/{review}/")
        form = page.locator("form[action*='decisions/export']")
        values = (
            form.locator("select").first.locator("option").evaluate_all("all => all.map(one => one.value)")
        )
        form.locator("select").first.select_option(values[0 if what == "coders" else 1])
        form.locator("select").nth(1).select_option("csv")
        with page.expect_download() as download:
            form.locator("button").click()
        download.value.save_as(folder / f"{what}.csv")
    return folder


def run_cli(*arguments):
    done = subprocess.run([SAUATTY, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def counted(act, decisions):
    """What the command line counts, from the act itself and the decisions given out."""
    rows = decisions / "objectives.jsonl"
    run_cli("objectives", "read", act, "-o", rows)
    table = decisions / "agreed.csv"
    return json.loads(
        run_cli("objectives", "coverage", rows, "--decisions", table, "--by", "grade", "--format", "json")
    )


def test_the_agreed_map_shows_what_the_command_line_counts(site, page_of, edition, counted):
    page = page_of("boss")
    page.goto(f"{site.address}/kk/coverage/?edition={edition}&by=grade")

    shown = {}
    for row in page.locator("table.map tbody tr:not(.total)").all():
        numbers = [int(cell) for cell in row.locator("td").all_inner_texts() if cell.strip().isdigit()]
        grade = re.match(r"\d+", row.locator("th").inner_text())
        if len(numbers) == 15:
            shown[grade[0]] = numbers
    expected = {
        row["row"]: [*row["counts"].values(), row["n_relevant"], row["n_judged"], row["n_objectives"]]
        for row in counted["rows"]
        if row.get("counts")
    }

    assert shown == expected
    assert sum(row[-1] for row in shown.values()) == N_OBJECTIVES


def test_the_agreement_page_shows_the_alpha_of_the_command_line(site, page_of, review, decisions):
    table = decisions / "coders.csv"
    measured = json.loads(
        run_cli(
            "coding", "agreement", table, "--value", "relevance", "--level", "ordinal", "--format", "json"
        )
    )
    page = page_of("boss")

    page.goto(f"{site.address}/kk/reviews/{review}/agreement/")

    text = page.locator("main").inner_text()
    assert f"{format_number(round(measured['alpha'], 2), 'kk')[:4]}" in text
    assert len(measured["coders"]) == 2


@pytest.fixture(scope="module")
def guide(site, page_of, edition, review):
    page = page_of("boss")
    page.goto(f"{site.address}/kk/guides/new/?edition={edition}")
    for language in LANGUAGES:
        page.fill(f"input[name=title_{language}]", f"Guide {language}")
    page.locator("input[name=programmes]").first.check()
    page.check("input[name=source][value=agreed]")
    page.fill("input[name=signatures_needed]", "0")
    page.locator("main form[method=post] button").last.click()
    page.wait_for_url(re.compile(r"/guides/[0-9a-f-]{36}/"))
    number = re.search(r"guides/([0-9a-f-]{36})", page.url)[1]
    for _ in range(60):
        page.goto(f"{site.address}/kk/guides/{number}/")
        if page.locator("main table").count():
            return number
        time.sleep(0.5)
    raise AssertionError("the guide was not drafted: " + page.locator("main").inner_text()[:400])


def made_file(page, site, guide, what, language):
    """Ask for a file and wait until it lies ready."""
    page.goto(f"{site.address}/kk/guides/{guide}/files/")
    before = page.locator("main li a[href*='/files/']").count()
    page.check(f"input[name=what][value={what}]")
    page.select_option("select[name=language]", language)
    page.locator("main form[method=post] button").first.click()
    for _ in range(120):
        page.goto(f"{site.address}/kk/guides/{guide}/files/")
        links = page.locator("main li a[href*='/files/']")
        if links.count() > before:
            return fetched(page, site.address + links.first.get_attribute("href"))
        time.sleep(0.25)
    raise AssertionError(f"{what} in {language} was never made")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_comes_out_with_the_same_figures(site, page_of, guide, counted, language):
    page = page_of("boss")
    n_direct = sum(row["n_relevant"] for row in counted["rows"] if row.get("counts"))

    pdf = pypdfium2.PdfDocument(made_file(page, site, guide, "pdf", language))
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    word = Document(io.BytesIO(made_file(page, site, guide, "docx", language)))

    text = " ".join(" ".join(pages).split())
    assert len(pages) > 5
    assert re.search(rf"\b{N_OBJECTIVES}\b", text)
    assert re.search(rf"(Тікелей|Прямо|direct)\D{{0,40}}{n_direct}\b", text, re.IGNORECASE), text[:2000]
    assert any(paragraph.style.name.startswith("Heading 1") for paragraph in word.paragraphs)
    assert word.element.xpath("//w:lang/@w:val")
    if language == "kk":
        assert set("әғқңөұүһі") <= set(text.casefold())

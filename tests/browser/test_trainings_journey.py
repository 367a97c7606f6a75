"""From one template to five regions, past the last place, through the door without a network, to a checked certificate.

Nobody of these people exists. The site is a real one with its worker; letters stay in its inbox.
"""

import datetime as dt
import re
import urllib.request
from zoneinfo import ZoneInfo

import ics
import pypdfium2
import pytest
import zxingcpp
from icalendar import Calendar

from browser.journeys import begin, opener
from browser.tests_ways import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAPACITY, N_PEOPLE = 5, 7
REGIONS = [("KZ-55", "kk"), ("KZ-10", "ru"), ("KZ-75", "ru"), ("KZ-71", "kk"), ("KZ-61", "kk")]
NAMES = ["Үлгі Әсел", "Үлгі Ғалым", "Үлгі Қуаныш", "Үлгі Ңарт", "Примеров Олег", "Үлгі Һаким", "Example Ivy"]
LANGUAGES = ("kk", "ru", "en")
# So that doors and codes are open: the training has just begun.
BEGAN = dt.datetime.now(ZoneInfo("Asia/Almaty")) - dt.timedelta(minutes=5)


@pytest.fixture(scope="module")
def site(own_site):
    """A site of its own: this file comes in by the link of the first start."""
    return own_site


# No network at the door is meant anyhow; so is a certificate that nobody gave.
@pytest.fixture(scope="module")
def open_page(browser):
    """Return an opener of pages, each in a browser of its own."""
    with opener(browser, "404 (Not Found)") as make:
        yield make


def save(page):
    """Press the first button of the form of a page."""
    page.click("main form[method=post] button.btn >> nth=0")


@pytest.fixture(scope="module")
def boss(site, open_page):
    """The coordinator, come in by the link of the first start, with a programme."""
    return begin(open_page(), site, kk="Медиасауаттылық бағдарламасы", ru="Программа медиаграмотности")


# --- one template, five regions ---


@pytest.fixture(scope="module")
def template(site, boss):
    """The address of a template with one session that begins when the tests do."""
    boss.goto(f"{site.address}/kk/events/new/")
    boss.click("main a[href$='/template/']")
    for code, title in (
        ("kk", "Дереккөзді тексеру"),
        ("ru", "Проверка источников"),
        ("en", "Checking sources"),
    ):
        boss.fill(f"[name=title_{code}]", title)
    boss.select_option("[name=form]", "onsite")
    boss.fill("[name=capacity]", str(CAPACITY))
    boss.fill("[name=academic_hours]", "8")
    save(boss)
    address = boss.url
    boss.click("main a[href$='/sessions/new/']")
    boss.fill("[name=begins]", BEGAN.strftime("%H:%M"))
    save(boss)
    return address


@pytest.fixture(scope="module")
def editions(site, boss, template):
    """The five editions, announced: address by region."""
    boss.goto(template + "editions/")
    for place, (region, language) in enumerate(REGIONS):
        boss.select_option(f"[name=region_{place}]", region)
        boss.fill(f"[name=starts_on_{place}]", BEGAN.date().isoformat())
        boss.select_option(f"[name=language_{place}]", language)
        boss.fill(f"[name=place_{place}]", f"Кітапхана {place + 1}")
    save(boss)
    boss.click("main form[action$='/announce/'] button")
    links = boss.locator("main a[href^='/kk/events/']").evaluate_all("(all) => all.map((one) => one.href)")
    return [one for one in links if re.fullmatch(r".*/events/[0-9a-f-]{36}/", one)]


def test_five_editions_come_from_one_template(site, boss, editions):
    assert len(editions) == len(REGIONS)
    boss.goto(f"{site.address}/kk/events/e/")
    assert boss.locator("main a[href*='/events/e/']", has_text="Дереккөзді тексеру").count() == len(REGIONS)


def test_the_calendar_of_the_programme_is_read_by_two_libraries(site, boss, editions):
    boss.goto(f"{site.address}/kk/events/calendar/addresses/")
    address = re.search(r"/kk/events/calendar/of/[0-9a-f-]{36}\.ics", boss.content())[0]
    text = urllib.request.urlopen(site.address + address, timeout=30).read().decode()
    found = [one for one in Calendar.from_ical(text).walk("VEVENT")]

    assert len(found) == len(ics.Calendar(text).events) == len(REGIONS)
    assert {one.decoded("dtstart").astimezone(dt.UTC).strftime("%H:%M") for one in found} == {
        BEGAN.astimezone(dt.UTC).strftime("%H:%M")
    }
    assert len({str(one["uid"]) for one in found}) == len(REGIONS)


# --- more people than places ---


@pytest.fixture(scope="module")
def first(boss, editions):
    """The addresses of the first edition: for its coordinator, for everybody, of its session."""
    boss.goto(editions[0])
    href = "(one) => one.href"
    public = boss.locator("main a[href*='/events/e/']").first.evaluate(href)
    session = boss.locator("main a[href*='/events/sessions/']").first.evaluate(href)
    return {"event": editions[0], "public": public, "session": session}


@pytest.fixture(scope="module")
def registered(open_page, first):
    """Seven people who do not exist, each with a phone of their own, in their languages."""
    pages = []
    for place, name in enumerate(NAMES):
        language = LANGUAGES[place % 3]
        page = open_page(viewport=PHONE)
        page.goto(first["public"].replace("/kk/", f"/{language}/"))
        page.click("main a[href$='/register/']")
        page.fill("[name=name]", name)
        page.check("[name=agree]")
        save(page)
        pages.append(page)
    return pages


def test_five_have_a_place_and_two_wait_in_their_order(registered):
    has_place = {"kk": "орныңыз бар", "ru": "место за Вами", "en": "have a place"}
    told = [" ".join(page.inner_text("main").split()) for page in registered]

    for place, words in enumerate(told[:CAPACITY]):
        assert has_place[LANGUAGES[place % 3]] in words, place
    assert "1" in re.search(r"waiting list, number (\d+)|нөміріңіз (\d+)|номер (\d+)", told[5])[0]
    assert "2" in re.search(r"waiting list, number (\d+)|нөміріңіз (\d+)|номер (\d+)", told[6])[0]


def test_a_place_that_is_given_back_goes_to_the_next_by_itself(registered):
    leaving, next_one = registered[4], registered[5]
    leaving.click("main form[action$='/cancel/'] button")
    next_one.reload()

    assert (
        "место за Вами" in " ".join(next_one.inner_text("main").split())
        or "have a place" in next_one.content()
    )


# --- who is there ---


@pytest.fixture(scope="module")
def codes(boss, first, registered):
    """The codes of those who have a place, by name."""
    boss.goto(first["session"] + "attendance/codes/")
    cards = boss.locator("main .code-cards li").all_inner_texts()
    found = {}
    for card in cards:
        name = next(one for one in NAMES if one in card)
        found[name] = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", card)[0]
    return found


@pytest.fixture(scope="module")
def at_the_door(site, boss, open_page, first, codes):
    """The trainer's phone: it loses its connection, notes three people, and gets it back."""
    page = open_page(viewport=PHONE, storage_state=boss.context.storage_state())
    page.goto(first["session"] + "attendance/door/")
    page.wait_for_function(
        "navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true)"
    )
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    for name in NAMES[:3]:
        page.fill("#id_code", codes[name])
        page.press("#id_code", "Enter")
        page.locator("#door-said", has_text=name).wait_for()
    waiting = page.inner_text("#door-state")
    page.fill("#id_code", codes[NAMES[0]][:4])
    page.press("#id_code", "Enter")
    half = page.inner_text("#door-said")
    page.reload()
    page.locator("#door-state", has_text="3").wait_for()
    kept = page.inner_text("#door-state")
    page.context.set_offline(False)
    for _ in range(300):
        if not re.search(r"\d", page.inner_text("#door-state")):  # neither three, nor two of them, wait
            break
        page.wait_for_timeout(100)
    return {"waiting": waiting, "half": half, "kept": kept}


def test_the_door_works_without_a_network_and_says_what_waits(at_the_door):
    assert "3" in at_the_door["waiting"] and "3" in at_the_door["kept"]
    assert "8" in at_the_door["half"]


def test_who_was_noted_offline_is_here(boss, first, at_the_door):
    boss.goto(first["session"] + "attendance/")
    told = boss.inner_text("main")

    assert re.search(r"\b3\b", told)
    for name in NAMES[:3]:
        assert name in told


def test_minutes_of_a_video_service_are_matched_by_somebody(boss, first, at_the_door, codes):
    begin = BEGAN.strftime("%d.%m.%Y %H:%M:%S")
    end = (BEGAN + dt.timedelta(minutes=85)).strftime("%d.%m.%Y %H:%M:%S")
    report = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n"
    report += "".join(f"{name},,{begin},{end},85,Yes\r\n" for name in ("Ulgi Nart", "Redmi 9"))
    boss.goto(first["session"] + "attendance/minutes/")
    boss.set_input_files(
        "input[type=file]", {"name": "zoom.csv", "mimeType": "text/csv", "buffer": report.encode()}
    )
    save(boss)

    assert "Redmi 9" in boss.inner_text("main")
    boss.locator("main a", has_text=re.compile("Redmi 9|Басқа біреу")).last.click()
    boss.locator("main label", has_text=NAMES[3]).locator("input").check()
    save(boss)
    boss.goto(first["session"] + "attendance/")
    assert NAMES[3] in boss.inner_text("main")


# --- certificates ---


@pytest.fixture(scope="module")
def given(boss, first, at_the_door):
    """Certificates for everybody who is entitled, given in bulk; returns the address of the register."""
    boss.goto(first["event"])
    boss.click("main a[href*='/certificates/event/']")
    for code, title in (("kk", "Курсқа қатысты"), ("ru", "Участие в курсе"), ("en", "Attended the course")):
        boss.fill(f"[name=title_{code}]", title)
    boss.check("[name='asked-attendance']")
    save(boss)
    boss.locator("main form[action$='/give/'] button").first.click()
    boss.wait_for_timeout(500)
    programme = re.search(r"/certificates/register/([0-9a-f-]{36})/", boss.content())
    if programme is None:
        boss.goto(first["event"].split("/kk/")[0] + "/kk/certificates/")
        programme = re.search(r"/certificates/register/([0-9a-f-]{36})/", boss.content())
    address = first["event"].split("/kk/")[0] + f"/kk/certificates/register/{programme[1]}/"
    for _ in range(60):
        boss.goto(address)
        if all(name in boss.content() for name in NAMES[:3]):
            return address
        boss.wait_for_timeout(500)
    raise AssertionError("the certificates were not given")


def pdf_of(page, register, name):
    """Open the certificate of somebody and fetch its PDF; returns the bytes."""
    page.goto(register)
    page.locator("main li, main tr", has_text=name).locator("a").first.click()
    address = page.locator("main a[href$='certificate.pdf']").first.evaluate("(one) => one.href")
    answer = page.context.request.get(address)
    assert answer.status == 200 and answer.body()[:5] == b"%PDF-"
    return answer.body()


@pytest.fixture(scope="module")
def printed(boss, given):
    """A printed certificate: its PDF, and what its QR code says."""
    pdf = pdf_of(boss, given, NAMES[0])
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    return {"pdf": pdf, "qr": code.text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_qr_of_the_printed_pdf_leads_to_a_page_that_says_what_stands_on_it(open_page, printed, language):
    page = open_page(viewport=PHONE)
    page.goto(printed["qr"])
    answer = page.goto(page.url.replace("/kk/", f"/{language}/"))
    told = page.inner_text("main")
    words = pypdfium2.PdfDocument(printed["pdf"])[0].get_textpage().get_text_range()

    assert NAMES[0] in told and NAMES[0] in " ".join(words.split())
    number = re.search(r"2\d{3}-\d{4}", words)[0]
    assert number in told and "noindex" in answer.headers["x-robots-tag"]


def test_the_file_is_known_and_a_changed_one_is_not(site, open_page, printed):
    page = open_page(viewport=PHONE)
    for content, is_genuine in ((printed["pdf"], True), (printed["pdf"] + b"\n", False)):
        page.goto(f"{site.address}/en/certificates/v/")
        file = {"name": "c.pdf", "mimeType": "application/pdf", "buffer": content}
        page.set_input_files("input[type=file]", file)
        page.locator("main form", has=page.locator("input[type=file]")).locator("button").click()
        assert ("exactly the one that was given out" in page.inner_text("main")) == is_genuine


def test_a_revoked_one_says_so_to_everybody(boss, open_page, given, printed):
    boss.goto(given)
    boss.locator("main li, main tr", has_text=NAMES[0]).locator("a").first.click()
    boss.click("main a[href$='/revoke/']")
    boss.locator("main form[method=post] [name]:not([type=hidden])").first.wait_for()
    if boss.locator("main select").count():
        boss.locator("main select").first.select_option(index=1)
    for field in boss.locator(
        "main form[method=post] textarea, main form[method=post] input[type=text]"
    ).all():
        field.fill("Қате берілген")
    for radio in boss.locator("main form[method=post] input[type=radio]").all()[:1]:
        radio.check()
    save(boss)
    page = open_page(viewport=PHONE)
    page.goto(printed["qr"])

    assert "күші жойылған" in page.inner_text("main")


# --- letters ---


def test_the_letters_can_be_read_in_the_inbox_of_the_test(site, boss, given):
    file = "Аты-жөні;Пошта\r\nҮлгі Хат;hat@example.kz\r\n"
    programme = re.search(r"register/([0-9a-f-]{36})/", given)[1]
    boss.goto(f"{site.address}/kk/people-lists/of/{programme}/")
    purpose = boss.locator("select[name=purpose] option[value^='event:']").nth(1).get_attribute("value")
    boss.select_option("select[name=purpose]", purpose)
    boss.set_input_files(
        "input[type=file]", {"name": "l.csv", "mimeType": "text/csv", "buffer": file.encode()}
    )
    save(boss)
    take = boss.locator("main form[action$='/take/'] button")
    for _ in range(60):
        if take.count():
            break
        boss.goto(f"{site.address}/kk/people-lists/of/{programme}/")
        boss.locator("main .rows a").first.click()
        boss.wait_for_timeout(300)
    take.click()
    for _ in range(60):
        boss.goto(f"{site.address}/kk/letters/")
        if "hat@example.kz" in boss.content():
            break
        boss.wait_for_timeout(500)
    boss.locator("main .rows a").first.click()
    told = boss.inner_text("main")

    assert "hat@example.kz" in told and "«Дереккөзді тексеру»" in told and "Құрметті Үлгі Хат" in told

"""The ways in which somebody takes a test: without a connection, in two windows, without a script, on two devices."""

import re
from concurrent.futures import ThreadPoolExecutor

import lxml.html
from playwright.sync_api import expect

from browser import tests_people as people
from browser.journeys import watched

PHONE = {"width": 360, "height": 740}


def sign_in(page, site, known, session):
    page.context.add_cookies([{"name": known["cookie"], "value": session, "url": site.address}])
    return page


def take(site, boss, open_page, known, test, purpose, cast):
    """Open a test, let everybody take it, each in their way, and close it."""
    boss.goto(f"{site.address}/kk/tests/{test}/")
    boss.click("form[action$='/open/'] button")
    boss.wait_for_selector("form[action$='/close/']")
    slug = re.search(r"/t/((?:pre|final)-\w+)/", boss.content())[1]
    ways = (through_a_gap, in_two_windows, without_a_script, on_two_devices)
    for place, way in enumerate(ways):
        way(site, open_page, known, slug, place, cast[place], purpose)

    def plainly(place):
        one = cast[place]
        visitor = people.Visitor(site.address, known["cookie"], known["people"][place])
        return people.take_plainly(visitor, one.language, slug, one.answers[purpose]).base_url

    with ThreadPoolExecutor(4) as together:
        ends = list(together.map(plainly, range(len(ways), len(cast))))
    assert all(one.endswith("/result/") for one in ends)
    boss.goto(f"{site.address}/kk/tests/{test}/")
    boss.click("form[action$='/close/'] button")


def begin(site, open_page, known, slug, place, one, **options):
    page = sign_in(open_page(viewport=PHONE, **options), site, known, known["people"][place])
    page.goto(f"{site.address}/{one.language}/t/{slug}/")
    page.click("form[action$='/start/'] button")
    page.wait_for_selector("#answers")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    return page


def hand_in(page):
    page.click("button[value=submit]")
    page.wait_for_url("**/result/")


def through_a_gap(site, open_page, known, slug, place, one, purpose):
    """The connection is lost in the middle and comes back."""
    page, answers = begin(site, open_page, known, slug, place, one), one.answers[purpose]
    ids = people.shown_items(page)
    people.answer(page, answers, ids[:8])
    page.context.set_offline(True)
    people.answer(page, answers, ids[8:16])
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    people.answer(page, answers, ids[16:])
    expect(page.locator("#done")).to_contain_text("24")
    hand_in(page)


def in_two_windows(site, open_page, known, slug, place, one, purpose):
    """Half of the questions are answered in one window, the other half in another."""
    page, answers = begin(site, open_page, known, slug, place, one), one.answers[purpose]
    other = watched(page.context.new_page())
    other.goto(page.url)
    ids = people.shown_items(page)
    people.answer(page, answers, ids[:12])
    expect(page.locator("#done")).to_contain_text("12")
    page.wait_for_timeout(400)
    people.answer(other, answers, ids[12:])
    hand_in(other)


def without_a_script(site, open_page, known, slug, place, one, purpose):
    """A browser without JavaScript: the form alone."""
    page = begin(site, open_page, known, slug, place, one, java_script_enabled=False)
    form = lxml.html.document_fromstring(page.content())
    people.answer(page, one.answers[purpose], form.xpath("//fieldset/@data-item"))
    hand_in(page)


def on_two_devices(site, open_page, known, slug, place, one, purpose):
    """Begun on a phone, gone on with on a computer."""
    page, answers = begin(site, open_page, known, slug, place, one), one.answers[purpose]
    ids = people.shown_items(page)
    people.answer(page, answers, ids[:10])
    expect(page.locator("[name=revision]")).not_to_have_value("0")
    page.wait_for_timeout(400)
    computer = sign_in(open_page(), site, known, known["people"][place])
    computer.goto(page.url)
    people.answer(computer, answers, ids[10:])
    hand_in(computer)

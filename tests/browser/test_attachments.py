"""Photos on a telephone: over a line that breaks, after the browser was closed, refused by name, two alike."""

import io
import random
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.shell import run_on

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("attachment_people.py")


def noisy(side=1000):
    out = io.BytesIO()
    points = random.Random(side).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), points).save(out, "JPEG", quality=92)
    return out.getvalue()


def chosen(name, content, media_type="image/jpeg"):
    return {"name": name, "mimeType": media_type, "buffer": content}


@pytest.fixture
def made(site):
    return run_on(site, SCRIPT, "make")


@pytest.fixture
def telephone(site, browser, made):
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="kk-KZ")
    context.add_cookies(
        [
            {"name": made["cookie"], "value": made["session"], "url": site.address},
            {"name": made["csrf"], "value": "a" * 32, "url": site.address},
        ]
    )
    page = {"body": made["page"], "content_type": "text/html; charset=utf-8"}
    context.route("**/photos-page", lambda route: route.fulfill(**page))
    yield context
    context.close()


def opened(site, telephone):
    page = telephone.new_page()
    page.goto(f"{site.address}/photos-page")
    page.wait_for_selector("input[type=file]:not([name])")  # the script has the field in its hands
    return page


def settled(site, made, *states):
    for _ in range(80):
        found = run_on(site, SCRIPT, "look", made["person"])
        if found["states"] == sorted(states):
            break
        time.sleep(0.5)
    return found


def ids(page):
    return page.eval_on_selector_all("input[name=evidence]", "all => all.map((one) => one.value)")


def test_it_works_and_what_is_no_photo_is_named(site, telephone, made):
    page = opened(site, telephone)
    page.set_input_files(
        "input[type=file]", [chosen("a.jpg", noisy()), chosen("b.jpg", b"<script>alert(1)</script>")]
    )

    found = settled(site, made, "ready", "refused")
    assert found["states"] == ["ready", "refused"] and found["n_parts"] == 0
    rows = page.locator("li")
    page.evaluate("SauattyAttachments.flush()")
    expect(rows.nth(0)).to_have_attribute("data-state", "ready", timeout=30_000)
    expect(rows.nth(1)).to_contain_text("'b.jpg' is not of a kind that is taken here", timeout=30_000)
    assert page.evaluate("SauattyAttachments.ids(document.querySelector('[data-attachments]')).length") == 1


def test_two_photos_alike_survive_a_bad_line_and_a_closed_browser(site, telephone, made):
    page, sent = opened(site, telephone), []
    telephone.route("**/parts/*", lambda route: _let_some_through(route, sent))
    page.set_input_files("input[type=file]", [chosen("a.jpg", noisy()), chosen("a.jpg", noisy())])
    expect(page.locator("li")).to_have_count(2)
    before = ids(page)
    for _ in range(40):
        if len(sent) >= 2:
            break
        page.wait_for_timeout(250)
    page.close()
    half = run_on(site, SCRIPT, "look", made["person"])
    # A part that waits on its way when the page closes may still go out: two at least, never the whole.
    assert half["n_parts"] >= 2 and "ready" not in half["states"]

    telephone.unroute("**/parts/*")
    again = opened(site, telephone)
    expect(again.locator("li")).to_have_count(2)
    assert ids(again) == before
    found = settled(site, made, "ready", "ready")
    assert found["names"] == ["a.jpg", "a.jpg"] and found["ids"] == sorted(before)


def _let_some_through(route, sent):
    """Two parts arrive; then the line is dead."""
    if len(sent) < 2:
        sent.append(route.request.url)
        route.continue_()
    else:
        route.abort()


def test_without_a_connection_the_photo_is_kept_and_the_form_goes_on(site, telephone, made):
    page = opened(site, telephone)
    telephone.set_offline(True)
    page.set_input_files("input[type=file]", [chosen("a.jpg", noisy(400))])
    expect(page.locator("li")).to_contain_text("waits to be sent")
    expect(page.locator("[role=status]")).to_contain_text("kept on this device")
    assert (
        len(ids(page)) == 1 and page.eval_on_selector("input[type=file]", "field => field.files.length") == 0
    )

    telephone.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert settled(site, made, "ready")["states"] == ["ready"]


def test_a_photo_that_is_left_out_is_not_sent(site, telephone, made):
    page = opened(site, telephone)
    telephone.set_offline(True)
    page.set_input_files("input[type=file]", [chosen("a.jpg", noisy(400)), chosen("b.jpg", noisy(300))])
    page.get_by_role("button", name="Leave out: a.jpg").click()
    expect(page.locator("li")).to_have_count(1)
    telephone.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")

    assert settled(site, made, "ready")["names"] == ["b.jpg"]


def test_a_file_too_large_is_refused_before_it_costs_anything(site, telephone, made):
    page = opened(site, telephone)
    page.set_input_files("input[type=file]", [chosen("big.jpg", bytes(13 * 2**20))])

    expect(page.locator("[role=status]")).to_contain_text("big.jpg is empty or has more than 12 MB")
    assert run_on(site, SCRIPT, "look", made["person"])["ids"] == []

"""An activity planned and reported on a telephone without a connection; the browser is killed before anything is sent."""

import io
import re
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.conftest import CHROMIUM, FLAGS
from browser.shell import run_on

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("activity_people.py")


def photo():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(out, "JPEG")
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def telephone(browser, tmp_path):
    """Open a browser on one folder: opened again it is the same device after a kill."""
    chromium, opened = browser.browser_type, []

    def open_again():
        for one in opened:
            one.close()
        opened[:] = [
            chromium.launch_persistent_context(
                str(tmp_path / "phone"), executable_path=CHROMIUM, args=FLAGS, locale="kk-KZ",
                viewport={"width": 360, "height": 740},
            )
        ]  # fmt: skip
        return opened[0]

    yield open_again
    for one in opened:
        one.close()


def settled(site, person):
    for _ in range(40):
        found = run_on(site, SCRIPT, "look", person)
        if found["photos"] and found["photos"][0][2] == "ready":
            break
        time.sleep(0.5)
    return found


def plan(page, home):
    page.goto(home + "plan/")  # does not open: the kept page does, with an empty sheet
    page.wait_for_url("**/offline/#plan=*")
    page.fill("#plan-title", "Дереккөзді тексеру")
    page.click("#plan-part button:not([type])")
    expect(page.locator("#own li").first).to_contain_text("Дереккөзді тексеру")


def report(page):
    page.locator("#own a[href^='#report=']").first.click()
    expect(page.locator("#report-title")).to_have_text("Дереккөзді тексеру")
    page.fill("#report-held_on", "2026-11-02")
    page.fill("#report-done", "Хабарды тексердік")
    page.fill("#report-n_teachers", "20-30")
    page.fill("#report-place", "Ақсу")
    page.wait_for_selector("#report-part input[type=file]:not([name])")
    page.set_input_files("#photos-files", [photo()])
    expect(page.locator("#report-part [data-attachments] li")).to_have_count(1)
    page.locator("#report-part details summary").click()
    page.fill("#report-part [name=new-caption]", "Топтық жұмыс")
    page.wait_for_timeout(300)


def change_on_the_plain_form(context, page, address):
    """Typed with a connection, which is gone when the report is sent: the kept page sends it later."""
    page.goto(address.replace(address.split("/")[-3], "plan").replace("/report/", "/"))
    page.fill("[name=title]", "Басталған жоспар")
    expect(page.locator("#draft-state")).not_to_be_empty()
    page.reload()
    page.click(".notice a")
    expect(page.locator("#plan-title")).to_have_value("Басталған жоспар")
    page.click("#plan-part [data-away]")
    page.click("#plan-part [data-away]")
    expect(page.locator("#own li")).to_have_count(1)
    page.goto(address)
    page.fill("[name=done]", "Екі хабар")
    expect(page.locator("#draft-state")).not_to_be_empty()
    page.reload()
    expect(page.locator("[name=done]")).to_have_value("Екі хабар")
    page.fill("[name=done]", "Екі хабарды тексердік")
    context.set_offline(True)
    page.click("form[data-draft] > button")
    page.wait_for_url("**/offline/*")
    expect(page.locator("#own li")).to_have_count(1)
    context.set_offline(False)
    with page.expect_response(lambda answer: "/envelopes/" in answer.url):
        page.evaluate("window.dispatchEvent(new Event('online'))")


def test_what_was_typed_without_a_connection_is_there_once_after_the_browser_was_killed(site, telephone):
    made = run_on(site, SCRIPT, "make")
    context, home = telephone(), f"{site.address}/kk/activities/"
    cookie = {
        "name": made["cookie"],
        "value": made["session"],
        "url": site.address,
        "expires": time.time() + 9e4,
    }
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(home + "offline/")
    page.wait_for_selector("html[data-kept=yes]")
    context.set_offline(True)
    plan(page, home)
    report(page)

    context = telephone()
    context.set_offline(True)
    page = context.new_page()
    page.goto(home)
    page.wait_for_url("**/offline/*")
    page.locator("#own a[href^='#report=']").first.click()
    expect(page.locator("#report-done")).to_have_value("Хабарды тексердік")
    expect(page.locator("#report-part [data-attachments] li")).to_have_count(1)
    page.click("#report-part > form > button")
    expect(page.locator("#own li").first).to_be_visible()
    assert run_on(site, SCRIPT, "look", made["person"])["activities"] == []

    context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    found = settled(site, made["person"])
    assert found["activities"] == [["Дереккөзді тексеру", "reported", 1, "Хабарды тексердік", "Ақсу"]]
    assert found["photos"] == [["Топтық жұмыс", "a.jpg", "ready"]]
    page.reload()
    expect(page.locator("#own li")).to_have_count(1)

    page.locator("#own a[href^='#report=']").click()
    page.wait_for_selector("#report-done")
    change_on_the_plain_form(context, page, f"{home}{page.url.split('=')[1]}/report/")
    found = settled(site, made["person"])
    assert found["activities"] == [["Дереккөзді тексеру", "reported", 2, "Екі хабарды тексердік", "Ақсу"]]
    assert len(found["photos"]) == 1

    context.clear_cookies()  # signed out: what stands on the server goes from the telephone
    page.reload()
    expect(page.locator("#own li")).to_have_count(0)


def test_two_windows_on_one_sheet_keep_both_texts(site, telephone):
    made = run_on(site, SCRIPT, "make")
    context = telephone()
    context.add_cookies([{"name": made["cookie"], "value": made["session"], "url": site.address}])
    first = context.new_page()
    first.goto(f"{site.address}/kk/activities/plan/")
    first.fill("[name=title]", "Дереккөзді тексеру")
    first.click("form[data-draft] > button")
    first.wait_for_url(re.compile(r"/activities/[0-9a-f-]{36}/$"))
    address = first.url + "change/"
    second = context.new_page()
    for page in (first, second):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    first.fill("[name=aim]", "Бірінші терезенің мәтіні")
    expect(first.locator("#draft-state")).not_to_be_empty()
    second.fill("[name=aim]", "Екінші терезенің мәтіні")
    expect(second.locator("[data-others] .notice")).to_contain_text("Бірінші терезенің мәтіні")
    expect(second.locator("[name=aim]")).to_have_value("Екінші терезенің мәтіні")
    second.click("form[data-draft] > button")
    second.wait_for_url(re.compile(r"/activities/[0-9a-f-]{36}/$"))
    second.wait_for_load_state("networkidle")

    second.goto(address)  # the text of the first window is still on the device, beside what was saved
    expect(second.locator("[name=aim]")).to_have_value("Бірінші терезенің мәтіні")
    expect(second.locator("[data-others] .notice")).to_contain_text("Екінші терезенің мәтіні")
    second.click("[data-others] button")
    expect(second.locator("[name=aim]")).to_have_value("Екінші терезенің мәтіні")
    first.click("form[data-draft] > button")  # wrote upon the plan of before
    expect(first.locator("main form .notice dd")).to_contain_text(["Екінші терезенің мәтіні"])
    expect(first.locator("[name=aim]")).to_have_value("Бірінші терезенің мәтіні")

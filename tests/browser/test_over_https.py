"""Phones at a site with HTTPS on a name that is not localhost: nothing is lost without a connection.

Survey, check-in and test are filled in while the line is cut; then every phone is killed, the site too, and both come
back. What stands in the database is compared with what the people were shown as kept.
"""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import FLAGS, Site, begin_site, free_port, wait_for
from browser.https_front import NAME, Front, certificate
from browser.shell import end, run_on
from browser.survey_device import Device
from browser.survey_respondent import (
    FILLED,
    begin,
    choose,
    fill_in,
    on_the_site,
    send,
    wait_all_sent,
    wait_saved,
)

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent


class Office:
    """A site behind its web server: the line can be cut, the site can be killed."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        file, self.key_hash = certificate(folder)
        self.front = Front(free_port(), self.port, file)
        self.address = f"https://{NAME}:{self.front.port}"
        self.settings = {"SAUATTY_PUBLIC_ADDRESS": self.address}

    def start(self):
        self.process = begin_site(self.folder, self.port, **self.settings)
        link = wait_for(self.process, self.folder, self.port)
        self.site = Site(self.address, link, self.folder, self.settings)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def kill(self):
        """Let web server, worker and their parent end at once, as a machine whose plug is pulled."""
        ended = [self.process.pid, *descendants(self.process.pid)]
        for one in ended:
            os.kill(one, signal.SIGKILL)
        self.process.wait(timeout=30)
        while any(Path(f"/proc/{one}").exists() for one in ended):
            time.sleep(0.05)
        assert len(ended) >= 4  # the parent, the worker, granian and its process


def descendants(pid):
    """Return the processes that a process began, and those that these began."""
    parent_of = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent_of[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found, waiting = [], [pid]
    while waiting:
        waiting = [child for child, parent in parent_of.items() if parent in waiting]
        found += waiting
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory, empty_site):
    made = Office(tmp_path_factory.mktemp("office"))
    shutil.copytree(empty_site, made.folder / "var")
    made.start()
    made.front.up()
    yield made
    made.front.down()
    end(made.folder)
    made.stop()


@pytest.fixture
def device(browser, office, tmp_path):
    """Return a maker of phones that know the name and trust its certificate."""
    flags = [
        *FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1", f"--ignore-certificate-errors-spki-list={office.key_hash}",
    ]  # fmt: skip
    made = []

    def of(name, cookie=None):
        made.append(Device(browser, tmp_path / name, flags))
        if cookie:
            signed_in(made[-1], office, *cookie)
        return made[-1]

    yield of
    for one in made:
        one.stop()


def signed_in(device, office, name, value):
    """Leave the session's cookie in the profile, as a sign-in of some days ago would have."""
    context = device.start()
    context.add_cookies(
        [{
            "name": name, "value": value, "url": office.address, "secure": True, "httpOnly": True, "sameSite": "Lax",
            "expires": time.time() + 36_000,
        }]
    )  # fmt: skip
    device.stop()


def opened(device, address):
    page = device.start().new_page()
    page.goto(address)
    return page


def begin_survey(device, address):
    page = opened(device, address)
    assert page.evaluate("[isSecureContext, location.hostname]") == [True, NAME]
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.keys().then((all) => all.length === 3)")
    begin(page)
    choose(page, "reads", "yes")
    wait_saved(page)
    return page


def begin_test(device, address):
    page = opened(device, address)
    page.click("#keep button")
    page.wait_for_selector("#keep a:not([hidden])", state="visible")
    return page


def stand_at_the_door(device, address):
    page = opened(device, address)
    expect(page.locator("#door-count")).to_be_visible()
    page.wait_for_selector("html[data-kept=yes]")
    return page


def take_test(page, address):
    page.goto(address + "offline/")
    page.click("#start")
    page.wait_for_selector("#answers:not([hidden])")
    for box in page.locator("fieldset:has(input[type=radio])").all():
        box.locator("input:visible").first.check()
    page.wait_for_timeout(400)
    return page.locator("#answers input:checked").count()


def note_arrivals(page, people):
    for one in people:
        page.fill("#door-form input[name=code]", one["code"])
        page.click("#door-form button:not([type=button])")
        expect(page.locator("#door-said")).to_contain_text(one["name"])


def until(seen, wanted):
    """Ask until the answer is as wanted; return the last answer."""
    for _ in range(120):
        if wanted(found := seen()):
            break
        time.sleep(0.5)
    return found


def test_nothing_is_lost_when_the_line_the_phones_and_the_site_fail(office, device):
    site, name = office.site, NAME
    slug = on_the_site(site, "make")["reading"][0]
    test = run_on(site, HERE / "tested_people.py", "make", "", "1", "45")
    training = run_on(site, HERE / "door_people.py", "make")
    assert test["cookie"].startswith("__Host-")
    survey_at, test_at = f"{office.address}/kk/s/{slug}/", f"{office.address}/kk/t/{test['slug']}/"
    door_at = f"{office.address}/kk/events/sessions/{training['session']}/attendance/door/"
    teacher, pupil, helper = (
        device("teacher"), device("pupil", (test["cookie"], test["session"])),
        device("helper", (training["cookie"], training["boss"])),
    )  # fmt: skip
    survey, exam, door = (
        begin_survey(teacher, survey_at), begin_test(pupil, test_at), stand_at_the_door(helper, door_at),
    )  # fmt: skip

    office.front.down()
    survey.reload()
    survey.wait_for_selector("#step-reading:not([hidden])")
    fill_in(survey)
    n_ticked = take_test(exam, test_at)
    note_arrivals(door, training["people"][:4])
    for phone in (teacher, pupil, helper):
        phone.kill()
    office.kill()

    # Still without a line: what was shown as kept is there
    survey, exam, door = (
        opened(teacher, survey_at),
        opened(pupil, test_at + "offline/"),
        opened(helper, door_at),
    )
    survey.wait_for_selector("#survey[data-ready]", state="attached")
    survey.click("#continue")
    send(survey)
    exam.wait_for_selector("#answers:not([hidden])")
    assert exam.locator("#answers input:checked").count() == n_ticked > 0
    exam.click("#answers button[type=submit]")
    exam.click("#anyway")  # some questions are left open, and it asked
    exam.wait_for_selector("#after:not([hidden])")
    expect(door.locator("#door-state")).to_contain_text("4")

    office.start()
    office.front.up()
    wait_all_sent(survey)
    for page in (exam, door):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    (answered,) = until(lambda: on_the_site(site, "look", slug), len)
    (taken,) = until(lambda: run_on(site, HERE / "tested_people.py", "look", test["slug"]), len)
    here = until(
        lambda: run_on(site, HERE / "door_people.py", "look", training["session"]),
        lambda found: len(found["here"]) == 4,
    )
    assert answered == FILLED and name in survey.url
    assert (
        sum(bool(one["answer"]) for one in taken["answers"].values()) >= n_ticked
        and taken["mode"] == "offline"
    )
    assert set(here["here"]) == {one["name"] for one in training["people"][:4]}
    assert (here["marks"], here["aside"]) == (4, 0)


def test_the_cookies_and_the_address_are_guarded(office, device):
    phone = device("visitor")
    page = opened(phone, f"{office.address}/kk/sign-in/")
    cookies = page.context.cookies()
    assert cookies and all(one["secure"] and one["name"].startswith("__Host-") for one in cookies)
    answer = page.reload()
    assert "max-age=" in answer.headers["strict-transport-security"]
    assert page.locator("#browser-insecure:visible").count() == 0


def test_on_a_name_without_https_people_are_told_to_stay_connected(office, device):
    """The control: the same page at an address that is not protected keeps nothing, and says so."""
    slug = on_the_site(office.site, "make")["reading"][0]
    page = opened(device("plain"), f"http://{NAME}:{office.port}/kk/s/{slug}/")
    assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    expect(page.locator("#browser-insecure")).to_be_visible()
    expect(page.locator("#browser-insecure a.btn").first).to_have_attribute(
        "href", f"{office.address}/kk/s/{slug}/"
    )

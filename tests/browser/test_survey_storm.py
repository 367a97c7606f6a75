"""The storm: a respondent whose device is killed and whose network loses, delays and invents answers."""

import json
import os
import random
import time
from contextlib import suppress

import pytest

from browser.survey_device import Device
from browser.survey_respondent import begin, choose, leave_by, onward, send, wait_all_sent, wait_saved

pytestmark = pytest.mark.browser
N_RESPONSES, N_KILLS = 15, 5


def mark_of(rng):
    return {f"m{n}": rng.choice("abc") for n in range(9)}


def answer_all(page, answers, given, die_at=None):
    """Answer one question after another; each counts as given once the page has shown that it is saved."""
    for place, (name, text) in enumerate(answers.items()):
        if name == "note":
            page.fill("[name=note]", text)
        else:
            choose(page, name, text)
        wait_saved(page)
        given[name] = text
        if place == die_at:
            return


def open_again(context, address):
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(address)
    page.wait_for_selector("#survey[data-ready]", state="attached")
    return page


def storm(device, address, *, n_responses, kills, rng):
    """Fill in responses one after another, killing the browser in the middle of some; return what was promised."""
    promised = []
    page = open_again(device.start(), address)
    for n in range(n_responses):
        answers, given = {**mark_of(rng), "note": f"жауап {n}"}, {}
        begin(page)
        if n in kills:
            answer_all(page, answers, given, die_at=rng.randrange(10))
            device.kill()
            page = open_again(device.start(), address)
            page.click("#continue")
            for name, text in given.items():
                kept = page.locator(
                    f"[name={name}]:checked, input[name={name}][type=text]"
                ).first.input_value()
                assert kept == text, f"shown as saved and lost: {name}"
        answer_all(page, {k: v for k, v in answers.items() if k not in given}, given)
        onward(page, "check")
        send(page)
        promised.append(given)
        leave_by(page, "#new-response")
    with suppress(AssertionError):
        wait_all_sent(page)
    left = int(page.locator("#queue").get_attribute("data-waiting"))
    device.stop()
    return promised, left


def compare(rows, promised):
    """Return how many of the promised responses are lost, and how many are there more than once."""
    there = [json.dumps(one["answers"], sort_keys=True) for one in rows]
    wanted = [json.dumps(one, sort_keys=True) for one in promised]
    return sum(one not in there for one in wanted), len(there) - len(set(there))


@pytest.fixture
def device(browser, tmp_path):
    made = Device(browser, tmp_path / "profile")
    yield made
    made.stop()


def test_nothing_is_lost_or_doubled_in_a_storm(surveys, network, device, stored):
    seed = int(os.environ.get("SEED", time.strftime("%Y%m%d")))
    rng = random.Random(seed)
    weights = {"lose": 30, "busy": 20, "portal": 10, "cut": 5, "pass": 35}
    network.fate = lambda n: rng.choices(list(weights), list(weights.values()))[0]
    kills, started = set(rng.sample(range(N_RESPONSES), N_KILLS)), time.monotonic()
    promised, left = storm(
        device,
        f"{network.address}/en/s/{surveys['storm']}/",
        n_responses=N_RESPONSES,
        kills=kills,
        rng=random.Random(seed),
    )
    lost, doubled = compare(stored(surveys["storm"]), promised)

    fates, n_answers = {fate: network.fates.count(fate) for fate in weights}, sum(map(len, promised))
    print(
        f"seed {seed}: {n_answers} answers, {len(promised)} responses, {N_KILLS} kills, {fates}: "
        f"{lost} lost, {doubled} doubled, {left} left, {time.monotonic() - started:.0f} s"
    )
    assert (n_answers, lost, doubled, left) == (150, 0, 0, 0)
    assert min(fates.values()) > 0


def test_a_server_without_a_memory_of_numbers_would_double_them(surveys, network, device, stored):
    network.fate = lambda n: "forget" if n % 2 else "pass"
    address = f"{network.address}/en/s/{surveys['storm']}/"
    promised, _left = storm(device, address, n_responses=2, kills=set(), rng=random.Random(1))
    lost, doubled = compare(stored(surveys["storm"]), promised)

    assert lost == 0 and doubled > 0


def test_a_client_that_believes_every_answer_would_lose_them(surveys, network, device, stored):
    believing = b"if (answer.ok) return { outcome: 'sent', status: 'accepted' }; const receipt ="
    network.patches = [(b"const receipt =", believing)]
    network.fate = lambda n: "portal" if n % 2 else "pass"
    address = f"{network.address}/en/s/{surveys['storm']}/"
    promised, left = storm(device, address, n_responses=2, kills=set(), rng=random.Random(1))
    lost, _doubled = compare(stored(surveys["storm"]), promised)

    assert left == 0 and lost > 0

"""Three judges who do not exist rate the questions of a paper in two rounds: on a phone, and by the forms alone."""

import csv
import io
from random import Random

from browser.tests_people import ITEMS, KEYS, PAIR

SEED = 20261102
PAPER = "A"
IDS = PAIR.forms[PAPER]
CHANGED = IDS[::4]


def invent(n):
    """Return what each judge gives in both rounds: round → item → percent."""
    dice = Random(SEED)
    return [_judge(dice.gauss(0, 0.4), dice) for _place in range(n)]


def _judge(lean, dice):
    first = {id: _percent(lean - ITEMS[id].difficulty + dice.gauss(0, 0.7)) for id in IDS}
    return {1: first, 2: first | {id: min(first[id] + 10, 95) for id in CHANGED}}


def _percent(logit):
    return min(max(5 * round(20 / (1 + 2.718281828**-logit)), 5), 95)


def table(judges, number):
    """Return the ratings of a round as the command line reads them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["judge", *IDS])
    for place, one in enumerate(judges):
        writer.writerow([f"j{place}", *(one[number][id] for id in IDS)])
    return text.getvalue()


def rate_on_a_phone(page, address, ratings):
    """Answer a few questions, see the key, and rate them."""
    page.goto(address)
    page.click("form[action$='/agree/'] button")
    for id, percent in ratings:
        page.goto(f"{address}{id}/")
        for name, value in answer_fields(id):
            field = page.locator(f"main form [name='{name}']")
            if field.first.evaluate("(one) => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                page.check(f"main form [name='{name}'][value='{value}']")
        page.click("form[action$='/answer/'] button")
        page.select_option("form[action$='/rate/'] select", str(percent))
        page.click("form[action$='/rate/'] button")


def rate_plainly(visitor, path, ratings, *, agrees=False, answers=True):
    """Rate questions by their forms."""
    if agrees:
        page = visitor.open(path)
        visitor.send(page, next(form for form in page.forms if form.action.endswith("/agree/")))
    for id, percent in ratings:
        page = visitor.open(f"{path}{id}/")
        if answers:
            form = next(form for form in page.forms if (form.action or "").endswith("/answer/"))
            page = visitor.send(page, form, *answer_fields(id), drop=("answer",))
        form = next(form for form in page.forms if (form.action or "").endswith("/rate/"))
        visitor.send(page, form, ("percent", str(percent)), drop=("percent",))


def answer_fields(id):
    """Return the right answer to a question as the judges' form sends it."""
    key = KEYS[id]
    if key.kind == "order":
        return [(f"answer.{option}", str(place + 1)) for place, option in enumerate(key.right)]
    if key.kind == "match":
        return [(f"answer.{option}", target) for option, target in dict(key.right).items()]
    return [("answer", option) for option in ([key.right] if isinstance(key.right, str) else key.right)]

"""Forty invented respondents of the shipped survey of needs, and the ways in which they answer it."""

import hashlib
import json
import random
import uuid
from dataclasses import dataclass

from sauatty.core.catalogue.answers_check import relevant_names
from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.documents.paper_conditions import choice_numbers

SEED = 20260901
EMPTY_SHARE = 0.1
TYPED = {"need_situation": "Дереккөзі жоқ хабарлар", "comment": "Рақмет", "hours_week": "3"}


@dataclass(frozen=True)
class Respondent:
    """Somebody who does not exist: language, answers, and what two coders and their adjudicator make of the definition."""

    language: str
    answers: dict[str, str]
    codes: dict[str, tuple[int, tuple[str, ...]]]


def invent(n, seed=SEED):
    """Return respondents whose answers follow from the seed alone; no two wrote the same definition."""
    rng, survey = random.Random(seed), read_yaml(CONTENT / "demo" / "survey.yaml", "demo-survey/1")
    asked = instrument("mil-needs")
    written = {
        one["id"]: (one["language"], one["answers"]["mil_definition"])
        for one in survey["responses"]
        if one["answers"].get("mil_definition") and one["language"] in ("kk", "ru")
    }
    codes = {}
    for row in survey["codes"]:
        codes.setdefault(row["response"], {})[row["coder"]] = (row["grade"], tuple(row["parts"]))
    chosen = sorted(written)[: n - n // 10]
    people = []
    for place in range(n):
        name = chosen[place] if place < len(chosen) else None
        language, text = written[name] if name else (rng.choice(("kk", "ru")), "")
        people.append(Respondent(language, answers_of(asked, rng, text), codes.get(name, {})))
    return people


def answers_of(asked, rng, definition):
    """Return answers to all that is asked of somebody, a tenth of it left empty."""
    answers = {}
    for question in asked.questions:
        for name, answer in answered(question, rng):
            if answer and rng.random() > EMPTY_SHARE:
                answers[name] = answer
    answers["mil_definition"] = definition
    relevant = relevant_names(asked, answers)
    return {name: text for name, text in answers.items() if text and name in relevant}


def answered(question, rng):
    """Give the names of a question with an invented answer to each."""
    codes = [one.code for one in question.choices]
    if question.kind == "matrix":
        return [(f"{question.id}_{row.code}", rng.choice(codes)) for row in question.rows]
    if question.kind == "region":
        return [(question.id, rng.choice([one.id for one in load_regions().regions]))]
    if question.kind == "ranking":
        return [(question.id, " ".join(rng.sample(codes, 5)))]
    if question.kind == "multiple":
        free = [one.code for one in question.choices if not one.exclusive]
        return [(question.id, " ".join(sorted(rng.sample(free, 2), key=codes.index)))]
    return [(question.id, rng.choice(codes) if codes else TYPED.get(question.id, ""))]


# --- by the form with JavaScript ---

CONTROLS = """(step) => [...new Map([...step.querySelectorAll("[name]")].filter((one) => one.name !== "shown" && one.type !== "hidden")
  .map((one) => [one.name, [one.name, one.type]])).values()]"""


def agree(page):
    page.wait_for_selector("#survey[data-ready]", state="attached")
    page.check("#agree")
    page.click("#agree-form button")
    page.wait_for_selector("#answers:not([hidden])")


def fill_in(page, answers):
    """Answer section after section, up to the page before sending."""
    for _ in range(20):
        step = page.locator(".step:visible")
        if step.get_attribute("id") == "step-check":
            return
        answer_controls(step, answers)
        page.click("#go-on")
    raise AssertionError("the form never ended: " + page.inner_text("main")[:400])


def answer_controls(step, answers):
    """Answer what is to be seen of a section; a question that an answer brings up comes after it."""
    for name, kind in step.evaluate(CONTROLS):
        answer = answers.get(name, "")
        controls = step.locator(f"[name='{name}']")
        if not answer or not controls.first.is_visible():
            continue
        if kind in ("radio", "checkbox"):
            for code in answer.split():
                step.locator(f"[name='{name}'][value='{code}']").check()
        elif kind == "select-one":
            for place, code in enumerate(answer.split()):
                controls.nth(place).select_option(code)
        else:
            controls.first.fill(answer)


def send(page):
    page.click("#send")
    page.wait_for_selector("#step-thanks:not([hidden])")


# --- without JavaScript ---


def fill_in_plainly(page, answers):
    """Go through the pages that are sent one by one, and send the response."""
    page.check("#agree")
    page.click("#agree-form button")
    for _ in range(30):
        if "/check/" in page.url:
            page.click(".steps-on button")
            return
        answer_controls(page.locator("main"), answers)
        page.click(".steps-on button[value=next]")
    raise AssertionError("the form never ended: " + page.inner_text("main")[:400])


# --- as the page's own script sends ---


def put(request, address, slug, settings, one):
    """Send a response with the bytes that the page's script would send; return its id."""
    number = str(uuid.uuid4())
    text = json.dumps(
        {
            "kind": "survey-response", "campaign": slug, "version": settings["version"],
            "consent": settings["consent"], "language": one.language, "languages_seen": {}, "answers": one.answers,
        },
        ensure_ascii=False,
    )  # fmt: skip
    to = f"{address}{settings['responses']}{number}"
    answer = request.put(to, data=text.encode(), headers={"Content-Type": "application/json"})
    receipt = answer.json()
    assert (answer.status, receipt["sha256"]) == (201, hashlib.sha256(text.encode()).hexdigest()), receipt
    return number


# --- as a sheet of paper ---


def typed(answers):
    """Return answers as they are typed from paper: the numbers that are printed beside the choices."""
    asked, keys = instrument("mil-needs"), {}
    for question in asked.questions:
        numbers = {code: str(number) for code, number in choice_numbers(question).items()}
        names = [f"{question.id}_{row.code}" for row in question.rows] or [question.id]
        keys |= dict.fromkeys(names, numbers)
    return {
        name: " ".join(keys[name][code] for code in text.split()) if keys.get(name) else text
        for name, text in answers.items()
    }


def key_in(page, campaign, number, one):
    """Type a sheet of paper by the numbers that are printed on it."""
    page.goto(f"{campaign}paper/?language={one.language}")
    page.fill("[name=number]", str(number))
    for name, text in typed(one.answers).items():
        page.fill(f"[name=a_{name}]", text)
    page.click("main form button >> nth=0")
    assert page.locator(".problem").count() == 0, page.inner_text("main")[:600]

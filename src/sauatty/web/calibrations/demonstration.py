"""The invented tests: sixty people who do not exist took the shipped pair before and after, six judges set a pass mark.

Who answers what follows from a seed: abilities, half a logit gained in between, some who took one test only, and two
questions that are harder in one language, so that every page has something to show. Who gets which paper is drawn as for
real people, from ids that are new each time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.catalogue.forms import load_form_sets
from sauatty.core.catalogue.item_keys import Answer, ItemKey, key_of, score
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.made_answers import answer_worth, drawn_points
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people
from sauatty.web.assessments.services.shipped import take_shipped_pair
from sauatty.web.attempts import inventing as attempts
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.calibrations import inventing, services
from sauatty.web.papers import inventing as tests
from sauatty.web.papers import selectors as papers
from sauatty.web.papers import services as paper_services
from sauatty.web.programmes import cohorts, members
from sauatty.web.programmes import selectors as programmes
from sauatty.web.standards import inventing as standards
from sauatty.web.standards import services as standard_services

SEED, N_PEOPLE, N_JUDGES = 2026, 60, 6
GAIN, SPREAD = 0.6, 0.9
# Who took the pre-test only, and who the final test only, by number.
LEFT, JOINED = frozenset({7, 18, 29, 41, 52}), frozenset({11, 37})
HARDER_IN_RUSSIAN = {"mil-2-1-i": 1.1, "mil-2-3-b": 1.0}
NAMES = {"kk": "Ойдан құрастырылған топ", "ru": "Вымышленная группа", "en": "Invented cohort"}
MIDDLE = {
    "kk": "Дереккөздің авторын, күнін және мақсатын табады; күмәнді жаңалықты екінші көзден тексереді; бірақ дәлелдің "
    "осал тұсын әрқашан байқай бермейді.",
    "ru": "Находит автора, дату и цель источника; сомнительную новость проверяет по второму источнику; но слабое место "
    "в доводе замечает не всегда.",
    "en": "Finds author, date and aim of a source; checks a doubtful piece of news against a second source; but does "
    "not always see where an argument is weak.",
}  # fmt: skip
SESSION = "Өту шегі (ойдан құрастырылған)"
FIRST_NAMES = (
    "Айгүл", "Бақыт", "Гаухар", "Дәмежан", "Елена", "Жанар", "Зәуре", "Индира", "Кәмшат", "Ләззат", "Марина", "Нұргүл",
    "Ольга", "Перизат", "Раушан", "Светлана", "Төлеген", "Ұлжан", "Фатима", "Шынар",
)  # fmt: skip
LAST_NAMES = ("Үлгі", "Образцова", "Мысалова")
REGIONS = ("KZ-10", "KZ-11", "KZ-75")


def make(actor: Any) -> None:
    """Make the invented tests in the invented programme, unless tests are there."""
    programme = programmes.demo_programme(actor)
    if programme is None or tests.list_invented_tests() or not load_form_sets():
        return
    keys = {one.id: (key_of(one), one.difficulty) for one in load_items()}
    cohort, learners = _cohort(actor, programme)
    pair = take_shipped_pair(actor=actor, programme=programme, pair_id=load_form_sets()[0].id, asked=[cohort])
    _take(actor, pair, cohort, learners, keys)
    _judge(actor, programme, papers.papers_of(pair.pre), keys)
    for kind in ("items", "gain"):
        services.ask_for_analysis(
            actor=actor, programme=programme, kind=kind, tests=[pair.pre, pair.final], choices={}
        )


def _cohort(actor: Any, programme: Any) -> tuple[Any, list[Any]]:
    day = timezone.localdate() - timedelta(days=42)
    cohort = cohorts.add_cohort(
        actor=actor, programme=programme, names=NAMES, language="kk", form="mixed", starts_on=day, seats=N_PEOPLE
    )  # fmt: skip
    regions = [one for one in accounts.list_regions() if one.code in REGIONS]
    learners = [_learner(actor, programme, number, regions) for number in range(N_PEOPLE)]
    for person in learners:
        members.join_cohort(actor=actor, cohort=cohort, person=person)
    return cohort, learners


def _learner(actor: Any, programme: Any, number: int, regions: Sequence[Any]) -> Any:
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number // len(FIRST_NAMES)]}"
    language = "ru" if number % 5 in (1, 3) else "kk"
    return _person(
        actor, programme, name, "participant", language=language,
        region=regions[number % len(regions)] if regions else None,
    )  # fmt: skip


def _person(actor: Any, programme: Any, name: str, role: str, **fields: Any) -> Any:
    person = people.add_person(actor=actor, name=name, is_demo=True, **fields)
    people.give_role(
        actor=actor, person=person, role=role, scope_kind=programmes.SCOPE, scope_id=programme.pk
    )
    return person


# --- answers ---

Keys = dict[str, tuple[ItemKey, float]]


def _dice(*parts: Any) -> Random:
    """Return dice that depend on these parts and the seed alone, so that no draw moves another one."""
    return Random("|".join(str(one) for one in (SEED, *parts)))  # noqa: S311 - invented data


def _take(actor: Any, pair: Any, cohort: Any, learners: Sequence[Any], keys: Keys) -> None:
    """Let everybody take the pre-test six weeks ago and the final test a week ago; results are released."""
    abilities = [_dice("ability", number).gauss(0, SPREAD) for number in range(len(learners))]
    for test, away, days, gained in ((pair.pre, JOINED, 42, 0.0), (pair.final, LEFT, 7, GAIN)):
        paper_services.open_test(actor=actor, test=test)
        closed = paper_services.close_test(actor=actor, test=test)
        begun = timezone.now() - timedelta(days=days)
        rows = [
            _attempt(closed, person, cohort, (number, ability + gained), keys, begun)
            for number, (person, ability) in enumerate(zip(learners, abilities, strict=True))
            if number not in away
        ]
        attempts.bring_in(test=closed, attempts=rows)


def _attempt(
    test: Any, person: Any, cohort: Any, learner: tuple[int, float], keys: Keys, begun: datetime
) -> attempts.InventedAttempt:
    number, ability = learner
    dice = _dice(test.purpose, number)
    ability, moment = ability + dice.gauss(0, 0.2), begun + timedelta(minutes=dice.randrange(300))
    found = papers.papers_of(test)
    paper = found[papers.half_of(test, person) % len(found)]
    ids = [one["id"] for one in papers.content_of(paper.pk).body["items"]]
    answers = {id: _answer(id, person.language, ability, keys, _dice(test.purpose, number, id)) for id in ids}
    return attempts.InventedAttempt(person, paper, cohort, person.language, moment, answers)


def _answer(id: str, language: str, ability: float, keys: Keys, dice: Random) -> tuple[Answer, int]:
    """Return an answer and the seconds that it took; few leave a question out."""
    key, difficulty = keys[id]
    difficulty += HARDER_IN_RUSSIAN.get(id, 0.0) if language == "ru" else 0.0
    seconds = 15 + int(dice.expovariate(1 / 45))
    points = drawn_points(ability, difficulty, key.max_score, dice)
    is_left_out = points == 0 and dice.random() < 0.05
    return (None if is_left_out else answer_worth(key, points, dice)), seconds


# --- the pass mark ---


def _judge(actor: Any, programme: Any, published: Sequence[Any], keys: Keys) -> None:
    """Let six judges rate every question in two rounds, and close the session; nobody has decided yet."""
    dice = _dice("judges")
    session = standard_services.add_session(
        actor=actor, programme=programme, name=SESSION, descriptions=MIDDLE, papers=[one.pk for one in published],
        is_demo=True,
    )  # fmt: skip
    experts = [
        _person(actor, programme, f"{FIRST_NAMES[n]} Сарапшы", "expert", language="kk")
        for n in range(N_JUDGES)
    ]
    seats = standard_services.invite(actor=actor, session=session, people=experts)
    session = standard_services.move(actor=actor, session=session, step="open-first")
    leniency = [dice.gauss(0, 0.4) for _seat in seats]
    given: dict[Any, dict[str, int]] = {}
    for number, step, noise in ((1, "close-first", 0.7), (2, "close", 0.35)):
        for seat, lean in zip(seats, leniency, strict=True):
            seat.session = session
            if number == 1:
                standards.bring_in_answers(judge=seat, answers=_own_answers(session.items, keys, dice))
            percents = {
                one["id"]: _percent(keys[one["id"]][1] - lean + dice.gauss(0, noise)) for one in session.items
            }
            # In the second round a judge looks at every question again and changes some.
            kept = {id: percent for id, percent in given.get(seat.pk, {}).items() if dice.random() < 0.6}
            given[seat.pk] = percents | kept
            standards.bring_in_ratings(judge=seat, number=number, percents=given[seat.pk])
        session = standard_services.move(actor=actor, session=session, step=step)
        if number == 1:
            session = standard_services.move(actor=actor, session=session, step="open-second")


def _own_answers(items: Sequence[Any], keys: Keys, dice: Random) -> dict[str, tuple[Answer, int]]:
    found = {}
    for one in items:
        key = keys[one["id"]][0]
        answer = answer_worth(key, key.max_score if dice.random() < 0.9 else 0, dice)
        found[one["id"]] = (answer, score(key, answer))
    return found


def _percent(difficulty: float) -> int:
    """Return how many of a hundred people just below the middle solve a question, in steps of five."""
    share = 1 / (1 + exp(difficulty + 0.2))
    return min(max(5 * round(20 * share), 5), 95)


# --- taking it out ---


def count() -> Iterator[DemoCount]:
    """Name the tests and sessions that go, and count the attempts."""
    found, panels = tests.list_invented_tests(), standards.list_invented()
    yield DemoCount(_("Tests"), len(found), tuple(in_language(one, "title") for one in found))
    yield DemoCount(_("Attempts at tests"), attempts.count_invented())
    yield DemoCount(_("Pass marks"), len(panels), tuple(one.name for one in panels))


def remove() -> None:
    """Delete what is invented, and whatever people made in an invented programme: what rests on another goes first."""
    inventing.forget_invented()
    standards.forget_invented()
    attempts.forget_invented()
    tests.forget_invented()

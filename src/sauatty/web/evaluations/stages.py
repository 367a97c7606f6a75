"""The road of the people of a programme, stage by stage: how far each is, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.web.evaluations.selectors import Facts
from sauatty.web.evaluations.totals import held, to_come
from sauatty.web.surveys.selectors import phase as survey_phase


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, how far it is in words, where it is done. `state` is 'done', 'now' or ''."""

    label: str
    notes: tuple[str, ...]
    href: str
    is_done: bool
    state: str = ""


def stages_of(facts: Facts) -> list[Stage]:
    """Return the stages; the first that is not done is the one of now."""
    found = [make(facts) for make in _STAGES]
    current = next((index for index, one in enumerate(found) if not one.is_done), None)
    return [
        replace(one, state="done" if one.is_done else "now" if index == current else "")
        for index, one in enumerate(found)
    ]


def _number(value: float) -> str:
    return format_number(value, get_language() or "kk")


def _need(facts: Facts) -> Stage:
    n = sum(one.n_responses for one in facts.surveys)
    note = ngettext("%(n)s response", "%(n)s responses", n) % {"n": _number(n)}
    is_done = any(survey_phase(one) == "closed" and one.n_responses for one in facts.surveys)
    notes = (note,) if facts.surveys else (_("nobody was asked yet"),)
    return Stage(_("Need"), notes, reverse("surveys:campaign_list"), is_done)


def _plan(facts: Facts) -> Stage:
    notes = []
    if facts.planned is not None:
        hours = facts.planned.hours or 0
        notes.append(
            ngettext("plan of %(n)s hour", "plan of %(n)s hours", int(hours)) % {"n": _number(hours)}
        )
    if facts.n_cohorts:
        said = ngettext("%(n)s cohort", "%(n)s cohorts", facts.n_cohorts)
        notes.append(said % {"n": _number(facts.n_cohorts)})
    return Stage(
        pgettext("a thing", "Plan"),
        tuple(notes) or (_("there is none yet"),),
        reverse("plans:survey_list"),
        bool(notes),
    )


def _teach(facts: Facts) -> Stage:
    shown = {"n": _number(facts.n_learners), "all": _number(facts.n_participants)}
    notes = [_("%(n)s of %(all)s people read lessons") % shown]
    if facts.n_lessons_done:
        done = ngettext("%(n)s lesson finished", "%(n)s lessons finished", facts.n_lessons_done)
        notes.append(done % {"n": _number(facts.n_lessons_done)})
    is_done = facts.n_participants > 0 and facts.n_learners * 2 >= facts.n_participants
    return Stage(_("Teach"), tuple(notes), reverse("lessons:module_list"), is_done)


def _train(facts: Facts) -> Stage:
    n_held, n_coming = len(held(facts)), len(to_come(facts))
    notes = [ngettext("%(n)s training held", "%(n)s trainings held", n_held) % {"n": _number(n_held)}]
    if n_coming:
        notes.append(_("%(n)s to come") % {"n": _number(n_coming)})
    people = facts.trained.people()
    if people:
        notes.append(ngettext("%(n)s person came", "%(n)s people came", people) % {"n": _number(people)})
    return Stage(_("Train"), tuple(notes), reverse("events:event_list"), bool(n_held) and not n_coming)


def _test(facts: Facts) -> Stage:
    finals = [one for one in facts.tests if one.purpose in ("final", "onsite")]
    notes = []
    for purpose, said in (("pre", _("%(n)s handed in the pre-test")), ("final", _("%(n)s the final test"))):
        rows = [one for one in facts.tests if one.purpose == purpose]
        if rows:
            notes.append(said % {"n": _number(sum(facts.tested.get(one.pk, 0) for one in rows))})
    n_room = sum(facts.tested.get(one.pk, 0) for one in facts.tests if one.purpose == "onsite")
    if n_room:
        notes.append(_("%(n)s a test in the room") % {"n": _number(n_room)})
    is_done = any(one.state == "closed" and facts.tested.get(one.pk) for one in finals)
    return Stage(_("Test"), tuple(notes) or (_("there is none yet"),), reverse("papers:test_list"), is_done)


def _certify(facts: Facts) -> Stage:
    n = facts.given.by_state.get("valid", 0)
    notes = [ngettext("%(n)s is valid", "%(n)s are valid", n) % {"n": _number(n)}]
    if facts.given.by_state.get("revoked"):
        notes.append(_("%(n)s revoked") % {"n": _number(facts.given.by_state["revoked"])})
    href = reverse("certificates:register", args=[facts.programme.pk])
    is_done = n > 0 and all(
        facts.given.by_event.get(one.pk) for one in held(facts) if facts.trained.by_event.get(one.pk)
    )
    return Stage(_("Certificates"), tuple(notes), href, is_done)


def _activities(facts: Facts) -> Stage:
    ran = facts.ran
    counted = (
        ("planned", ran.by_state.get("planned", 0), _("%(n)s planned")),
        ("held", ran.n_held, _("%(n)s held and reported")),
        ("accepted", ran.by_state.get("accepted", 0), _("%(n)s accepted")),
        ("more", ran.by_state.get("more", 0), _("%(n)s asked for more")),
        ("waiting", ran.by_state.get("reported", 0), _("%(n)s wait for a mentor")),
    )
    notes = [said % {"n": _number(n)} for _state, n, said in counted if n]
    if ran.waits_since is not None:
        days = (facts.now - ran.waits_since).days
        said = ngettext("the longest for %(n)s day", "the longest for %(n)s days", days)
        notes.append(said % {"n": _number(days)})
    is_done = bool(ran.by_state.get("accepted")) and not ran.by_state.get("reported")
    return Stage(
        _("Activities"), tuple(notes) or (_("there is none yet"),), reverse("practice:review_list"), is_done
    )


_STAGES: tuple[Callable[[Facts], Stage], ...] = (_need, _plan, _teach, _train, _test, _certify, _activities)

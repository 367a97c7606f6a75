"""What somebody should do for a programme now: what is late first, then what comes soon, each with its page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_date, format_number
from sauatty.web.base.texts import in_language
from sauatty.web.evaluations.selectors import Facts
from sauatty.web.evaluations.totals import held
from sauatty.web.events import selectors as events
from sauatty.web.events import wording, zones
from sauatty.web.papers import selectors as papers
from sauatty.web.surveys import selectors as surveys

A_DAY, A_WEEK, TWO_WEEKS = timedelta(days=1), timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what about, what is the matter, where it is done, since or until when."""

    about: str
    said: str
    href: str
    at: datetime
    is_late: bool = False


def tasks_of(facts: Facts) -> tuple[list[Task], list[Task]]:
    """Return what is late, the longest wait first, and what is due, the nearest first."""
    found = sorted((one for source in _SOURCES for one in source(facts)), key=lambda one: one.at)
    return [one for one in found if one.is_late], [one for one in found if not one.is_late]


def named(event: Any) -> str:
    """Return the title of a training with its region, so that editions are told apart."""
    title = in_language(event, "title")
    return f"{title}, {in_language(event.region, 'name')}" if event.region else title


def _day(moment: datetime, timezone: str = "Asia/Almaty") -> str:
    return format_date(zones.local(moment, timezone).date(), get_language() or "kk")


def _number(value: int) -> str:
    return format_number(value, get_language() or "kk")


def _requests(facts: Facts) -> Iterator[Task]:
    for one in facts.requests:
        said = _("asks for a training since %(day)s") % {"day": _day(one.asked_at)}
        href = reverse("events:request_detail", args=[one.pk])
        yield Task(one.organisation, said, href, one.asked_at, events.is_late(one, facts.now))


def _drafts(facts: Facts) -> Iterator[Task]:
    for one in facts.trained.events:
        if one.state != "draft" or one.begins_at is None or one.begins_at > facts.now + TWO_WEEKS:
            continue
        said = _("begins on %(day)s and is not announced") % {"day": _day(one.begins_at, one.timezone)}
        href = reverse("events:event_detail", args=[one.pk])
        yield Task(named(one), said, href, one.begins_at, one.begins_at <= facts.now)


def _few(facts: Facts) -> Iterator[Task]:
    """Trainings of the coming week of which less than half of the places are taken."""
    for one in facts.trained.events:
        begins = one.begins_at
        if one.state != "open" or not one.capacity or begins is None or one.taken * 2 >= one.capacity:
            continue
        if facts.now < begins <= facts.now + A_WEEK:
            shown = {
                "taken": _number(one.taken),
                "all": _number(one.capacity),
                "day": _day(begins, one.timezone),
            }
            said = _("%(taken)s of %(all)s places are taken; it begins on %(day)s") % shown
            yield Task(named(one), said, reverse("enrolments:people", args=[one.pk]), begins)


def _unprepared(facts: Facts) -> Iterator[Task]:
    """Sessions of the coming week without a trainer, a place or a link."""
    for one in _announced(facts):
        if one.starts_at is None or not facts.now < one.starts_at <= facts.now + A_WEEK:
            continue
        missing = [
            *([_("a trainer")] if not one.n_trainers else []),
            *([_("a place")] if one.form != "online" and not one.place else []),
            *([_("a link")] if one.form == "online" and not one.link else []),
        ]
        if missing:
            said = _("still needs: %(what)s") % {"what": ", ".join(missing)}
            yield Task(_session(one), said, reverse("events:session_edit", args=[one.pk]), one.starts_at)


def _unnoted(facts: Facts) -> Iterator[Task]:
    """Trainings with sessions that are over and at which nobody was noted."""
    over = [one for one in _announced(facts) if one.ends_at and one.ends_at <= facts.now]
    waiting: dict[UUID, list[Any]] = {}
    for one in over:
        if one.pk not in facts.trained.noted:
            waiting.setdefault(one.event_id, []).append(one)
    for sessions in waiting.values():
        first = sessions[0]
        is_late = first.ends_at <= facts.now - A_DAY
        if len(sessions) == 1:
            said, href = _("nobody has noted who was there"), reverse("attendances:session", args=[first.pk])
            yield Task(_session(first), said, href, first.ends_at, is_late)
            continue
        shown = {"n": _number(len(sessions)), "day": _day(first.starts_at, first.event.timezone)}
        said = _("%(n)s sessions at which nobody was noted, the first on %(day)s") % shown
        href = reverse("attendances:event", args=[first.event_id])
        yield Task(named(first.event), said, href, first.ends_at, is_late)


def _names(facts: Facts) -> Iterator[Task]:
    by_id = {one.pk: one for one in facts.trained.sessions}
    for pk, n in facts.trained.open_names.items():
        one = by_id.get(pk)
        if one is None or one.ends_at is None:
            continue
        said = ngettext(
            "%(n)s name of the report waits for somebody who knows it",
            "%(n)s names of the report wait for somebody who knows them", n,
        ) % {"n": _number(n)}  # fmt: skip
        is_late = one.ends_at <= facts.now - A_WEEK
        yield Task(_session(one), said, reverse("attendances:minutes", args=[pk]), one.ends_at, is_late)


def _certificates(facts: Facts) -> Iterator[Task]:
    """Trainings that were held, give a certificate, and of which nobody has one."""
    for one in held(facts):
        n = facts.trained.by_event.get(one.pk, 0)
        if not n or facts.given.by_event.get(one.pk) or one.over_at is None or not _gives(facts, one):
            continue
        said = ngettext(
            "%(n)s person came, no certificate is given", "%(n)s people came, no certificate is given", n
        ) % {"n": _number(n)}
        href = reverse("certificates:event_awards", args=[one.pk])
        yield Task(named(one), said, href, one.over_at, one.over_at <= facts.now - TWO_WEEKS)


def _gives(facts: Facts, event: Any) -> bool:
    return any(
        award.event_id == event.pk or (event.series_id is not None and award.series_id == event.series_id)
        for award in facts.awards
    )


def _reports(facts: Facts) -> Iterator[Task]:
    """Reports of own activities that wait for a mentor: one thing to do, as old as the oldest."""
    n, since = facts.ran.by_state.get("reported", 0), facts.ran.waits_since
    if n and since is not None:
        said = ngettext(
            "%(n)s report waits for a mentor since %(day)s", "%(n)s reports wait for a mentor, the first since %(day)s", n
        ) % {"n": _number(n), "day": _day(since)}  # fmt: skip
        href = reverse("practice:review_list")
        yield Task(_("Activities"), said, href, since, since <= facts.now - TWO_WEEKS)


def _letters(facts: Facts) -> Iterator[Task]:
    n = facts.letters.get("failed", 0)
    if n:
        said = ngettext("%(n)s was not delivered", "%(n)s were not delivered", n) % {"n": _number(n)}
        yield Task(
            _("Letters"), said, reverse("mails:letter_list") + "?state=failed", facts.now, is_late=True
        )


def _surveys(facts: Facts) -> Iterator[Task]:
    for one in facts.surveys:
        title, closes = in_language(one, "title"), one.closes_at
        if one.n_waiting:
            said = ngettext(
                "%(n)s response waits for a decision", "%(n)s responses wait for a decision", one.n_waiting
            )
            href = reverse("surveys:waiting_list", args=[one.pk])
            yield Task(title, said % {"n": _number(one.n_waiting)}, href, facts.now)
        if closes and surveys.phase(one, facts.now) == "open" and closes <= facts.now + A_WEEK:
            said = _("the survey closes on %(day)s") % {"day": _day(closes)}
            yield Task(title, said, reverse("surveys:campaign_detail", args=[one.pk]), closes)


def _tests(facts: Facts) -> Iterator[Task]:
    for one in facts.tests:
        closes = one.closes_at
        if closes and papers.phase(one, facts.now) == "open" and closes <= facts.now + A_WEEK:
            shown = {"n": _number(facts.tested.get(one.pk, 0)), "day": _day(closes)}
            said = _("%(n)s have handed in; the test closes on %(day)s") % shown
            href = reverse("papers:test_detail", args=[one.pk])
            yield Task(in_language(one, "title"), said, href, closes)


def _announced(facts: Facts) -> Iterable[Any]:
    return (one for one in facts.trained.sessions if one.event.state in ("open", "done"))


def _session(session: Any) -> str:
    return f"{named(session.event)}: {wording.when_session(session)}"


_SOURCES: tuple[Callable[[Facts], Iterator[Task]], ...] = (
    _requests, _drafts, _few, _unprepared, _unnoted, _names, _certificates, _reports, _letters,
    _surveys, _tests,
)  # fmt: skip

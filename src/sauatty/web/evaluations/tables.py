"""The board as rows of a spreadsheet: the same numbers as on the page, with their day."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.languages import format_date
from sauatty.web.base.texts import in_language
from sauatty.web.evaluations.due import named
from sauatty.web.evaluations.selectors import Facts
from sauatty.web.evaluations.stages import Stage
from sauatty.web.evaluations.totals import FormRow, PlaceTable, is_held
from sauatty.web.events import wording

Row = Sequence[Any]


def board_rows(
    facts: Facts, stages: Sequence[Stage], forms: Sequence[FormRow], places: PlaceTable
) -> list[Row]:
    """Return the whole board: stages, trainings by form, people by region and kind, each training."""
    return [
        *_head(facts), *((one.label, *one.notes) for one in stages), (),
        *_form_rows(forms), (), *_place_rows(places), (), *_training_rows(facts),
    ]  # fmt: skip


def _head(facts: Facts) -> list[Row]:
    day = format_date(timezone.localdate(facts.now), get_language() or "kk")
    title: list[Row] = [(in_language(facts.programme, "title"),), (_("As of"), day)]
    return [*title, *([(_("Invented data for looking around"),)] if facts.programme.is_demo else []), ()]


def _form_rows(forms: Sequence[FormRow]) -> list[Row]:
    head = (
        _("Form"), _("Trainings held"), _("to come"), _("Sessions held"), _("Hours"), _("Academic hours"),
        _("People, once each"), _("Visits"),
    )  # fmt: skip
    return [
        head,
        *(
            (
                one.label, one.n_held, one.n_coming, one.n_sessions, round(one.hours, 1), one.academic_hours,
                one.n_people, one.n_visits,
            )
            for one in forms
        ),
    ]  # fmt: skip


def _place_rows(places: PlaceTable) -> list[Row]:
    head = (_("Region"), _("Trainings held"), *places.kinds, _("all"))
    return [
        head,
        *((one.name, one.n_trainings, *one.cells, one.n_people) for one in (*places.rows, places.total)),
    ]


def _training_rows(facts: Facts) -> list[Row]:
    head = (
        _("Training"), _("Form"), _("Days"), _("State"), _("Registered"), _("Waiting"), _("Came"),
        _("Certificates"),
    )  # fmt: skip
    return [head, *(_training_row(facts, one) for one in facts.trained.events)]


def _training_row(facts: Facts, event: Any) -> Row:
    counts = facts.trained.registered.get(event.pk)
    return (
        named(event), event.get_form_display(), wording.when_days(event.begins_at, event.over_at, event.timezone),
        _("held") if is_held(event, facts) else event.get_state_display(),
        counts.placed if counts else 0, counts.waiting if counts else 0,
        facts.trained.by_event.get(event.pk, 0), facts.given.by_event.get(event.pk, 0),
    )  # fmt: skip

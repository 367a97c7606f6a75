"""The schools as rows of a sheet: how far they are, and nothing by which anybody could be reached."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.base.texts import in_language
from sauatty.web.visits.models import School
from sauatty.web.visits.selectors import RegionAdoption


def adoption_cells(regions: Iterable[RegionAdoption], schools: Iterable[Any]) -> list[list[Any]]:
    """Return the table of the regions, and below it the schools."""
    steps = [str(label) for _step, label in School.Adoption.choices]
    head = [_("Region"), _("Schools"), *steps, _("Requests that wait"), _("longer than 14 days")]
    by_region = [
        [
            one.name,
            one.n,
            *one.counts,
            one.waits.n_waiting if one.waits else 0,
            one.waits.n_late if one.waits else 0,
        ]
        for one in regions
    ]
    titles = [
        _("School or library"),
        _("Region"),
        _("Town or village"),
        _("How far the school is"),
        _("Since"),
    ]
    return [
        head,
        *by_region,
        [],
        [*titles, _("Requests"), _("Requests that wait"), ""],
        *map(_school_cells, schools),
    ]


def _school_cells(one: Any) -> list[Any]:
    return [
        one.name, in_language(one.region, "name"), one.locality, str(one.get_adoption_display()),
        one.adoption_at.date().isoformat(), one.n_requests, one.n_waiting,
        _("Invented data for looking around") if one.programme.is_demo else "",
    ]  # fmt: skip

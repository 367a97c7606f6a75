"""The invented survey, from which plans are made."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from sauatty.web.plans import selectors, services
from sauatty.web.plans.drafting import Budget
from web.needs.conftest import (  # noqa: F401 - fixtures
    _pages_in_english,
    analyst,
    campaign,
    demo_survey,
    instrument,
    keeper,
    make_campaign,
    regions,
    version,
)

BUDGET = Budget(20.0, None, ("kk", "ru"), ())


def address(name, of, **query):
    """Return the address of a page about a plan."""
    found = reverse(f"plans:{name}", args=[of.pk])
    return f"{found}?{urlencode(query)}" if query else found


def table_of(plan, **changes):
    """Return what the table of modules sends where nothing is changed; None takes a field away."""
    sent = {"base": plan.number}
    for one in plan.body["modules"]:
        sent[f"in_{one['id']}"] = "on"
        sent[f"hours_{one['id']}"] = f"{one['hours']:g}"
        sent |= {f"lesson_{one['id']}_{lesson}": "on" for lesson in one["lessons"]}
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


@pytest.fixture
def plan(aigerim, demo_survey):  # noqa: F811 - a fixture
    """Return the first version of a plan of the invented survey: 20 hours in Kazakh and Russian."""
    return services.suggest_plan(actor=aigerim, campaign=demo_survey, budget=BUDGET)


@pytest.fixture
def newest(demo_survey):  # noqa: F811 - a fixture
    """Return a reader of the newest version."""
    return lambda: selectors.access_version(demo_survey, "")

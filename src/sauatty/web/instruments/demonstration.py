"""The invented programme's instrument: the shipped survey of needs, published. It goes in one step with the rest."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.instruments import selectors, services
from sauatty.web.programmes import selectors as programmes

SHIPPED = "mil-needs"


def make(actor: Any) -> None:
    """Take the shipped survey over into the invented programme and publish it, unless it is there."""
    programme = programmes.demo_programme(actor)
    if programme is None:
        return
    instrument = services.take_over_shipped(actor=actor, slug=SHIPPED, programme=programme)
    if selectors.last_version(instrument) is None:
        services.publish(instrument=instrument, actor=actor)


def count() -> Iterator[DemoCount]:
    """Name the questionnaires that go, also those that people made in the invented programme."""
    rows = selectors.list_demo_instruments()
    yield DemoCount(_("Instruments"), len(rows), tuple(in_language(one, "title") for one in rows))


def remove() -> None:
    """Delete what is invented."""
    services.delete_demo_instruments()

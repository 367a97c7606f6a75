"""Tables of the invented programme that were built and shared, so that those who look around find some to open."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.evaluation.crosstab import Specification
from sauatty.web.base.demo import DemoCount
from sauatty.web.crosstabs import services
from sauatty.web.crosstabs.models import SavedTable
from sauatty.web.programmes import selectors as programmes

FILE = CONTENT / "demo" / "tables.yaml"


def make(actor: Any) -> None:
    """Save and share tables in the largest invented programme, unless some were saved there."""
    programme = next(iter(programmes.list_demo(actor)), None)
    if programme is None or SavedTable.objects.filter(programme=programme).exists():
        return
    for row in read_yaml(FILE, "demo-tables/1")["tables"]:
        name = row["name"].get(actor.language) or row["name"]["kk"]
        asked = Specification(**row["asked"])
        services.save(actor=actor, programme=programme, name=name, asked=asked, is_shared=True)


def count() -> Iterator[DemoCount]:
    """Say how many tables go."""
    yield DemoCount(_("Saved tables"), SavedTable.objects.filter(programme__is_demo=True).count())


def remove() -> None:
    """Delete the tables that were saved in invented programmes."""
    SavedTable.objects.filter(programme__is_demo=True).delete()

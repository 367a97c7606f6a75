"""The public page of the largest invented programme, so that those who look around see what the public would see."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.demo import DemoCount
from sauatty.web.programmes import selectors as programmes
from sauatty.web.showcases import selectors, services
from sauatty.web.showcases.models import Showcase

FILE = CONTENT / "demo" / "showcase.yaml"


def make(actor: Any) -> None:
    """Write and publish the page, unless there is one or its address is somebody's."""
    programme = next(iter(programmes.list_demo(actor)), None)
    told = read_yaml(FILE, "demo-showcase/1")
    if programme is None or selectors.find_showcase(programme) is not None:
        return
    if Showcase.objects.filter(slug=told["slug"]).exists():
        return
    texts = {f"text_{code}": told["text"][code] for code in LANGUAGES}
    facts = {"slug": told["slug"], "host": told["host"], "funder": "", **texts}
    services.publish(actor=actor, showcase=services.write(actor=actor, programme=programme, facts=facts))


def count() -> Iterator[DemoCount]:
    """Say how many pages go."""
    yield DemoCount(_("Public pages"), Showcase.objects.filter(programme__is_demo=True).count())


def remove() -> None:
    """Delete the pages of invented programmes with all that was published on them."""
    Showcase.objects.filter(programme__is_demo=True).delete()

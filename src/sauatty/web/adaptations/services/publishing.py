"""Publishing a national version: once, for ever, in all three languages."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.adaptations import selectors
from sauatty.web.adaptations.models import Adaptation
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks import services as frameworks_services
from sauatty.web.frameworks.building import build_content
from sauatty.web.frameworks.comparing import changes_between, is_same
from sauatty.web.frameworks.errors import NothingChanged, NotPublishable


@transaction.atomic
def publish_version(*, actor: Any, adaptation: Adaptation, number: int) -> Any:
    """Publish what the group has decided as version `number`; the same request again returns the same version.

    Raises
    ------
    NotPublishable
        Something is undecided or a text is missing in a language.
    NothingChanged
        The last version says the same already.
    """
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    there = frameworks.list_versions(locked.slug)
    if same := [one for one in there if one.number == number]:
        return same[0]
    blocking = [point for point in selectors.check_publishable(locked) if point.is_blocking]
    if blocking or number != selectors.next_number(locked):
        raise NotPublishable(n=max(1, len(blocking)))
    last = frameworks.published_contents(locked.slug).get(number - 1)
    content = _content(locked, number, timezone.localdate().year)
    if last is not None and is_same(last, content):
        raise NothingChanged(number=number - 1)
    content["changes"] = changes_between(last, content)
    return frameworks_services.store_version(
        actor=actor, slug=locked.slug, number=number, content=content, is_demo=locked.is_demo
    )


def _content(adaptation: Adaptation, number: int, year: int) -> dict[str, Any]:
    rows, states = selectors.texts_and_states(adaptation)
    return build_content(
        adaptation,
        rows,
        number=number,
        year=year,
        states=states,
        validity=selectors.published_validity(adaptation),
        references=[
            url for one in selectors.source_frameworks(adaptation).values() for url in one.sources[:1]
        ],
    )

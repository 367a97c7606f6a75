"""Publishing a national version: once, for ever, in all three languages."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.adaptations import selectors
from sauatty.web.adaptations.models import Adaptation
from sauatty.web.adaptations.services.rounds import close_round, withdraw_round
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks import services as frameworks_services
from sauatty.web.frameworks.building import build_content
from sauatty.web.frameworks.comparing import changes_between, is_same
from sauatty.web.frameworks.errors import NothingChanged, NotPublishable


@transaction.atomic
def publish_version(*, actor: Any, adaptation: Adaptation, number: int) -> Any:
    """Publish what the group has decided as version `number`; the same request again returns the same version.

    A round of ratings that is still open is closed by it.

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
    _end_open_round(actor, locked)
    last = frameworks.published_contents(locked.slug).get(number - 1)
    content = _content(locked, number, timezone.localdate().year)
    if last is not None and is_same(last, content):
        raise NothingChanged(number=number - 1)
    content["changes"] = changes_between(last, content)
    return frameworks_services.store_version(
        actor=actor, slug=locked.slug, number=number, content=content, is_demo=locked.is_demo
    )


def _end_open_round(actor: Any, adaptation: Adaptation) -> None:
    """Close the round that is open: who rates on would rate texts that can no longer change. An empty one goes."""
    current = adaptation.rounds.filter(closed_at__isnull=True).first()
    if current is None:
        return
    end = close_round if current.ratings.exists() else withdraw_round
    end(actor=actor, adaptation=adaptation, number=current.number)


def _content(adaptation: Adaptation, number: int, year: int) -> dict[str, Any]:
    rows, states = selectors.texts_and_states(adaptation)
    sources = selectors.source_frameworks(adaptation).values()
    content = build_content(
        adaptation, rows, number=number, year=year, states=states,
        validity=selectors.published_validity(adaptation),
        references=[url for one in sources for url in one.sources[:1]],
    )  # fmt: skip
    # how many rated, also where they are too few for figures; versions published before have no such entry
    return content | {"n_raters": selectors.count_raters(adaptation)}

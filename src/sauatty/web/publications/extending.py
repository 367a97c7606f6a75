"""What publications adds to the pages of guides."""

from collections.abc import Mapping, Sequence
from typing import Any

from sauatty.web.guides import extensions
from sauatty.web.publications import selectors


def register() -> None:
    """Fill the places that the pages of guides leave open."""
    folder = "publications/"
    extensions.register_extension(extensions.LIST_END, folder + "_published_list.html", _published)
    extensions.register_extension(extensions.OVERVIEW_STATE, folder + "_signature_count.html", _signatures)
    extensions.register_extension(extensions.OVERVIEW_LINKS, folder + "_guide_links.html", _nothing)
    extensions.register_extension(extensions.OVERVIEW_END, folder + "_version_list.html", _versions)
    extensions.register_extension(extensions.PARAGRAPH, folder + "_paragraph_challenges.html", _challenges)


def _published(person: Any) -> Mapping[str, Any]:
    return {"published": selectors.list_published(person)}


def _signatures(person: Any, guide: Any, views: Sequence[Any]) -> Mapping[str, Any]:
    return {"readiness": selectors.check_readiness(guide, views)}


def _versions(person: Any, guide: Any, views: Sequence[Any]) -> Mapping[str, Any]:
    return {"versions": selectors.list_versions(guide)}


def _challenges(guide: Any, block: Any) -> Mapping[str, Any]:
    return {"challenges": selectors.list_challenges_of(block)}


def _nothing(**about: Any) -> Mapping[str, Any]:
    return {}

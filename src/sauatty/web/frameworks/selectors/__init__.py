"""The only door to frameworks: those of the content, the drafts of national versions, the published ones."""

from sauatty.web.frameworks.selectors.library import (
    Library,
    Published,
    access_framework,
    access_node,
    access_version,
    find_published,
    get_framework,
    get_library,
    list_usable_frameworks,
    sources_of,
)
from sauatty.web.frameworks.selectors.pages import (
    access_crosswalk,
    list_crosswalks,
    list_frameworks,
    list_neighbours,
    summarise_competence,
    summarise_crosswalk,
    summarise_framework,
)

__all__ = [
    "Library",
    "Published",
    "access_crosswalk",
    "access_framework",
    "access_node",
    "access_version",
    "find_published",
    "get_framework",
    "get_library",
    "list_crosswalks",
    "list_frameworks",
    "list_neighbours",
    "list_usable_frameworks",
    "sources_of",
    "summarise_competence",
    "summarise_crosswalk",
    "summarise_framework",
]

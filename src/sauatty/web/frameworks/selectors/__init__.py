"""The only door to frameworks: those of the content and the published national versions."""

from sauatty.web.frameworks.selectors.library import (
    INVERSE,
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
from sauatty.web.frameworks.selectors.versions import (
    VersionPage,
    find_version_file,
    list_versions,
    published_contents,
    summarise_version,
    text_mark,
)

__all__ = [
    "INVERSE",
    "Library",
    "Published",
    "VersionPage",
    "access_crosswalk",
    "access_framework",
    "access_node",
    "access_version",
    "find_published",
    "find_version_file",
    "get_framework",
    "get_library",
    "list_crosswalks",
    "list_frameworks",
    "list_neighbours",
    "list_usable_frameworks",
    "list_versions",
    "published_contents",
    "sources_of",
    "summarise_competence",
    "summarise_crosswalk",
    "summarise_framework",
    "summarise_version",
    "text_mark",
]

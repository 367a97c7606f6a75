"""The only door to the rows of instruments."""

from sauatty.web.instruments.bodies import core_instrument
from sauatty.web.instruments.selectors.access import (
    access_instrument,
    access_version,
    access_writable,
    belongs_to_site,
    last_version,
    list_instruments,
    list_programmes_to_write_in,
    list_versions,
    list_with_versions,
    may_start,
    may_write,
    published_versions,
    version_before,
)

__all__ = [
    "access_instrument",
    "access_version",
    "access_writable",
    "belongs_to_site",
    "core_instrument",
    "last_version",
    "list_instruments",
    "list_programmes_to_write_in",
    "list_versions",
    "list_with_versions",
    "may_start",
    "may_write",
    "published_versions",
    "version_before",
]

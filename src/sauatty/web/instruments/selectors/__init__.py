"""The only door to the rows of instruments."""

from sauatty.web.instruments.bodies import core_instrument
from sauatty.web.instruments.selectors.access import (
    access_instrument,
    access_kept,
    access_version,
    access_writable,
    belongs_to_site,
    count_kept,
    find_file,
    last_version,
    list_instruments,
    list_kept,
    list_programmes_to_write_in,
    list_versions,
    list_with_versions,
    may_start,
    may_write,
    published_versions,
    version_before,
    version_of_job,
)
from sauatty.web.instruments.selectors.shipped import Shipped, is_machine, list_shipped

__all__ = [
    "Shipped",
    "access_instrument",
    "access_kept",
    "access_version",
    "access_writable",
    "belongs_to_site",
    "core_instrument",
    "count_kept",
    "find_file",
    "is_machine",
    "last_version",
    "list_instruments",
    "list_kept",
    "list_programmes_to_write_in",
    "list_shipped",
    "list_versions",
    "list_with_versions",
    "may_start",
    "may_write",
    "published_versions",
    "version_before",
    "version_of_job",
]

"""The rows of devices in the permission table."""

from sauatty.web.base.roles import PUBLIC

PERMISSIONS: dict[str, frozenset[str]] = {"devices:manifest": PUBLIC}

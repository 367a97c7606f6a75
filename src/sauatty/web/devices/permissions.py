"""The rows of devices in the permission table."""

from sauatty.web.base.roles import PUBLIC

PERMISSIONS: dict[str, frozenset[str]] = {
    f"devices:{name}": PUBLIC for name in ("manifest", "shared_end", "shared_here")
}

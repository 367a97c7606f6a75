"""The rows of links in the permission table, and what its model keeps about people: nothing."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

PERMISSIONS: dict[str, frozenset[str]] = {
    "link_open": PUBLIC,
    "link_qr": PUBLIC,
    **{f"links:{name}": SIGNED_IN for name in ("link_make", "link_detail", "link_sheet")},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    return {"links.ShortLink": DataRule(personal=False)}

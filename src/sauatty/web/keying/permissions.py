"""The rows of keying in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.items.permissions import READERS

KEYERS: frozenset[str] = frozenset({"expert", "methodologist", "trainer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "keying:key_show": READERS,
    **{f"keying:{name}": KEYERS for name in ("keying_list", "keying_item", "keying_decide")},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.keying import erasure

    expert, stays = "name under a key that one has confirmed", "while the question exists"
    return {
        "keying.KeyConfirmation": DataRule(True, expert, stays, None, erasure.confirmations),
        "keying.KeyLook": DataRule(True, expert, stays, None, erasure.looks),
    }

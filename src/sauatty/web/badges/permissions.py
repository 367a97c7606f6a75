"""The rows of badges in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMINS, PUBLIC, SIGNED_IN

_PLAIN = ("keys", "key", "issuer", "status_list", "achievement", "picture", "credential")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"badge_{name}": PUBLIC for name in _PLAIN},
    **{f"badges:{name}": PUBLIC for name in ("check", "badge_detail", "achievement_detail")},
    **{f"badges:{name}": SIGNED_IN for name in ("badge_of", "badge_file")},
    **{f"badges:{name}": ADMINS for name in ("key_list", "key_rotate")},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.badges import services

    return {
        "badges.IssuerKey": DataRule(personal=False),
        "badges.Credential": DataRule(
            True, "proof of a training that other programs can check", "as long as its certificate; the name goes "
            "when the person asks", None, services.forget_badges,
        ),
    }  # fmt: skip

"""The rows of publications in the permission table, and the rules for personal data."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

# Open to whoever works on the guide, whatever their role: the selectors ask and answer 404 to everybody else
_MEMBERS = (
    "review", "sign", "signature_withdraw", "publish", "version_detail", "version_compare", "output", "preview",
    "word", "word_return", "returned", "change_decide", "workshop_list", "challenge_add", "challenge_list",
    "challenge_link",
)  # fmt: skip
# The selector lets visitors see only what the owner has opened to everybody
_READERS = ("published", "published_latest", "published_file")
PERMISSIONS = {
    **{f"publications:{name}": SIGNED_IN for name in _MEMBERS},
    **{f"publications:{name}": PUBLIC for name in _READERS},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of publications."""
    from sauatty.web.publications import erasure

    nothing = DataRule(personal=False)
    in_one_place = DataRule(True, "authorship of a guide", "while the guide exists", None, erasure.keep)
    return {
        "publications.SignOff": DataRule(
            True, "signature under one's own name", "until withdrawn", None, erasure.signatures
        ),
        # Signatures under a published version are part of a public document and stay
        "publications.Version": DataRule(
            True, "signature under a published document", "as long as the version", None, erasure.authorship
        ),
        "publications.VersionFile": nothing,
        "publications.SentFile": in_one_place,
        "publications.ReturnedFile": DataRule(
            True, "working on a guide", "one year", 365, erasure.returned_files, "returned_at"
        ),
        "publications.ReturnedChange": in_one_place,
        "publications.Workshop": in_one_place,
        "publications.Challenge": in_one_place,
    }

"""The rows of agreements in the permission table, and the rules for personal data."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_WRITERS, SIGNED_IN

# Open to whoever sits in the review: the selectors ask for the seat and answer 404 without one
_SEATED = ("agreement", "adjudication_list", "adjudication")
_MANAGED = ("agreement_compute", "decision_export", "decision_import", "decision_store")
PERMISSIONS = {
    **{f"agreements:{name}": SIGNED_IN for name in _SEATED},
    **{f"agreements:{name}": AUDIT_WRITERS for name in _MANAGED},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of agreements."""
    from sauatty.web.agreements.services import importing
    from sauatty.web.base.erasure import keep

    # What an adjudicator settled names a seat, not a person: once the seat is without its person it is nobody's
    through_seat = DataRule(
        True,
        "taking part in a review",
        "while the review exists; an erased adjudicator stays as a former one",
        None,
        keep,
    )
    return {
        "agreements.Adjudication": through_seat,
        "agreements.AdjudicationRevision": through_seat,
        "agreements.AgreementFigures": DataRule(personal=False),
        "agreements.ImportedTable": DataRule(
            True, "request of its owner", "a week", 7, importing.erase_tables, "created_at"
        ),
    }

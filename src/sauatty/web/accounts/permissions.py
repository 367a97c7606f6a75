"""The rows of accounts in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMINS, COORDINATORS, PUBLIC, ROLES, SIGNED_IN

PERMISSIONS: dict[str, frozenset[str]] = {
    "accounts:sign_in": PUBLIC,
    "accounts:sign_in_code": PUBLIC,
    "accounts:sign_in_qr": PUBLIC,
    "accounts:start": PUBLIC,
    "accounts:welcome": ADMINS,
    "accounts:sign_out": SIGNED_IN,
    "accounts:my_path": SIGNED_IN,
    "accounts:profile": SIGNED_IN,
    "accounts:password": SIGNED_IN,
    "accounts:own_data": SIGNED_IN,
    "accounts:consent_give": SIGNED_IN,
    "accounts:consent_withdraw": SIGNED_IN,
    "accounts:person_list": COORDINATORS,
    "accounts:person_add": COORDINATORS,
    "accounts:person_detail": COORDINATORS,
    "accounts:person_edit": COORDINATORS,
    "accounts:person_code": COORDINATORS,
    "accounts:person_active": COORDINATORS,
    "accounts:person_erase": COORDINATORS,
    "accounts:role_add": COORDINATORS,
    "accounts:role_remove": COORDINATORS,
    "accounts:organisation_list": COORDINATORS,
    "accounts:organisation_add": COORDINATORS,
    "accounts:organisation_edit": COORDINATORS,
    "accounts:region_list": COORDINATORS,
    "accounts:consent_text_list": ADMINS,
    "accounts:consent_text_add": ADMINS,
}
RAIL = [
    Entry("people", 20, "accounts:person_list", _("People"), "accounts:person_"),
    Entry("people", 30, "accounts:organisation_list", _("Organisations"), "accounts:organisation_"),
    Entry("people", 40, "accounts:region_list", _("Regions")),
    Entry("people", 50, "accounts:consent_text_list", _("Consent texts"), "accounts:consent_text_"),
]
# Whoever has a role but no board of their own; coordinators are met by the programmes.
WITH_A_ROLE = frozenset(ROLES)


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of accounts."""
    from sauatty.web.accounts.services import erasure

    service = "taking part in programmes"
    return {
        "accounts.Region": DataRule(personal=False),
        "accounts.Organisation": DataRule(personal=False),
        "accounts.ConsentText": DataRule(personal=False),
        "accounts.Person": DataRule(True, service, "until erased", None, erasure.person),
        "accounts.Grant": DataRule(True, service, "until taken away", None, erasure.grants),
        "accounts.SignInCode": DataRule(
            True, "signing in", "one year", 365, erasure.sign_in_codes, "created_at"
        ),
        "accounts.Consent": DataRule(
            True,
            "proof of consent",
            "five years after it was taken back",
            1826,
            erasure.consents,
            "withdrawn_at",
        ),
    }

"""The rows of disclosures in the permission table, and the rail."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import COORDINATORS, SIGNED_IN

PERMISSIONS: dict[str, frozenset[str]] = {
    "disclosures:my_data": SIGNED_IN,
    "disclosures:data_record": COORDINATORS,
}
RAIL = [Entry("people", 60, "disclosures:data_record", _("Record of personal data"))]

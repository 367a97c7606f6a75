"""The rows of records in the permission table, and its link in the rail. There are no models of its own."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import SIGNED_IN

PERMISSIONS: dict[str, frozenset[str]] = {"records:record": SIGNED_IN, "records:record_pdf": SIGNED_IN}
RAIL: list[Entry] = [Entry("own", 8, "records:record", _("My record"), "records:")]

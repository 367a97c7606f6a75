"""Links from the pages of certificates to their badges."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.badges import selectors


def for_holder(certificate: Any) -> list[tuple[str, str]]:
    """Offer the holder the badge."""
    if certificate.erased_at is not None:
        return []
    return [(_("Badge"), reverse("badges:badge_of", args=[certificate.pk]))]


def for_everybody(certificate: Any) -> list[tuple[str, str]]:
    """Offer the badge to whoever checks a certificate."""
    row = selectors.find_of(certificate)
    return [(_("Badge"), reverse("badges:badge_detail", args=[row.pk]))] if row else []

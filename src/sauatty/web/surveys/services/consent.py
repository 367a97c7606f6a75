"""What respondents agree to: immutable versions, each campaign has its own."""

import hashlib
import json
from typing import Any

from django.db import transaction

from sauatty.core.languages import LANGUAGES, format_number
from sauatty.core.surveys import letters
from sauatty.web.base import audit
from sauatty.web.surveys.models import Campaign, ConsentPage

TRANSLATED = ("text", "purpose", "data_list")
CONSENT_FIELDS = (
    *(f"{name}_{language}" for name in TRANSLATED for language in LANGUAGES), "operator", "operator_number",
    "term_days", "goes_to_third_parties", "third_parties", "crosses_border", "cross_border_countries",
    "is_published", "publication_places",
)  # fmt: skip
_DAYS = {"kk": "%s күн", "ru": "%s дней", "en": "%s days"}


@transaction.atomic
def set_consent(*, actor: Any, campaign: Campaign, **fields: Any) -> ConsentPage:
    """Store a new version of what is agreed to; an unchanged one gives the version that is there.

    A text that is not given is put together from the other fields, and stored as it was put together: later words
    of the house change nothing of what respondents have read.
    """
    values = {name: fields[name] for name in CONSENT_FIELDS if name in fields}
    for language in LANGUAGES:
        if not values.get(f"text_{language}"):
            values[f"text_{language}"] = composed(campaign, values, language)
    body = {"campaign": str(campaign.pk), **values}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    newest = campaign.consent_pages.order_by("-version").first()
    if newest is not None and newest.sha256 == digest:
        return newest
    page = ConsentPage.objects.create(
        campaign=campaign, version=newest.version + 1 if newest else 1, sha256=digest, **values
    )
    audit.record("campaign.consent-set", actor=actor, target=campaign, version=page.version, sha256=digest)
    return page


def is_composed(campaign: Campaign) -> bool:
    """Tell whether the text of today is the one that its facts make: nobody wrote it by hand."""
    page = campaign.consent_pages.order_by("-version").first()
    if page is None:
        return False
    facts = {name: getattr(page, name) for name in CONSENT_FIELDS}
    return all(facts[f"text_{code}"] == composed(campaign, facts, code) for code in LANGUAGES)


def compose_anew(*, actor: Any, campaign: Campaign) -> ConsentPage | None:
    """Put the text together again from the same facts: the one that stood promised another kind of survey."""
    page = campaign.consent_pages.order_by("-version").first()
    if page is None:
        return None
    facts = {name: getattr(page, name) for name in CONSENT_FIELDS if not name.startswith("text_")}
    return set_consent(actor=actor, campaign=campaign, **facts)


def composed(campaign: Campaign, values: dict[str, Any], language: str) -> str:
    """Return the text that the facts make in a language; nothing where purpose or data are not said in it."""
    purpose, data_list = values.get(f"purpose_{language}", ""), values.get(f"data_list_{language}", "")
    if not purpose or not data_list:
        return ""
    facts = {
        "operator": values["operator"], "operator_number": values["operator_number"], "purpose": purpose,
        "data_list": data_list, "contact": campaign.contact,
        "term": _DAYS[language] % format_number(values["term_days"], language),
        "third_parties": values.get("third_parties", ""), "countries": values.get("cross_border_countries", ""),
        "places": values.get("publication_places", ""),
    }  # fmt: skip
    return letters.consent_text(language, is_anonymous=campaign.is_anonymous, facts=facts)

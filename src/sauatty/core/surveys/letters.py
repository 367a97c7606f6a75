"""The words of letters, messages and consent pages, from content/words/survey_letters.yaml, filled in."""

import re
from collections.abc import Mapping

from sauatty.core.catalogue.letters import shipped_letter
from sauatty.core.languages import LANGUAGES

GROUP = "survey_letters"
HEADING = "## "


def letter(key: str, language: str, **facts: str) -> str:
    """Return one text in a language; sentences and lines whose facts are not known are left out."""
    return shipped_letter(GROUP, key, language, **facts)


def in_all_languages(key: str, **facts: str) -> dict[str, str]:
    """Return a text in each language."""
    return {language: letter(key, language, **facts) for language in LANGUAGES}


def consent_text(language: str, *, is_anonymous: bool, facts: Mapping[str, str]) -> str:
    """Return the whole text of a consent page: headings begin with '## ', paragraphs are parted by empty lines.

    `facts` are operator, operator_number, purpose, data_list, term, contact, third_parties, countries, places; the
    last three are empty where nothing is passed on, sent abroad or published.
    """
    kind = "anonymous" if is_anonymous else "pseudonymous"
    parts = [
        ("", ["consent_intro", "consent_voluntary"]),
        (f"consent_{kind}_title", [f"consent_{kind}"]),
        ("consent_operator_title", ["consent_operator"]),
        ("consent_purpose_title", ["=purpose"]),
        ("consent_data_title", ["=data_list", "consent_not_kept"]),
        ("consent_term_title", ["consent_term"]),
        ("consent_third_parties_title", _passed_on(facts)),
        ("consent_rights_title", [f"consent_{kind}_rights", "consent_quotes", "consent_machine"]),
        ("consent_contact_title", ["consent_contact"]),
    ]
    return "\n\n".join(filter(None, (_part(title, keys, language, facts) for title, keys in parts)))


def _passed_on(facts: Mapping[str, str]) -> list[str]:
    named = (
        ("consent_third_parties", "third_parties"),
        ("consent_border", "countries"),
        ("consent_published", "places"),
    )
    return [key if facts.get(fact) else f"{key}_none" for key, fact in named]


def _part(title: str, keys: list[str], language: str, facts: Mapping[str, str]) -> str:
    texts = [facts.get(key[1:], "") if key[0] == "=" else letter(key, language, **facts) for key in keys]
    paragraphs = [text for text in texts if text]
    head = [HEADING + letter(title, language)] if title and paragraphs else []
    return "\n\n".join(head + paragraphs)


def blocks(text: str) -> list[tuple[bool, str]]:
    """Return the blocks of a consent text: whether it is a heading, and its words."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [(part.startswith(HEADING), part.removeprefix(HEADING)) for part in parts]

"""The words of the directory: what specialists are, in which ways they showed a competence, names of competences."""

from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.subjects import find_subject, subjects
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import LANGUAGES, sort_key

PRIMARY = "gmilaf"
# The key of the consent text that specialists agree to, where the site has one.
CONSENT = "directory"
ROLES = (
    ("librarian", _("librarian")),
    ("teacher", _("teacher")),
    ("methodologist", _("methodologist")),
    ("trainer", _("trainer")),
    ("mentor", _("mentor of own activities")),
    ("author", _("author of lessons and guides")),
    ("researcher", _("researcher")),
)
# Ways to show a competence, in the order in which they stand on a card.
TAUGHT, CODED, MENTORED, WROTE = "taught", "coded", "mentored", "wrote"
WAYS = (TAUGHT, CODED, MENTORED, WROTE)


def competence_name(id: str) -> str:
    """Return code and name of a competence in the language of the page; the id where no framework has it."""
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(get_language() or 'kk')}"


def subject_choices() -> list[tuple[str, str]]:
    """Return the school subjects by name."""
    language = get_language() or "kk"
    rows = [(one.id, one.name.text(language)) for one in subjects()]
    return sorted(rows, key=lambda row: sort_key(row[1]))


def subject_name(id: str) -> str:
    """Return the name of a subject in the language of the page."""
    found = find_subject(id)
    return found.name.text(get_language() or "kk") if found else id


def role_names(roles: list[str]) -> list[str]:
    """Return the names of what a specialist is, in the order of the house."""
    return [str(label) for key, label in ROLES if key in roles]


@lru_cache(maxsize=512)
def words_of(roles: tuple[str, ...], subjects: tuple[str, ...]) -> str:
    """Return the names of roles and subjects in all languages, to be searched."""
    found = [
        name
        for id in subjects
        if (one := find_subject(id))
        for name in (one.name.kk, one.name.ru, one.name.en)
    ]
    for language in LANGUAGES:
        with override(language):
            found += role_names(list(roles))
    return " ".join(found)


# What errors of the core say in their facts; here, so that it is translated.
PROBLEMS = (
    gettext_noop("the file is larger than a table of 20 regions can be"),
    gettext_noop("this region stands here twice"),
    gettext_noop("there is no such region"),
    gettext_noop("this is no whole number"),
    gettext_noop("at least 1 and at most 10,000 may fall to one specialist"),
    gettext_noop("a workshop has at least 1 place, and not more at least than at most"),
    gettext_noop("the share of those who go on lies between 1 and 100 %"),
    gettext_noop("money is not below zero"),
    gettext_noop("a round holds at least one workshop"),
    gettext_noop("more than 100 rounds are needed"),
    gettext_noop("the sums are too large to be worked out exactly"),
)

"""The people who get personal links, as they are pasted or uploaded."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from sauatty.core.errors import LinksRefused
from sauatty.core.languages import LANGUAGES
from sauatty.web.surveys.tables import (
    KIND_NAMES,
    NO_KIND,
    NO_REGION,
    REGION_NAMES,
    cell_at,
    head_of,
    lines_of,
)

MAX_LINES, LONGEST_ADDRESS = 20_000, 254
NO_NAME, NO_ADDRESS = (
    gettext_noop("a name or an address is missing"),
    gettext_noop("this is no e-mail address"),
)
NO_LANGUAGE, TOO_LONG = gettext_noop("the languages are kk, ru and en"), gettext_noop("the list is too long")
LABEL_NAMES = frozenset({"label", "name", "аты-жөні", "имя", "фио"})
EMAIL_NAMES = frozenset({"email", "e-mail", "mail", "пошта", "почта"})
LANGUAGE_NAMES = frozenset({"language", "тіл", "язык"})
_PEOPLE = {
    "label": LABEL_NAMES, "email": EMAIL_NAMES, "language": LANGUAGE_NAMES, "region": REGION_NAMES, "kind": KIND_NAMES,
}  # fmt: skip


def read_people(
    text: str, regions: Mapping[str, str], kinds: Mapping[str, str], language: str
) -> list[dict[str, str]]:
    """Read lines 'name; e-mail; language; region; kind'; everything but the name may be left out."""
    columns = {"label": 0, "email": 1, "language": 2, "region": 3, "kind": 4}
    people: list[dict[str, str]] = []
    for place, (line, cells) in enumerate(lines_of(text)):
        head = head_of(cells, _PEOPLE) if place == 0 else None
        if head:
            columns = head
            continue
        if len(people) >= MAX_LINES:
            raise LinksRefused(line=line, value=cells[0], problem=TOO_LONG)
        person = _person(line, cells, columns, regions, kinds)
        people.append(person | {"language": person["language"] or language})
    return people


def _person(
    line: int,
    cells: list[str],
    columns: Mapping[str, int],
    regions: Mapping[str, str],
    kinds: Mapping[str, str],
) -> dict[str, str]:
    found = {key: cell_at(cells, columns.get(key)) for key in _PEOPLE}
    found["email"] = found["email"].lower()
    if not found["label"] and not found["email"]:
        raise LinksRefused(line=line, value=";".join(cells), problem=NO_NAME)
    if found["email"] and not _is_address(found["email"]):
        raise LinksRefused(line=line, value=found["email"], problem=NO_ADDRESS)
    for key, known, problem in (("region", regions, NO_REGION), ("kind", kinds, NO_KIND)):
        if found[key] and found[key].casefold() not in known:
            raise LinksRefused(line=line, value=found[key], problem=problem)
        found[key] = known.get(found[key].casefold(), "")
    if found["language"] not in ("", *LANGUAGES):
        raise LinksRefused(line=line, value=found["language"], problem=NO_LANGUAGE)
    return found


def _is_address(text: str) -> bool:
    """Tell whether a mail server would take it; with a comma or an angle it could be several addresses."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS and not set(text) & set('<>,;:"()')

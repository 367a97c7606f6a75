"""The rows of a coverage matrix: their keys, and the names that people read."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sauatty.core.catalogue.subjects import find_area, find_subject, subject_areas
from sauatty.core.catalogue.words import word

AXES = ("subject_area", "subject", "grade")
NOT_STATED = ""
_ONE_GRADE = re.compile(r"(?:grade\s*)?0?\d{1,2}\s*-?\s*(?:класс|сынып|grade)?", re.IGNORECASE)
GRADES = tuple(str(grade) for grade in range(1, 12))


def row_key(row: Mapping[str, Any], by: str) -> str:
    """Return the row of the matrix that an objective belongs to; '' if it does not say.

    Areas and subjects are recognised by slug and by name in any language, so that the Kazakh and the Russian
    programme of a subject meet in one row.
    """
    if by == "grade":
        return _grade_key(row.get("grade"))
    if by == "subject":
        return _subject_key(row)
    stated = str(row.get("subject_area") or "").strip()
    area = find_area(stated)
    return area.code if area else stated


def _grade_key(stated: object) -> str:
    """Return a grade as its number: 5, 5.0, '05' and '5 класс' are one grade; anything else stays as it is."""
    if stated is None:
        return NOT_STATED
    written = str(int(stated) if isinstance(stated, float) and stated.is_integer() else stated).strip()
    numbers = re.findall(r"\d+", written)
    is_one = len(numbers) == 1 and _ONE_GRADE.fullmatch(written)
    return str(int(numbers[0])) if is_one else written


def _subject_key(row: Mapping[str, Any]) -> str:
    stated = [str(row.get(key) or "").strip() for key in ("subject_id", "subject")]
    for name in stated:
        subject = find_subject(name) if name else None
        if subject:
            return subject.id
    return stated[0] or stated[1]


def expected_rows(by: str) -> tuple[str, ...]:
    """Return the rows that a whole curriculum has: every learning area, grades 1 to 11; none for subjects."""
    if by == "subject_area":
        return tuple(area.code for area in subject_areas())
    return GRADES if by == "grade" else ()


def row_names(rows: Iterable[Mapping[str, Any]], by: str, language: str) -> dict[str, str]:
    """Return the names of the rows in a language; what the catalogue does not know keeps its own name."""
    names = {key: _catalogue_name(key, by, language) for key in expected_rows(by)}
    for row in rows:
        key = row_key(row, by)
        if key not in names:
            names[key] = _catalogue_name(key, by, language) or str(row.get(by) or key)
    return names


def key_names(keys: Iterable[str], by: str, language: str) -> dict[str, str]:
    """Return the names of keys of rows in a language; a key that the catalogue does not know stands for itself."""
    return {key: _catalogue_name(key, by, language) or key for key in keys}


def _catalogue_name(key: str, by: str, language: str) -> str:
    if by == "subject_grade":
        subject, _, grade = key.rpartition("/")
        named = (
            _catalogue_name(part, by_part, language)
            for part, by_part in ((subject, "subject"), (grade, "grade"))
        )
        return ", ".join(name or part for name, part in zip(named, (subject, grade), strict=True))
    if key == NOT_STATED:
        return word("coverage", "not_stated", language)
    if by == "grade":
        return word("coverage", "grade", language, grade=key)
    known = find_area(key) if by == "subject_area" else find_subject(key)
    return known.name.text(language) if known else ""

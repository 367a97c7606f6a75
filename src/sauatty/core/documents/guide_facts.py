"""The values behind a guide: each with its kind, written the same way wherever it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isnan
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.languages import Translated, format_date, format_number, format_share

# Digits after the point of a kind of number.
_DIGITS = {"count": 0, "number": 2}
QUOTED = frozenset({"objective", "outcome"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. `kind` is 'count', 'number', 'share' (a fraction 0-1), 'date', 'text', 'objective' or 'outcome'.

    A number that could not be computed is None. A quotation has its text in the languages in which it stands in
    the act (never a translation), with `code` and `grade`; `row` names the row of the curriculum it comes from.
    `is_gone` says that the data no longer have it; the last value is kept.
    """

    kind: str
    value: float | str | None = None
    texts: Translated = Translated()
    code: str = ""
    grade: int | None = None
    row: str = ""
    is_gone: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return plain values, the empty ones left out."""
        texts = {
            name: text for name, text in zip(("kk", "ru", "en"), _columns(self.texts), strict=True) if text
        }
        found: dict[str, Any] = {
            "texts": texts, "code": self.code, "grade": self.grade, "row": self.row, "is_gone": self.is_gone,
        }  # fmt: skip
        kept = {name: value for name, value in found.items() if value}
        return {"kind": self.kind, "value": self.value} | kept

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fact":
        """Return the value that `as_json` wrote."""
        return cls(
            kind=str(row["kind"]),
            value=row.get("value"),
            texts=Translated.from_mapping(row.get("texts")),
            code=str(row.get("code", "")),
            grade=row.get("grade"),
            row=str(row.get("row", "")),
            is_gone=bool(row.get("is_gone", False)),
        )


def _columns(texts: Translated) -> tuple[str, str, str]:
    return texts.kk, texts.ru, texts.en


def number_fact(kind: str, value: float | None) -> Fact:
    """Return a number as a fact; `nan` is kept as 'no value'."""
    return Fact(kind, None if value is None or isnan(value) else float(value))


def say(fact: Fact, language: str) -> str:
    """Write a value as the language writes it; a quotation with its code and grade, a dash where there is nothing."""
    if fact.kind in QUOTED:
        return _quotation(fact, language)
    if fact.kind == "text":
        return fact.texts.text(language) or str(fact.value or "–")
    if fact.value is None:
        return "–"
    if fact.kind == "date":
        return _day(str(fact.value), language)
    if fact.kind == "share":
        return format_share(float(fact.value), language, 1)
    return format_number(float(fact.value), language, _DIGITS.get(fact.kind, 0))


def _quotation(fact: Fact, language: str) -> str:
    place = source_of(fact, language)
    return f"«{fact.texts.text(language)}»" + (f" ({place})" if place else "")


def _day(value: str, language: str) -> str:
    try:
        return format_date(date.fromisoformat(value), language)
    except ValueError:
        return value or "–"


def spoken_language(fact: Fact, language: str) -> str:
    """Return the language that a quotation is really in ('' for numbers: they are in the page's language)."""
    return fact.texts.pick(language)[1] if fact.kind in QUOTED else ""


def source_of(fact: Fact, language: str) -> str:
    """Return where a quotation stands: its code and grade."""
    grade = "" if fact.grade is None else word("guide", "grade", language, grade=fact.grade)
    return ", ".join(part for part in (fact.code, grade) if part)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A value that is another one now; `before` or `after` is None where it is new or gone."""

    name: str
    before: Fact | None
    after: Fact | None


def update_facts(
    old: Mapping[str, Fact], new: Mapping[str, Fact]
) -> tuple[dict[str, Fact], tuple[FactChange, ...]]:
    """Take the new values over; what the data no longer have stays, marked as gone.

    Returns
    -------
    facts : dict of str to Fact
    changes : tuple of FactChange
        Every value that differs, by name.
    """
    gone = {name: replace(fact, is_gone=True) for name, fact in old.items() if name not in new}
    facts = {**gone, **new}
    changes = tuple(
        FactChange(name, old.get(name), new.get(name))
        for name in sorted({*old, *new})
        if old.get(name) != facts[name]
    )
    return facts, changes


def facts_as_json(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return all values as plain JSON."""
    return {name: fact.as_json() for name, fact in facts.items()}


def facts_from_json(rows: Mapping[str, Any]) -> dict[str, Fact]:
    """Return the values that `facts_as_json` wrote."""
    return {name: Fact.from_json(row) for name, row in rows.items()}

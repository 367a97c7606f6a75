"""What differs between two versions of an instrument: question by question, text by text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.instrument_drafts import Body, choices_of, list_of, sections_of
from sauatty.core.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: a key of the schema, the code of a choice or row, the language of a text."""

    field: str
    before: str
    after: str
    language: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that was 'added', 'removed', 'changed' or 'moved'; the name of the head is empty."""

    name: str
    how: str
    words: Mapping[str, str]
    differences: tuple[Difference, ...] = ()


def compare(before: Body, after: Body) -> tuple[PartChange, ...]:
    """Return what changed from one body to the next, in the order of the newer one; then what was taken out."""
    old, new = _parts(before), _parts(after)
    order = _moved(list(old), list(new))
    changes = []
    for name, part in new.items():
        if name not in old:
            changes.append(_change(name, "added", part))
        elif found := differences(old[name], part):
            changes.append(_change(name, "changed", part, tuple(found)))
        elif name in order:
            changes.append(_change(name, "moved", part))
    changes += [_change(name, "removed", part) for name, part in old.items() if name not in new]
    return tuple(changes)


def _change(
    name: str, how: str, part: Mapping[str, Any], differences: tuple[Difference, ...] = ()
) -> PartChange:
    words = part.get("text") or part.get("title") or {}
    return PartChange(name, how, words, differences)


def _parts(body: Body) -> dict[str, dict[str, Any]]:
    """Return the head (under ''), the sections and the questions by name; a question knows its section."""
    head = {
        key: value
        for key, value in body.items()
        if key not in {"sections", "lists", "version", "id", "schema"}
    }
    found = {"": head}
    for section in sections_of(body):
        found[section["id"]] = {
            key: value for key, value in section.items() if key not in {"questions", "id"}
        }
        for question in section.get("questions", []):
            own = {key: value for key, value in question.items() if key != "id"}
            found[question["id"]] = own | {
                "choices": choices_of(body, question), "list_name": list_of(question),
                "section": section["id"],
            }  # fmt: skip
    return found


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Return which parts stand behind another one than before, among those that both have."""
    common = set(old) & set(new)
    before = [name for name in old if name in common]
    after = [name for name in new if name in common]
    follows = dict(zip(before[1:], before, strict=False))
    return {name for previous, name in zip(after, after[1:], strict=False) if follows.get(name) != previous}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two states of one part, its choices and rows by code."""
    found: list[Difference] = []
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after or (_is_empty(before) and _is_empty(after)):
            continue
        if key in {"choices", "rows"}:
            found += _coded(key, before or [], after or [])
        elif isinstance(before or after, Mapping) and key != "provenance":
            found += _texts(key, before or {}, after or {})
        else:
            found.append(Difference(key, _said(before), _said(after)))
    return found


def _texts(field: str, old: Mapping[str, str], new: Mapping[str, str], code: str = "") -> list[Difference]:
    return [
        Difference(field, old.get(one, ""), new.get(one, ""), one, code)
        for one in LANGUAGES
        if old.get(one, "") != new.get(one, "")
    ]


def _coded(field: str, old: list[Any], new: list[Any]) -> list[Difference]:
    """Compare choices or rows by code, then their order."""
    before, after = ({one["code"]: one for one in some} for some in (old, new))
    found: list[Difference] = []
    for code in dict.fromkeys((*before, *after)):
        one, other = before.get(code, {}), after.get(code, {})
        if one != other:
            found += _texts(field, one.get("label") or {}, other.get("label") or {}, code)
            rest = Difference(field, _facts(one), _facts(other), code=code)
            found += [rest] if rest.before != rest.after else []
    if list(before) != list(after) and (not found or set(before) == set(after)):
        found.append(Difference(field, ", ".join(before), ", ".join(after)))
    return found


def _facts(one: Mapping[str, Any]) -> str:
    """Return what a choice or row says besides its code and its label."""
    own = {key: value for key, value in one.items() if key not in {"code", "label"} and not _is_empty(value)}
    return ", ".join(f"{key}: {_said(value)}" for key, value in own.items())


def _said(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return "" if _is_empty(value) else str(value)


def _is_empty(value: Any) -> bool:
    """Tell whether a value says nothing; 0 says something."""
    return value is None or value is False or value in ("", [], (), {})

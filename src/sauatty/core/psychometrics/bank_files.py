"""Banks and blueprints as files: what forms are assembled from on the command line.

BANK.csv has the columns item and difficulty, and may have competence, demand, kind, discrimination, exposure,
enemies (parted by ;), max_score and private (1 or 0). A blueprint is YAML with the names of `Blueprint`'s fields.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from math import isfinite
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.errors import BlueprintUnreadable
from sauatty.core.exchange.encodings import decode_text
from sauatty.core.exchange.plain_yaml import read_plain_yaml
from sauatty.core.psychometrics.assembly_blueprint import BankItem, Blueprint
from sauatty.core.psychometrics.irt_results import ItemParameters

_RANGES = ("per_competence", "per_demand", "per_kind")
_LISTS = ("must", "must_not", "anchors")
_WHOLE = ("n_items", "n_forms", "max_overlap")
FIELDS = (*_WHOLE, *_RANGES, "targets", "max_exposure", *_LISTS, "is_private_only")


def read_bank(content: bytes, name: str) -> tuple[BankItem, ...]:
    """Read a bank from CSV.

    Raises
    ------
    BlueprintUnreadable
        Columns are missing, a cell is no number, or there is no row.
    """
    text = decode_text(content, name=name).text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    try:
        reader = csv.DictReader(
            StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True
        )
        rows = [row for row in reader if any(row.values())]
    except csv.Error as error:
        raise BlueprintUnreadable(name=name, problem=str(error)) from error
    for column in ("item", "difficulty"):
        if column not in (reader.fieldnames or ()):
            raise BlueprintUnreadable(name=name, problem=f"there is no column '{column}'")
    if not rows:
        raise BlueprintUnreadable(name=name, problem="it has no items")
    return tuple(_bank_item(row, name) for row in rows)


def _bank_item(row: Mapping[str, Any], name: str) -> BankItem:
    label = str(row.get("item") or "").strip()
    if not label:
        raise BlueprintUnreadable(name=name, problem="a row names no item")

    def number(key: str, default: float) -> float:
        return _number(row.get(key) or default, f"'{key}' of '{label[:60]}'", name)

    if not row.get("difficulty"):
        raise BlueprintUnreadable(name=name, problem=f"'{label[:60]}' has no difficulty")
    enemies = tuple(one.strip() for one in str(row.get("enemies") or "").split(";") if one.strip())
    return BankItem(
        label, str(row.get("competence") or "").strip(), int(number("demand", 0)), str(row.get("kind") or "").strip(),
        number("difficulty", 0), number("discrimination", 1), number("exposure", 0), enemies,
        bool(number("private", 0)), int(number("max_score", 1)),
    )  # fmt: skip


def bank_of_items(items: Iterable[Item]) -> tuple[BankItem, ...]:
    """Return authored items with their provisional difficulties."""
    return tuple(
        BankItem(
            one.id, one.competence, one.demand, one.kind, one.difficulty, enemies=one.enemies, max_score=one.max_score
        )
        for one in items
    )  # fmt: skip


def bank_of_parameters(
    parameters: Iterable[ItemParameters], components: Mapping[str, str] | None = None
) -> tuple[BankItem, ...]:
    """Return calibrated items of which nothing else is known but perhaps their component."""
    known = [one for one in parameters if one.is_estimated]
    plain = [BankItem(one.item, (components or {}).get(one.item, ""), 0, "", 0.0) for one in known]
    return with_parameters(plain, {one.item: one for one in known})


def with_parameters(bank: Sequence[BankItem], known: Mapping[str, ItemParameters]) -> tuple[BankItem, ...]:
    """Return a bank with calibrated parameters in place of provisional difficulties, where there are any."""
    return tuple(_calibrated(item, known.get(item.id)) for item in bank)


def _calibrated(item: BankItem, known: ItemParameters | None) -> BankItem:
    if known is None or known.difficulty is None:
        return item
    steps = tuple(step for step in known.steps if step is not None)
    is_whole = known.max_score > 1 and len(steps) == known.max_score
    return replace(
        item, difficulty=known.difficulty, discrimination=known.discrimination, max_score=known.max_score,
        steps=steps if is_whole else (),
    )  # fmt: skip


def read_blueprint(content: bytes, name: str) -> Blueprint:
    """Read a blueprint from YAML: n_items, n_forms, per_competence: {name: [least, most]} and so on.

    Raises
    ------
    BlueprintUnreadable
        No YAML, an unknown name, or a value that does not fit.
    """
    body, problem = read_plain_yaml(content)
    if problem:
        raise BlueprintUnreadable(name=name, problem=f"it {problem}")
    unknown = [str(key) for key in body if key not in FIELDS]
    if unknown:
        known = ", ".join(FIELDS)
        raise BlueprintUnreadable(name=name, problem=f"there is no '{unknown[0][:60]}' (known: {known})")
    if "n_items" not in body:
        raise BlueprintUnreadable(name=name, problem="'n_items' is missing, the number of items in a form")
    return Blueprint(**{key: _value(key, value, name) for key, value in body.items()})


def _value(key: str, value: Any, name: str) -> Any:
    if key in _WHOLE:
        return _whole(value, key, name)
    if key in _LISTS:
        if not isinstance(value, list):
            raise BlueprintUnreadable(name=name, problem=f"'{key}' is no list of items")
        return tuple(str(one) for one in value)
    if key in _RANGES or key == "targets":
        return _mapping(key, value, name)
    if key == "max_exposure":
        return None if value is None else _number(value, key, name)
    return bool(value)


def _mapping(key: str, value: Any, name: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise BlueprintUnreadable(name=name, problem=f"'{key}' is no mapping")
    if key == "targets":
        return {_number(at, key, name): _number(least, key, name) for at, least in value.items()}
    return {
        _whole(one, key, name) if key == "per_demand" else str(one): _range(limits, key, name)
        for one, limits in value.items()
    }


def _range(limits: Any, key: str, name: str) -> tuple[int, int]:
    """Return [least, most]; one number is both."""
    pair = limits if isinstance(limits, list) else [limits, limits]
    if len(pair) != 2:
        raise BlueprintUnreadable(name=name, problem=f"'{key}' wants [least, most], not {limits!r:.60}")
    return _whole(pair[0], key, name), _whole(pair[1], key, name)


def _whole(value: Any, key: str, name: str) -> int:
    found = _number(value, f"'{key}'", name)
    if found != int(found) or found < 0:
        raise BlueprintUnreadable(name=name, problem=f"{value!r:.60} is no whole number, in '{key}'")
    return int(found)


def _number(value: Any, where: str, name: str) -> float:
    try:
        found = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError):
        found = float("nan")
    if not isfinite(found):
        raise BlueprintUnreadable(name=name, problem=f"'{str(value)[:40]}' is no number, in {where}")
    return found

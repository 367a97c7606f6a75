"""Parameters of items as files: what `sauatty test calibrate` writes, and what scoring and linking read.

JSON holds everything that scoring needs, the groups too; CSV has a row for each item: item, difficulty,
discrimination, and step_1 … step_m for items of several points (se, se_discrimination if known).
"""

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from math import isfinite
from typing import Any

from sauatty.core.errors import ParametersUnreadable
from sauatty.core.exchange.encodings import decode_text
from sauatty.core.psychometrics.information import STANDARD
from sauatty.core.psychometrics.irt_results import Calibration, GroupDistribution, ItemParameters

Row = Mapping[str, Any]


def parameters_as_json(calibration: Calibration) -> dict[str, Any]:
    """Return a calibration as a value for `json.dumps`, numbers unrounded; `se` is that of the difficulty."""
    return {
        "model": calibration.model, "method": calibration.method, "n_persons": calibration.n_persons,
        "items": [item_as_json(one) for one in calibration.items],
        "groups": [
            {"name": one.name, "n": one.n, "mean": one.mean, "sd": one.sd, "se_mean": one.se_mean}
            for one in calibration.groups
        ],
        "log_likelihood": calibration.log_likelihood, "n_iterations": calibration.n_iterations,
        "converged": calibration.converged,
    }  # fmt: skip


def item_as_json(one: ItemParameters) -> dict[str, Any]:
    """Return the parameters of one item."""
    return {
        "item": one.item, "difficulty": one.difficulty, "se": one.se_difficulty, "discrimination": one.discrimination,
        "se_discrimination": one.se_discrimination, "steps": list(one.steps), "se_steps": list(one.se_steps),
    }  # fmt: skip


def read_parameters(content: bytes, name: str) -> Calibration:
    """Read parameters, as JSON or CSV.

    A CSV names no people: `groups` is then one standard normal distribution, which only EAP starts from.

    Raises
    ------
    ParametersUnreadable
        No such file: no items, an item twice, a cell that is no number.
    """
    text = decode_text(content, name=name).text.removeprefix("\ufeff")
    body: dict[str, Any] = (
        _json(text, name) if text.lstrip()[:1] in ("{", "[") else {"items": _csv_rows(text, name)}
    )
    items = tuple(_item(row, name) for row in _listed(body, "items", name))
    if not items:
        raise ParametersUnreadable(name=name, problem="it has no items")
    known: set[str] = set()
    for one in items:
        if one.item in known:
            raise ParametersUnreadable(name=name, problem=f"'{one.item}' is there twice")
        known.add(one.item)
    groups = tuple(_group(row, name) for row in _listed(body, "groups", name)) or (STANDARD_GROUP,)
    slopes = {one.discrimination for one in items}
    guessed = "2pl" if slopes != {1.0} else "rasch" if all(one.max_score == 1 for one in items) else "pcm"
    return Calibration(
        str(body.get("model") or guessed), str(body.get("method") or "mml"),
        int(_number(body, "n_persons", name, "the calibration") or 0),
        items, groups, 0.0, 0, True,
    )  # fmt: skip


# One person stands behind it, so that it has a weight where groups are taken together.
STANDARD_GROUP = GroupDistribution(STANDARD.name, 1, STANDARD.mean, STANDARD.sd)


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParametersUnreadable(name=name, problem=f"this is no JSON: {error}") from error
    if not isinstance(body, dict):
        raise ParametersUnreadable(name=name, problem="there is no object with 'items'")
    return body


def _listed(body: Row, key: str, name: str) -> Sequence[Row]:
    rows = body.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ParametersUnreadable(name=name, problem=f"'{key}' is no list of objects")
    return rows


def _csv_rows(text: str, name: str) -> list[Row]:
    head = text.partition("\n")[0]
    try:
        reader = csv.DictReader(
            StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True
        )
        rows = [row for row in reader if any(row.values())]
    except csv.Error as error:
        raise ParametersUnreadable(name=name, problem=str(error)) from error
    missing = [one for one in ("item", "difficulty") if one not in (reader.fieldnames or ())]
    if missing:
        raise ParametersUnreadable(name=name, problem=f"there is no column '{missing[0]}'")
    return [_with_steps(row) for row in rows]


def _with_steps(row: dict[str, Any]) -> Row:
    """Return a row of a table with its steps gathered: step_1, step_2 … as far as they are filled."""
    steps = [row.get(f"step_{n}") for n in range(1, len(row))]
    while steps and not steps[-1]:
        steps.pop()
    return {**row, "steps": steps}


def _item(row: Row, name: str) -> ItemParameters:
    label = str(row.get("item") or "").strip()
    if not label:
        raise ParametersUnreadable(name=name, problem="a row names no item")
    difficulty = _number(row, "difficulty", name, label)
    slope = _number(row, "discrimination", name, label)
    if slope == 0:
        raise ParametersUnreadable(
            name=name, problem=f"'{label[:60]}' has a discrimination of 0: it measures nothing"
        )
    given = row.get("steps") or []
    if not isinstance(given, list):
        raise ParametersUnreadable(name=name, problem=f"the steps of '{label}' are no list")
    steps = tuple(_number({"step": step}, "step", name, label) for step in given) or (difficulty,)
    if difficulty is None and all(step is not None for step in steps):
        difficulty = sum(step for step in steps if step is not None) / len(steps)
    return ItemParameters(
        label, 1.0 if slope is None else slope, difficulty, steps,
        _number(row, "se_discrimination", name, label), _number(row, "se", name, label),
    )  # fmt: skip


def _group(row: Row, name: str) -> GroupDistribution:
    label = str(row.get("name", ""))
    mean, sd, n = (_number(row, key, name, label) for key in ("mean", "sd", "n"))
    if mean is None or sd is None or not sd > 0:
        raise ParametersUnreadable(name=name, problem=f"the group '{label}' has no mean and deviation")
    return GroupDistribution(label, max(int(n or 1), 1), mean, sd)


def _number(row: Row, key: str, name: str, label: str) -> float | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        found = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError):
        found = float("nan")
    if not isfinite(found):
        raise ParametersUnreadable(
            name=name, problem=f"'{str(value)[:40]}' is no number, in '{key}' of '{label[:60]}'"
        )
    return found


def is_parameters(content: bytes) -> bool:
    """Say whether a file looks like parameters and not like a table of answers."""
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000]
    titles = head.partition(b"\n")[0].replace(b";", b",").replace(b"\t", b",").split(b",")
    return head[:1] == b"{" or {b"item", b"difficulty"} <= {title.strip().strip(b'"') for title in titles}

"""Choices as lines of text: for lists that are long or come from a table.

A line is `code | kk | ru | en | score | exclusive | competences`, parted by '|' or by tabs; what stands at the end and
is empty may be left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sauatty.core.catalogue.instrument_drafts import CODE, Part
from sauatty.core.languages import LANGUAGES

LONGEST_LABEL = 1000  # characters
_N_CELLS = 7


def choices_from_lines(text: str) -> tuple[list[Part], list[int]]:
    """Return the choices that lines describe, and the numbers of the lines that describe none."""
    found, unfit = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            choice = _choice([cell.strip() for cell in line.split("\t" if "\t" in line else "|")])
            if choice is None:
                unfit.append(number)
            else:
                found.append(choice)
    return with_codes(found), unfit


def _choice(cells: list[str]) -> Part | None:
    code, kk, ru, en, score, exclusive, named, *rest = [*cells, *[""] * max(0, _N_CELLS - len(cells))]
    try:
        counts = float(score.replace(",", ".")) if score else None
    except ValueError:
        return None
    is_fine = not rest and (not code or CODE.match(code)) and (counts is None or 0 <= counts <= 1)
    if not is_fine or max(map(len, (kk, ru, en))) > LONGEST_LABEL:
        return None
    label = {language: text for language, text in zip(LANGUAGES, (kk, ru, en), strict=True) if text}
    own = {"score": counts, "exclusive": bool(exclusive), "competences": named.replace(",", " ").split()}
    return {"code": code, "label": label, **own}


def with_codes(parts: list[Part]) -> list[Part]:
    """Give parts without a code the next free number."""
    taken = {part["code"] for part in parts}
    free = (str(n) for n in range(1, 2 * len(parts) + 2) if str(n) not in taken)
    for part in parts:
        part["code"] = part["code"] or next(free)
    return parts


def choices_as_lines(choices: Iterable[Mapping[str, Any]]) -> str:
    """Return choices as lines."""
    return "\n".join(" | ".join(_cells(choice)).rstrip(" |") for choice in choices)


def _cells(choice: Mapping[str, Any]) -> tuple[str, ...]:
    label, score = choice.get("label") or {}, choice.get("score")
    return (
        str(choice["code"]),
        *(str(label.get(language, "")).replace("|", "/") for language in LANGUAGES),
        "" if score is None else f"{score:g}",
        "exclusive" if choice.get("exclusive") else "",
        " ".join(choice.get("competences") or ()),
    )

"""Codes of learning objectives: where they stand in a cell, how they are spelled, what belongs to them.

A code is `grade.section.subsection.number` ('7.1.2.1') or, in some programmes, three numbers ('8.3.4').
The acts spell it in many ways; every departure is kept as a flag, nothing is repaired in silence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sauatty.core.languages import clean_text

_GAP = r"[ \t\u00a0\u2002-\u200d\u2060\ufeff\u00ad]"
_PART = r"(?!0)\d{1,2}(?!\d)"
_DOT = rf"(?:\n(?=\.))?{_GAP}{{0,2}}[.,]\.?{_GAP}{{0,2}}(?:(?<=\.)\n)?"
_CODE = re.compile(
    rf"(?<![\d№§])(?<!\d[.,])(?P<grade>0?(?:1{_GAP}?[012]|[0-9]))"
    rf"(?P<first>{_DOT}){_PART}(?P<middle>{_DOT}|{_GAP}){_PART}"
    rf"(?:(?P<last>{_DOT}|{_GAP}{{1,2}}){_PART})?"
    rf"(?!\d|[-–/]\d|[.,]\n?\d|{_GAP}?\.{_GAP}?\d{{1,2}}{_GAP}?[.,])"
)
_TAIL = re.compile(
    rf"{_GAP}*(?P<dot>\.?){_GAP}*(?P<star>\*{{0,3}})(?P<bracket>[)\]]?){_GAP}*(?P<dash>(?:[-–—−:]{_GAP}*)?)"
)
# What makes a number a reference to a code and not the start of an objective.
_REFERENCE = re.compile(
    r"(?:\(|\[|№|§|[\"«“„]|\b(?:код\w*|кодировк\w*|цел\w{1,3}|пункт\w*|п\.|пп\.|см\.|стр\.|верси[ияейю]+|нұсқа\w*|тармақ\w*|мысалы,?|"
    r"например,?|code|objective|мақсат\w{0,3}))\s*$",
    re.IGNORECASE,
)
# What stands before a code belongs to that code: a mark of a list, an open bracket, whom it is for.
_BEFORE_NEXT = re.compile(
    r"(?:(?:^|(?<=[\s;.]))(?:[-–—−•*●▪]+|[(\[])|(?:^|\n)[ \t]*(?:мальчики|девочки|ұлдар|қыздар|ұл балалар|қыз балалар)"
    r"(?:\s*[/,]\s*(?:мальчики|девочки|ұлдар|қыздар))?\s*:?)\s*$",
    re.IGNORECASE,
)
# A line that begins like a code and was not read as one: letters for digits ('5.З.1.1'), commas only.
_NEARLY_CODE = re.compile(
    r"\n[ \t(\[*–-]*(?=[^\n]{0,9}\d)(?=[^\n]{1,5}\.)[\dlIОOЗз]{1,2}(?:\s?[.,;:]\s?[\dlIОOЗз]{1,2}(?![\w])){2,3}"
)
_REACH = 60  # how far before a code its own marks may begin
_OPEN_BRACKET = re.compile(r"(?:^|\n)[ \t\u00a0]*[(\[]\s*$")
_LEADING_DASH = re.compile(r"^[-–—−]\s+")
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = " \t\n;\u00a0"
PICTURE = "\ufffc"  # stands in a cell where the source has a picture of a formula


@dataclass(frozen=True, slots=True)
class NormalCode:
    """A code in normal form: '7.1.2.1', its numbers, its grade, and how its spelling departs from that."""

    code: str
    grade: int
    parts: tuple[int, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedText:
    """A piece of a cell: a code with its text, or (code None) a lead text or a bare header code.

    `raw` is the piece as it stands, line breaks included; `text` is one clean line without the code. Flags:
    'code-spaced', 'code-dot', 'code-star', 'code-dash', 'code-glued', 'code-broken', 'code-comma',
    'code-dot-missing', 'code-zero', 'code-invisible', 'code-three-parts', 'code-three-parts-among-four',
    'code-header', 'text-missing', 'text-without-code' (a line of it nearly begins with a code),
    'formula-picture'.
    """

    code: str | None
    code_raw: str | None
    text: str
    raw: str = ""
    flags: tuple[str, ...] = ()


def normalise_code(raw: str) -> NormalCode | None:
    """Bring one printed code to normal form; None where `raw` is not a code.

    Examples
    --------
    >>> normalise_code("1. 1. 4. 2").code
    '1.1.4.2'
    >>> normalise_code("1 0.2.1.3.").grade
    10
    """
    found = _CODE.match(raw.strip())
    return _normal(found, raw.strip()) if found and _has_its_dots(found) else None


def _normal(found: re.Match[str], text: str) -> NormalCode:
    printed = found.group()
    grade = re.sub(r"\D", "", found["grade"])
    rest = [int(part) for part in re.findall(r"\d+", printed[len(found["grade"]) :])]
    parts = (int(grade), *rest)
    return NormalCode(".".join(map(str, parts)), int(grade), parts, _spelling_flags(found, len(parts)))


def _has_its_dots(found: re.Match[str]) -> bool:
    """Tell whether at most one dot of a code is missing: the middle one ('10.1 1.3') only before another."""
    return bool(re.search(r"[.,]", found["middle"])) or "." in (found["last"] or "")


def _spelling_flags(found: re.Match[str], n_parts: int) -> tuple[str, ...]:
    printed = found.group()
    last = found["last"] or "."
    tests = {
        "code-spaced": re.search(r"[ \t\u00a0]", printed) is not None,
        "code-broken": "\n" in printed,
        "code-comma": "," in printed,
        "code-dot-missing": not (re.search(r"[.,]", last) and re.search(r"[.,]", found["middle"])),
        "code-zero": re.match(r"0\d", printed) is not None,
        "code-invisible": re.search(r"[\u200b-\u200d\u2060\ufeff\u00ad]", printed) is not None,
        "code-three-parts": n_parts == 3,
    }
    return tuple(flag for flag, holds in tests.items() if holds)


def split_cell(
    text: str, *, parts: int | None = None, join: Callable[[str], str] | None = None
) -> tuple[CodedText, ...]:
    """Split the text of a cell at its codes, never at semicolons or line breaks.

    Parameters
    ----------
    text : str
        The cell with its line breaks as newlines.
    parts : {3, 4}, optional
        How many numbers the codes of this programme have, where that is known. With 4, a lost last dot
        ('7.1.2 1 …') is read; without it, three numbers followed by a number are a code of three.
    join : callable, optional
        How the lines of a piece become one line; a space by default.

    Returns
    -------
    tuple of CodedText
        In the order of the cell. Text before the first code, and codes standing alone as headers ('7.1.1.'),
        have no code. An empty cell gives an empty tuple.
    """
    starts = _code_places(text, parts)
    join = join or _one_line
    pieces = []
    first = starts[0].start() if starts else len(text)
    lead = text[:first]
    if re.search(r"[^\W_]", lead):
        pieces.append(CodedText(None, None, _trim(join(lead)), lead))
    for index, found in enumerate(starts):
        is_last = index + 1 == len(starts)
        end = len(text) if is_last else starts[index + 1].start()
        piece = _piece(found, text[found.start() : end], join, is_last=is_last)
        if parts == 4 and piece.code and piece.code.count(".") == 2:
            piece = replace(piece, flags=(*piece.flags, "code-three-parts-among-four"))
        pieces.append(piece)
    return _without_named_headers(pieces)


def _without_named_headers(pieces: list[CodedText]) -> tuple[CodedText, ...]:
    """Take '5.1.1 Слушание' right before '5.1.1.1 …' for what it is: the name of a subsection."""
    codes_after = [piece.code for piece in pieces[1:]] + [None]
    return tuple(
        replace(piece, code=None, flags=("code-header",))
        if piece.code and after == f"{piece.code}.1"
        else piece
        for piece, after in zip(pieces, codes_after[: len(pieces)], strict=True)
    )


def _piece(found: re.Match[str], raw: str, join: Callable[[str], str], *, is_last: bool) -> CodedText:
    normal = _normal(found, raw)
    printed = found.group()
    tail = _TAIL.match(raw, len(printed))
    assert tail is not None  # every part of the pattern may be empty
    next_one = None if is_last else _BEFORE_NEXT.search(raw, max(tail.end(), len(raw) - _REACH))
    own = raw[tail.end() : next_one.start() if next_one else len(raw)]
    text = _trim(_LEADING_DASH.sub("", join(own.lstrip("\n "))))
    code_raw = clean_text(printed + tail["dot"] + tail["star"])
    flags = list(normal.flags) + [flag for flag, mark in _TAIL_FLAGS if tail[mark]]
    if not text and len(normal.parts) == 3:
        return CodedText(None, code_raw, "", raw, ("code-header",))
    if not text:
        flags.append("text-missing")
    if _NEARLY_CODE.search(own):
        flags.append("text-without-code")
    if PICTURE in raw:
        flags.append("formula-picture")
    if text and tail.end() == len(printed) and _LETTER.match(raw[tail.end() : tail.end() + 1]):
        flags.append("code-glued")
    return CodedText(normal.code, code_raw, text, raw, tuple(flags))


def _one_line(text: str) -> str:
    return clean_text(text.replace(PICTURE, " "))


_TAIL_FLAGS = (("code-dot", "dot"), ("code-star", "star"), ("code-dash", "dash"))


def _code_places(text: str, parts: int | None) -> list[re.Match[str]]:
    """Return the matches that start an objective: real codes, not dates, references or version numbers."""
    places: list[re.Match[str]] = []
    at = 0
    while (found := _CODE.search(text, at)) is not None:
        found = _without_number_of_text(found, text, parts)
        if _starts_objective(found, text, places, parts):
            places.append(found)
            at = found.end()
        else:
            at = found.start() + 1
    return places


def _without_number_of_text(found: re.Match[str], text: str, parts: int | None) -> re.Match[str]:
    """Give a number that only a space parts from the code back to the text, unless codes here have four."""
    last = found["last"]
    if last is None or "." in last or "," in last or parts == 4:
        return found
    shorter = _CODE.match(text[: found.start("last")], found.start())
    return shorter or found


def _starts_objective(
    found: re.Match[str], text: str, before: list[re.Match[str]], parts: int | None
) -> bool:
    before_it = text[max(0, found.start() - 40) : found.start()]
    at_line_start = not before_it.strip() or before_it.rstrip(" \t\u00a0")[-1] in "\n;"
    is_bracketed = found.start() > 0 and _OPEN_BRACKET.search(before_it) is not None
    if not _has_its_dots(found):
        return False
    if _REFERENCE.search(before_it[-16:]) and not is_bracketed:
        return False
    if int(re.sub(r"\D", "", found["grade"])) > 12:
        return False
    if "\n" in found.group() and (found["last"] is None or not at_line_start or parts == 3):
        return False
    if not re.search(r"[.,]", found["middle"]) and not (at_line_start and parts == 4):
        return False
    if "," in found.group():
        return at_line_start and found.group().count(",") < 2
    if found["last"] is not None:
        return True
    return at_line_start or _follows_three_parts(found, before, parts)


def _follows_three_parts(found: re.Match[str], before: list[re.Match[str]], parts: int | None) -> bool:
    """Three numbers in the middle of a line count only where the cell or programme has codes of three."""
    if parts == 3:
        return True
    return bool(before) and before[0]["last"] is None and parts != 4


def _trim(text: str) -> str:
    """Drop what separates one objective from the next; a full stop belongs to the text."""
    return text.lstrip(",").strip(_SEPARATORS)

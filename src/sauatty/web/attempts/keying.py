"""Typed answer sheets: one line a person, read into answers; nothing of a line that is wrong is taken in.

    k3f9ab: b; ac; cab; a=p b=q; -; c

Code, colon, then the answers in the order of the paper. Without semicolons spaces part the answers, and the pairs of a
match are joined by commas: `k3f9ab b ac cab a=p,b=q - c`. A hyphen stands for no answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.documents.test_paper import option_letters, target_letters
from sauatty.web.attempts.reading import Given

MOST_LINES = 400
_NONE = frozenset({"", "-", "–", "—", ".", "0"})
# Letters of a Cyrillic keyboard that look like these: whoever copies from paper types what they see.
_LOOKALIKES = str.maketrans("авсеорхукмАВСЕОРХУКМ", "abceopxykmabceopxykm")
# But «в» is the third letter to who answers in а, б, в: it is asked again and not taken for b.
_ANSWER_LOOKALIKES = {code: letter for code, letter in _LOOKALIKES.items() if chr(code) not in "вВ"}


@dataclass(frozen=True, slots=True)
class Line:
    """One typed line: the code on the sheet, the answers, or what is wrong with it."""

    number: int
    text: str
    code: str
    given: tuple[Given, ...] = ()
    problem: str = ""


class _Wrong(Exception):
    """What is wrong with an answer, in words."""


def read_lines(text: str, items: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Read every line that holds something; at most 400."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    return [_line(number, line, items) for number, line in lines[:MOST_LINES]]


def _line(number: int, text: str, items: Sequence[Mapping[str, Any]]) -> Line:
    code, parts = _parted(text)
    if len(parts) != len(items):
        said = _("%(n)s answers are typed, the paper has %(of)s questions.") % {
            "n": len(parts),
            "of": len(items),
        }
        return Line(number, text, code, problem=said)
    try:
        given = tuple(
            _given(n, item, part) for n, (item, part) in enumerate(zip(items, parts, strict=True), 1)
        )
    except _Wrong as wrong:
        return Line(number, text, code, problem=str(wrong))
    return Line(number, text, code, given)


def _parted(text: str) -> tuple[str, list[str]]:
    """Return the code and the answers of a line."""
    code, colon, rest = text.partition(":")
    if not colon:
        code, _space, rest = text.partition(" ")
    rest = rest.translate(_ANSWER_LOOKALIKES).lower()
    parts = [one.strip() for one in rest.split(";")] if ";" in rest else rest.split()
    if len(parts) > 1 and not parts[-1] and ";" in rest:
        parts.pop()
    return code.translate(_LOOKALIKES).lower().strip(), parts


def _given(number: int, item: Mapping[str, Any], part: str) -> Given:
    if part in _NONE:
        return Given(str(item["id"]), None)
    if re.search("[а-яёәғқңөұүһі]", part):
        said = _(
            "Question %(n)s: '%(part)s' has Cyrillic letters; type the Latin ones that stand on the paper."
        )
        raise _Wrong(said % {"n": number, "part": part})
    options = {letter: id for id, letter in option_letters(item).items()}
    if item["kind"] == "match":
        return Given(str(item["id"]), _pairs(number, item, options, part))
    letters = re.sub(r"[\s,+>/]", "", part)
    chosen = [_known(number, options, letter) for letter in letters]
    if len(set(chosen)) < len(chosen):
        raise _Wrong(_("Question %(n)s: a letter stands twice in '%(part)s'.") % {"n": number, "part": part})
    match item["kind"]:
        case "single" | "judgement" if len(chosen) != 1:
            raise _Wrong(_("Question %(n)s takes one letter, not '%(part)s'.") % {"n": number, "part": part})
        case "single" | "judgement":
            return Given(str(item["id"]), chosen[0])
        case "order" if len(chosen) != len(options):
            said = _("Question %(n)s takes all %(of)s letters in their order, not '%(part)s'.")
            raise _Wrong(said % {"n": number, "of": len(options), "part": part})
        case "order":
            return Given(str(item["id"]), chosen)
    return Given(str(item["id"]), sorted(chosen))


def _pairs(number: int, item: Mapping[str, Any], options: Mapping[str, str], part: str) -> dict[str, str]:
    targets = {letter: id for id, letter in target_letters(item).items()}
    found: dict[str, str] = {}
    for pair in re.split(r"[\s,+]+", part.strip()):
        match = re.fullmatch(r"([a-z])=?([a-z])", pair)
        if match is None:
            said = _("Question %(n)s takes pairs such as a=p, not '%(part)s'.")
            raise _Wrong(said % {"n": number, "part": pair})
        option = _known(number, options, match[1])
        if option in found:
            raise _Wrong(
                _("Question %(n)s: a letter stands twice in '%(part)s'.") % {"n": number, "part": part}
            )
        found[option] = _known(number, targets, match[2])
    return found


def _known(number: int, letters: Mapping[str, str], letter: str) -> str:
    if letter not in letters:
        said = _("Question %(n)s has no letter '%(letter)s'; it has %(known)s.")
        raise _Wrong(said % {"n": number, "letter": letter, "known": " ".join(letters)})
    return letters[letter]


def letters_of(item: Mapping[str, Any], answer: Any) -> str:
    """Return an answer in the letters of the printed paper, as it would be typed; empty without one.

    Examples
    --------
    >>> item = {"kind": "match", "options": [{"id": "x"}, {"id": "y"}], "targets": [{"id": "one"}, {"id": "two"}]}
    >>> letters_of(item, {"y": "one"})
    'b=p'
    """
    options, targets = option_letters(item), target_letters(item)
    if isinstance(answer, Mapping):
        return " ".join(f"{options[one]}={targets[answer[one]]}" for one in options if one in answer)
    chosen = [answer] if isinstance(answer, str) else list(answer or ())
    return (">" if item["kind"] == "order" else " ").join(options[str(one)] for one in chosen)

"""The figures and quotations in a guide's text: tokens that people move, and never type.

A token such as ``{{n_direct:a1-ru}}`` stands for a value that is computed from the data. Text around it is free.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sauatty.core.documents.guide_facts import Fact, say
from sauatty.core.errors import GuideFigureLost, GuideFigureTyped, GuideFigureUnknown, GuideNumberTyped

# A name is also the name of a locked field in the documents that go out, which holds no other signs.
_TOKEN = re.compile(r"\{\{([a-z_]+(?::[A-Za-z0-9_.:-]+)?)\}\}")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_HALF = re.compile(r"\{\{[^{}]*|\}\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: words, or the token of a figure (its words are empty then)."""

    text: str
    token: str = ""


def token(name: str) -> str:
    """Return how a figure is written into a text."""
    return "{{" + name + "}}"


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into words and tokens, in order; empty stretches are left out."""
    cut = _TOKEN.split(text)
    found = (Piece("", part) if index % 2 else Piece(part) for index, part in enumerate(cut))
    return tuple(piece for piece in found if piece.text or piece.token)


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the names of the figures that a text shows, in order."""
    return tuple(_TOKEN.findall(text))


def filled(text: str, facts: Mapping[str, Fact], language: str) -> str:
    """Return a text with the values in the place of the tokens; a dash where there is no value."""
    return "".join(
        say(facts[piece.token], language) if piece.token in facts else piece.text or "–"
        for piece in pieces(text)
    )


def check_text(
    new: str, old: str, facts: Mapping[str, Fact], language: str, *, may_leave_out: bool = False
) -> None:
    """Refuse a text that names a figure nobody knows, loses one, or has one typed by hand.

    Where figures are left out on purpose, no number may come in: it would stand in the place of a figure.

    Parameters
    ----------
    new, old : str
        The text as it would be kept, and as it stands.
    facts : mapping of str to Fact
        The figures that the guide has.
    language : {'kk', 'ru', 'en'}
        The language of the text: a value is looked for as this language writes it.
    may_leave_out : bool
        Whether the writer said that figures may be left out.

    Raises
    ------
    GuideFigureUnknown, GuideFigureLost, GuideFigureTyped, GuideNumberTyped
    """
    _refuse_unknown(new, old, facts)
    kept = set(tokens_of(new))
    lost = [name for name in tokens_of(old) if name not in kept]
    words = _words(new)
    for name in lost:
        if name in facts and _is_typed(words, old, say(facts[name], language)):
            raise GuideFigureTyped(figure=token(name), value=say(facts[name], language))
    if lost and not may_leave_out:
        raise GuideFigureLost(figure=token(lost[0]), n=len(lost))
    typed = numbers_typed(new, old) if lost else ()
    if typed:
        raise GuideNumberTyped(value=typed[0], figure=token(lost[0]))


def numbers_typed(new: str, old: str) -> tuple[str, ...]:
    """Return the numbers among the words of a text that the words of the older one did not have, in order."""
    before = Counter(_NUMBER.findall(_words(old)))
    found = []
    for value in _NUMBER.findall(_words(new)):
        if not before[value]:
            found.append(value)
        before[value] -= 1 if before[value] else 0
    return tuple(found)


def _words(text: str) -> str:
    return " ".join(piece.text for piece in pieces(text))


def _refuse_unknown(new: str, old: str, facts: Mapping[str, Fact]) -> None:
    half = _HALF.search("".join(piece.text for piece in pieces(new)))
    if half:
        raise GuideFigureUnknown(figure=half.group()[:80])
    known = facts.keys() | set(tokens_of(old))
    for name in tokens_of(new):
        if name not in known:
            raise GuideFigureUnknown(figure=token(name))


def _is_typed(words: str, old: str, value: str) -> bool:
    """Tell whether a value stands among the words where only its token stood before."""
    pattern = re.compile(rf"(?<![\d.,]){re.escape(value)}(?![\d])")
    return len(pattern.findall(words)) > len(pattern.findall(_words(old)))

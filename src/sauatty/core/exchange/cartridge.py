"""A course as IMS Common Cartridge 1.3: pages, quizzes, links and folders, written and read back.

The standard's schemas may not be handed on with a program, so the rules that matter are ours: see `cartridge_rules`.
They hold for what is written and for what is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Union

SUFFIX = ".imscc"
MANIFEST = "imsmanifest.xml"
VERSION = "1.3.0"
READABLE_VERSIONS = ("1.1.0", "1.2.0", "1.3.0")


@dataclass(frozen=True, slots=True)
class CartridgePage:
    """A page of HTML. `name` is its file in the cartridge; `is_plan` marks what is for teachers only."""

    id: str
    title: str
    name: str
    html: str
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class CartridgeLink:
    """An address outside."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CartridgeAnswer:
    """An option of a question and what is said when it is chosen; both are HTML."""

    id: str
    html: str
    is_right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class CartridgeQuestion:
    """A question to choose one answer from, or several (`is_multiple`)."""

    id: str
    html: str
    answers: tuple[CartridgeAnswer, ...]
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class CartridgeQuiz:
    """Questions in a row. `is_whole` is False where questions of other kinds were left out on reading."""

    id: str
    title: str
    questions: tuple[CartridgeQuestion, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class CartridgeFolder:
    """A part of the course under a heading."""

    id: str
    title: str
    entries: tuple["CartridgeEntry", ...]


CartridgeEntry = Union[CartridgePage, CartridgeLink, CartridgeQuiz, CartridgeFolder]  # noqa: UP007 - names a later class


@dataclass(frozen=True, slots=True)
class Cartridge:
    """A whole course. `files` lie beside its pages and are needed by all of them: style sheets, pictures."""

    id: str
    title: str
    language: str
    entries: tuple[CartridgeEntry, ...]
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


def leaves(entries: tuple[CartridgeEntry, ...]) -> Iterator[CartridgePage | CartridgeLink | CartridgeQuiz]:
    """Yield pages, links and quizzes in their order, out of all folders."""
    for entry in entries:
        if isinstance(entry, CartridgeFolder):
            yield from leaves(entry.entries)
        else:
            yield entry

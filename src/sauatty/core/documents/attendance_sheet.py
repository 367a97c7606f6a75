"""The sheet that people sign: name, workplace, position, code and signature, with free lines for those who just came."""

from collections.abc import Sequence
from dataclasses import dataclass

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Block, Cell, Document, Paragraph, Run, Table, text_runs

GROUP = "attendance_sheet"
FREE_LINES = 5
# A signature needs room: a row is as high as two lines, and the cell as wide as a name.
_ROOM = "\u00a0" * 22 + "\n\u00a0"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person on the sheet. `code` is what is typed afterwards, in groups."""

    name: str
    workplace: str = ""
    position: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands over the list: which event and session, when and where, who holds it."""

    event: str
    session: str = ""
    number: int = 1
    when: str = ""
    where: str = ""
    trainers: tuple[str, ...] = ()
    is_demo: bool = False


def attendance_sheet(
    head: SheetHead, lines: Sequence[SheetLine], language: str, *, n_free: int = FREE_LINES
) -> Document:
    """Return the sheet of a session as a document, for DOCX or PDF.

    Parameters
    ----------
    head : SheetHead
    lines : sequence of SheetLine
        In the order in which they stand on the sheet.
    language : {'kk', 'ru', 'en'}
    n_free : int
        Free lines at the end, numbered on.
    """
    heads = tuple(
        word(GROUP, key, language) for key in ("number", "name", "workplace", "position", "code", "signature")
    )
    rows: list[tuple[Cell, ...]] = [
        (str(n), one.name, one.workplace, one.position, _code(one.code), _ROOM)
        for n, one in enumerate(lines, 1)
    ]
    rows += [(str(len(lines) + n), _ROOM, "", "", "", "") for n in range(1, n_free + 1)]
    subtitle = word(GROUP, "title", language)
    blocks: tuple[Block, ...] = (
        Paragraph(text_runs(_facts(head, language))),
        Paragraph(text_runs(word(GROUP, "how", language))),
        Table("", heads, tuple(rows), is_counted=False),
        Paragraph(text_runs(word(GROUP, "trainer_signature", language)), keep="whole"),
    )
    note = word(GROUP, "demo", language) if head.is_demo else ""
    return Document(title=head.event, subtitle=subtitle, language=language, blocks=blocks, note=note)


def _code(code: str) -> tuple[Run, ...]:
    """Set a code so that its halves stay in one line."""
    return (Run(code.replace("-", "\u2011"), bold=True),)


def _facts(head: SheetHead, language: str) -> str:
    name = word(GROUP, "session", language, n=head.number)
    said = [f"{name}: {head.session}" if head.session else name]
    for key, name, value in (("when", "when", head.when), ("where", "where", head.where)):
        said += [word(GROUP, key, language, **{name: value})] if value else []
    if head.trainers:
        said.append(word(GROUP, "trainers", language, names=", ".join(head.trainers)))
    return "\n".join(said)

"""What every document format is turned into before a curriculum is looked for in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 for the title of a programme, 2 for a chapter, 3 for a paragraph, 0 if unknown."""

    text: str
    level: int = 0
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `is_note` marks an editor's note of the portal (Сноска, Ескерту)."""

    text: str
    anchor: str | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table where it starts. `text` keeps the line breaks of the source as newlines."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    anchor: str | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its cells; a cell that spans stands once, where it starts. `place` names it to a reader."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    anchor: str | None = None

    @property
    def width(self) -> int:
        """Return the number of grid columns."""
        return max((cell.column + cell.colspan for row in self.rows for cell in row), default=0)


Block = Heading | Paragraph | Table

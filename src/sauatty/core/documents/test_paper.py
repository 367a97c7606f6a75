"""A test on paper: the questions with letters, an answer sheet, and the list of codes of the people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_runs,
)

GROUP = "test_paper"
BOX, BLANK, SHORT = "☐", "_" * 14, "____"
_FIXED = "\u00a0"
_OPTIONS, _TARGETS = "abcdefghijklmno", "pqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """Somebody on the list of codes."""

    name: str
    code: str
    cohort: str = ""
    # Which of several papers they are to get.
    paper: str = ""


def option_letters(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the letter of each option of an item as shown: its place in the paper, 'a' first."""
    return dict(zip((str(one["id"]) for one in item["options"]), _OPTIONS, strict=False))


def target_letters(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the letter of each target of a match: from 'p' on, so that none is also an option's."""
    return dict(zip((str(one["id"]) for one in item["targets"]), _TARGETS, strict=False))


def test_paper(
    items: Sequence[Mapping[str, Any]],
    language: str,
    *,
    title: str,
    code: str,
    minutes: int | None = None,
    note: str = "",
    is_large: bool = False,
) -> Document:
    """Return a paper with its answer sheet on a page of its own.

    Parameters
    ----------
    items : sequence of mappings
        Items as participants see them (`as_shown`), in the order of the paper.
    language : {'kk', 'ru', 'en'}
    code : str
        The letter of the form; it stands on every page, because sheets of two forms lie on one table.
    minutes : int, optional
        The time limit, where there is one.
    note : str
        A mark that stands on every page ('Invented data').
    is_large : bool
        Sets it in letters twice as large, for people who see little.
    """
    paper = _Paper(language, code)
    said = paper.say("paper", code=code)
    blocks = [
        *paper.opening(minutes),
        *(block for n, item in enumerate(items, 1) for block in paper.item(n, item)),
    ]
    return Document(
        title=title, subtitle=said, language=language, blocks=(*blocks, PageBreak(), *paper.sheet(items)),
        identifier=f"{said} · {language}", note=f"{said} · {note}" if note else said, is_large=is_large,
    )  # fmt: skip


test_paper.__test__ = False  # type: ignore[attr-defined]


def code_list(people: Sequence[SheetPerson], language: str, *, title: str) -> Document:
    """Return the list from which a trainer gives each person their code."""
    keys = (
        ("name", "cohort", "code", "which")
        if any(one.paper for one in people)
        else ("name", "cohort", "code")
    )
    heads = tuple(word(GROUP, key, language) for key in keys)
    rows = tuple((one.name, one.cohort, one.code, one.paper)[: len(keys)] for one in people)
    note = Note("caution", text_runs(word(GROUP, "codes_note", language)))
    table = Table("", heads, rows, is_counted=False)
    blocks: tuple[Block, ...] = (note, table) if rows else (note,)
    return Document(
        title=title, subtitle=word(GROUP, "codes_title", language), language=language, blocks=blocks
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    language: str
    code: str

    def say(self, key: str, **params: object) -> str:
        return word(GROUP, key, self.language, **params)

    def _text(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or next(iter(texts.values()), "")

    def opening(self, minutes: int | None) -> Iterator[Block]:
        yield Paragraph(text_runs(self.say("person_code", blank=BLANK)))
        limit = f" {self.say('minutes', n=minutes)}" if minutes else ""
        yield Note(self.say("how_title"), text_runs(self.say("how") + limit))

    # --- the questions ---

    def item(self, number: int, item: Mapping[str, Any]) -> Iterator[Block]:
        stem = self._stressed(f"{number}. {self._text(item['stem'])}")
        stimulus = self._text(item["stimulus"])
        if stimulus:
            mark = (Run(f"\n({self.say('invented')})", italic=True),) if item["is_invented"] else ()
            yield Note(f"{number}", (*text_runs(stimulus), *mark))
        yield Paragraph((*stem, Run(f"\n{self.say(str(item['kind']))}", italic=True)), keep="next")
        yield Paragraph(text_runs("\n".join(self._lines(item))), keep="whole")

    @staticmethod
    def _stressed(text: str) -> tuple[Run, ...]:
        """Read the ** that mark the word for 'not': it stands in capitals, because all of a stem is bold."""
        parts = text.split("**")
        return tuple(Run(part.upper() if n % 2 else part, bold=True) for n, part in enumerate(parts) if part)

    def _lines(self, item: Mapping[str, Any]) -> Iterator[str]:
        letters = option_letters(item)
        texts = {str(one["id"]): self._text(one["text"]) for one in item["options"]}
        if item["kind"] == "highlight":
            yield " ".join(f"[{letters[id]}]{_FIXED}{text}" for id, text in texts.items())
            return
        yield from (f"{letters[id]}){_FIXED}{text}" for id, text in texts.items())
        if item["kind"] == "match":
            names = target_letters(item)
            yield self.say("goes_with")
            yield from (
                f"{names[str(one['id'])]}){_FIXED}{self._text(one['text'])}" for one in item["targets"]
            )

    # --- the answer sheet ---

    def sheet(self, items: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
        yield Heading(1, self.say("sheet_title"))
        yield Paragraph(
            text_runs(f"{self.say('paper', code=self.code)}    {self.say('person_code', blank=BLANK)}")
        )
        yield Paragraph(text_runs(self.say("sheet_how")))
        rows = tuple((str(number), self._places(item)) for number, item in enumerate(items, 1))
        yield Table("", (self.say("number"), self.say("answer")), rows, is_counted=False)

    @staticmethod
    def _places(item: Mapping[str, Any]) -> str:
        letters = option_letters(item).values()
        if item["kind"] == "order":
            return "    ".join(f"{n}.{_FIXED}{SHORT}" for n in range(1, len(letters) + 1))
        if item["kind"] == "match":
            return "    ".join(f"{letter}{_FIXED}={_FIXED}{SHORT}" for letter in letters)
        return "    ".join(f"{letter}{_FIXED}{BOX}" for letter in letters)

"""An instrument as a sheet of paper: boxes with the numbers that are typed when the sheet comes back."""

from collections.abc import Iterator
from math import ceil

from sauatty.core.catalogue.expressions import plain_number
from sauatty.core.catalogue.instruments import OTHER, Instrument, Question, Section
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Block, Document, Heading, Note, Paragraph, Run, Table, text_runs
from sauatty.core.documents.paper_conditions import GROUP, Conditions, choice_numbers
from sauatty.core.languages import Translated

BOX = "☐"
BLANK, LINE = "_" * 12, "_" * 76
# From this many choices on they follow one another in lines instead of standing below each other.
_MANY = 13
_LETTERS_OF_LINE = 240
_FEWEST_LINES, _MOST_LINES = 2, 8
_FIXED = "\u00a0"


def paper_form(instrument: Instrument, language: str, *, note: str = "", consent: str = "") -> Document:
    """Return the printable form of an instrument.

    Parameters
    ----------
    instrument : Instrument
    language : {'kk', 'ru', 'en'}
    note : str
        A mark that stands on every page beside the number of the sheet ('Invented data').
    consent : str
        The words of consent of the campaign; plain ones where none are given.

    Notes
    -----
    Choices bear the numbers that the page of keyed entry asks for: their place in the list, 'other' last.
    """
    form = _Form(instrument, language)
    sheet = word(GROUP, "sheet", language, blank=BLANK)
    return Document(
        title=instrument.title.text(language),
        language=language,
        blocks=tuple(form.blocks(consent)),
        identifier=f"{instrument.id} · {instrument.version} · {language}",
        note=f"{sheet} · {note}" if note else sheet,
    )


class _Form:
    def __init__(self, instrument: Instrument, language: str) -> None:
        self._instrument, self._language = instrument, language
        self._conditions = Conditions.of(instrument, language)

    def _say(self, key: str, **params: object) -> str:
        return word(GROUP, key, self._language, **params)

    def _text(self, text: Translated) -> str:
        return text.text(self._language)

    def blocks(self, consent: str) -> Iterator[Block]:
        about = self._text(self._instrument.about)
        if about:
            yield Paragraph(text_runs(about), id="about")
        yield Note(self._say("consent_title"), text_runs(consent or self._consent()), id="consent")
        yield Note(self._say("how_title"), text_runs(self._say("how")), id="how")
        yield Paragraph(text_runs(f"{self._say('handed')}: {self._say('date_blank')}"), id="handed")
        for number, section in enumerate(self._instrument.sections, 1):
            yield from self._section(number, section)
        closing = self._text(self._instrument.closing)
        if closing:
            yield Paragraph(text_runs(closing), id="closing")

    def _consent(self) -> str:
        is_minors = self._instrument.audience == "minors"
        return " ".join([self._say("consent"), *([self._say("consent_minors")] if is_minors else [])])

    def _section(self, number: int, section: Section) -> Iterator[Block]:
        title = self._say("section", number=number, title=self._text(section.title))
        yield Heading(1, title, id=f"s-{section.id}")
        if section.when:
            said = self._say("part_only_if", when=self._conditions.words(section.when))
            yield Paragraph(text_runs(said, bold=True), keep="next")
        if self._text(section.text):
            yield Paragraph(text_runs(self._text(section.text)), keep="next")
        for question in section.questions:
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[Block]:
        runs = self._opening(question)
        id = f"q-{question.id}"
        if question.kind == "matrix":
            yield Paragraph(tuple(runs), id=id, keep="next")
            yield self._grid(question)
            if question.allow_other:
                yield Paragraph(text_runs(self._other(question)))
            return
        places = list(self._places(question))
        if places:
            runs.append(Run("\n" + "\n".join(places)))
        yield Paragraph(tuple(runs), id=id, keep="whole")

    def _opening(self, question: Question) -> list[Run]:
        """Return the number, text, condition and hint of a question."""
        if question.kind == "note":
            return [Run(self._text(question.text), bold=True)]
        number = self._conditions.numbers[question.id]
        runs = []
        if question.when:
            said = self._say("only_if", when=self._conditions.words(question.when))
            runs.append(Run(f"→ {said}\n", italic=True))
        runs.append(Run(f"{number}. {self._text(question.text)}", bold=True))
        if question.required:
            runs.append(Run(f" ({self._say('required')})"))
        hint = " ".join(filter(None, (self._text(question.hint), self._how(question))))
        return [*runs, *([Run(f"\n{hint}", italic=True)] if hint else [])]

    def _how(self, question: Question) -> str:
        """Return how a question is answered, where its own hint does not say it."""
        bounds = (question.minimum, question.maximum)
        match question.kind:
            case "single" | "scale" | "region":
                return self._say("tick_one")
            case "multiple" if question.maximum:
                return self._say("tick_up_to", n=plain_number(question.maximum))
            case "multiple" if not self._text(question.hint):
                return self._say("tick_several")
            case "matrix":
                return self._say("tick_row")
            case "ranking":
                return self._say("rank")
            case "number" if None not in bounds and not self._text(question.hint):
                low, high = (plain_number(bound or 0) for bound in bounds)
                return self._say("between", low=low, high=high)
        return ""

    # --- where the answer is put ---

    def _places(self, question: Question) -> Iterator[str]:
        match question.kind:
            case "single" | "multiple" | "scale" | "region":
                yield from self._boxes(question)
            case "ranking":
                yield from self._ranks(question)
            case "number":
                yield BLANK
            case "date":
                yield self._say("date_blank")
            case "short" | "organisation":
                yield LINE
            case "long":
                n = max(_FEWEST_LINES, min(_MOST_LINES, ceil(question.length / _LETTERS_OF_LINE) + 1))
                yield from [LINE] * n

    def _boxes(self, question: Question) -> Iterator[str]:
        lines = [f"{BOX}{_FIXED}{line}" for line in self._choices(question)]
        if len(lines) >= _MANY:
            yield "    ".join(line.replace(" ", _FIXED) for line in lines)
        else:
            yield from lines

    def _choices(self, question: Question) -> Iterator[str]:
        """Give the choices with their numbers."""
        labels = {one.code: self._text(one.label) for one in question.choices}
        if question.kind == "region" and not labels:
            labels = {one.id: self._text(one.name) for one in load_regions().regions}
        exclusive = {one.code for one in question.choices if one.exclusive and question.kind == "multiple"}
        for code, number in choice_numbers(question).items():
            if question.allow_other and code == OTHER:
                yield f"{number}  {self._say('other')} {BLANK * 3}"
            else:
                alone = f" {self._say('alone')}" if code in exclusive else ""
                yield f"{number}  {labels[code]}{alone}"

    def _ranks(self, question: Question) -> Iterator[str]:
        lines = list(self._choices(question))
        yield from lines
        n = int(question.maximum or len(lines))
        places = (f"{self._say('place', n=place)}: ______" for place in range(1, n + 1))
        yield "    ".join(one.replace(" ", _FIXED).replace("-", "\u2011") for one in places)

    def _grid(self, question: Question) -> Table:
        choices = list(choice_numbers(question).items())
        labels = {one.code: self._text(one.label) for one in question.choices}
        heads = [f"{number} {labels.get(code, self._say('other').rstrip(':'))}" for code, number in choices]
        rows = tuple(
            (
                f"{self._conditions.numbers[f'{question.id}_{row.code}']} {self._text(row.label)}",
                *(f"{BOX}{_FIXED}{number}" for _, number in choices),
            )
            for row in question.rows
        )
        return Table("", (self._say("row"), *heads), rows, id=f"t-{question.id}", is_counted=False)

    def _other(self, question: Question) -> str:
        return f"{self._say('other')} {BLANK * 3}"

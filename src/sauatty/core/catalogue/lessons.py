"""A lesson as Sauatty keeps it: the parts that a page, a print, a trainer's pack and an export are made of.

Every text is in three languages and in a small Markdown: paragraphs, '- ' and '1. ' lists, **bold**, _italic_,
'> ' for somebody's words, and these marks: [[slug]] or [[slug|shown]] for a term of the glossary, [words](resource:id)
for a service, [^id] after a sentence for the source that it rests on. Nothing else is read out of a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sauatty.core.catalogue.content import Provenance
from sauatty.core.languages import Translated

AUDIENCES = ("school-librarian", "academic-librarian", "teacher", "methodologist")
LESSON_LEVELS = ("basic", "intermediate", "advanced")
CHECKED = ("facts", "to-check")

FigureKind = Literal["flow", "compare", "cycle", "scale"]
CheckKind = Literal["single", "multiple", "order"]


@dataclass(frozen=True, slots=True)
class Section:
    """One thing to know: a heading, a text, and more of it that a reader may reveal."""

    id: str
    heading: Translated
    text: Translated
    more: Translated = field(default_factory=Translated)


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A drawing made from words: steps in a row, two columns, a circle or a scale. `alt` says all that it shows."""

    kind: FigureKind
    title: Translated
    alt: Translated
    labels: tuple[Translated, ...]


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """One example, step by step. `is_invented` is said on every page that shows it."""

    task: Translated
    steps: tuple[Translated, ...]
    result: Translated
    is_invented: bool = True


@dataclass(frozen=True, slots=True)
class NotebookPrompt:
    """A place in the private notebook: what to write down."""

    id: str
    prompt: Translated


@dataclass(frozen=True, slots=True)
class Task:
    """What to do oneself, with real services (`resources` are ids); `offline` is the same without a connection."""

    intro: Translated
    steps: tuple[Translated, ...]
    notebook: tuple[NotebookPrompt, ...]
    resources: tuple[str, ...] = ()
    offline: Translated = field(default_factory=Translated)


@dataclass(frozen=True, slots=True)
class CheckOption:
    """An option of a self-check. `why` explains it, right or wrong. In 'order' the file's order is the right one."""

    id: str
    text: Translated
    is_right: bool
    why: Translated


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One question to oneself, with an explanation of every option. Nothing hangs on it."""

    id: str
    stem: Translated
    options: tuple[CheckOption, ...]
    kind: CheckKind = "single"


@dataclass(frozen=True, slots=True)
class Timing:
    """A part of the onsite lesson in minutes."""

    minutes: int
    text: Translated


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """A question that comes up, and what a facilitator can say."""

    question: Translated
    answer: Translated


@dataclass(frozen=True, slots=True)
class FacilitatorNotes:
    """The onsite version of 40 minutes."""

    timing: tuple[Timing, ...]
    grouping: Translated
    offline: Translated
    questions: tuple[HardQuestion, ...]

    @property
    def minutes(self) -> int:
        """Return the length of the whole."""
        return sum(part.minutes for part in self.timing)


@dataclass(frozen=True, slots=True)
class LessonSource:
    """What a statement rests on. `checked` is 'facts' where the fact base has it, else 'to-check'; `on` an ISO date."""

    id: str
    text: Translated
    checked: str
    url: str = ""
    on: str = ""

    @property
    def link(self) -> str:
        """Return the address if it is one of the web, else '': a draft may hold anything, 'javascript:' too."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class LessonProvenance:
    """Per language who wrote or translated a text, and the named persons who read it as natives."""

    author: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    reviewed_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    licence: str = "CC-BY-4.0"
    adapted_from: str = ""

    def is_reviewed(self, language: str) -> bool:
        """Tell whether a named native reader has signed the text of a language."""
        return bool(self.reviewed_by.get(language))

    def is_machine(self, language: str) -> bool:
        """Tell whether a machine drafted the text of a language."""
        return self.written.get(language, "") == "machine"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `minutes` is the time of the version for one's own screen (15 to 30); `key` names it everywhere."""

    id: str
    module: str
    title: Translated
    aim: Translated
    competences: tuple[str, ...]
    audience: tuple[str, ...]
    level: str
    minutes: int
    situation: Translated
    sections: tuple[Section, ...]
    example: WorkedExample
    task: Task
    self_check: tuple[SelfCheck, ...]
    card: tuple[Translated, ...]
    facilitator: FacilitatorNotes
    sources: tuple[LessonSource, ...]
    figure: FigureSpec | None = None
    provenance: LessonProvenance = field(default_factory=LessonProvenance)

    @property
    def key(self) -> str:
        """Return the id with that of its module: 'copyright.licences'."""
        return f"{self.module}.{self.id}"


@dataclass(frozen=True, slots=True)
class Resource:
    """A public service or a text that lessons send readers to, with what it is for and the day it was last looked at."""

    id: str
    title: Translated
    url: str
    purpose: Translated
    languages: tuple[str, ...]
    checked: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary. `forbidden` are variants that no text of Sauatty uses, by language.

    `stems` help to find its inflected forms; `source` says where the definition's idea or the Kazakh word comes from.
    """

    id: str
    term: Translated
    definition: Translated
    source: str
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    competences: tuple[str, ...] = ()
    checked: str = "to-check"


@dataclass(frozen=True, slots=True)
class AgendaSlot:
    """One slot of a day: minutes, what is done, how, with which hand-outs (lesson keys or texts)."""

    minutes: int
    title: Translated
    text: Translated
    lesson: str = ""
    handout: Translated = field(default_factory=Translated)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A training of several days: `days` holds the slots of each."""

    id: str
    title: Translated
    about: Translated
    days: tuple[tuple[AgendaSlot, ...], ...]
    provenance: Provenance = field(default_factory=Provenance)

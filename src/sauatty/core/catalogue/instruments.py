"""Instruments: the questions of a survey in three languages, in versions that never change."""

from dataclasses import dataclass, field
from typing import Literal

from sauatty.core.catalogue.content import Provenance
from sauatty.core.languages import Translated

Kind = Literal[
    "single", "multiple", "scale", "matrix", "ranking", "number", "date", "short", "long", "note", "region", "organisation",
]  # fmt: skip
# What a question is for in the analysis; '' where it is only tabulated.
Role = Literal[
    "", "attribute", "familiarity", "definition", "self-rating", "self-rating-before", "practice", "need", "training",
    "delivery", "reaction", "intention", "done",
]  # fmt: skip
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen. `score` (0-1, 1 is most) is what it counts in indices; None: it counts nothing.

    `exclusive` ('none of these', 'I do not know') leaves no other choice beside it. `competences` are those that a
    choice of needs stands for.
    """

    code: str
    label: Translated
    score: float | None = None
    exclusive: bool = False
    competences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a matrix: a statement or a term. `foil` marks a term that does not exist."""

    code: str
    label: Translated
    competences: tuple[str, ...] = ()
    foil: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `when` and `check` are expressions (catalogue/expressions.py); in `check` '.' is the answer.

    `choices` are those of single, multiple, scale, ranking and matrix (its columns). `allow_other` adds the choice
    'other' with a text of its own, answered under the name `<id>_other`. `maximum` bounds a number, or how many
    choices may be taken. `length` bounds a text, in characters. `is_quasi_identifier`: with
    others it could point at a person.
    """

    id: str
    kind: Kind
    text: Translated
    hint: Translated = field(default_factory=Translated)
    required: bool = False
    when: str = ""
    check: str = ""
    check_message: Translated = field(default_factory=Translated)
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    rows: tuple[Row, ...] = ()
    allow_other: bool = False
    minimum: float | None = None
    maximum: float | None = None
    length: int = 2000
    competences: tuple[str, ...] = ()
    role: Role = ""
    is_quasi_identifier: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names under which answers stand: one, or one for each row of a matrix, and that of 'other'."""
        if self.kind == "note":
            return ()
        own = tuple(f"{self.id}_{row.code}" for row in self.rows) if self.kind == "matrix" else (self.id,)
        return (*own, f"{self.id}_{OTHER}") if self.allow_other else own


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page."""

    id: str
    title: Translated
    questions: tuple[Question, ...]
    text: Translated = field(default_factory=Translated)
    when: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an instrument. `sha256` is of its canonical JSON: answers name id, version and hash."""

    id: str
    version: str
    title: Translated
    sections: tuple[Section, ...]
    about: Translated = field(default_factory=Translated)
    closing: Translated = field(default_factory=Translated)
    audience: Literal["adults", "minors"] = "adults"
    languages: tuple[str, ...] = ("kk", "ru", "en")
    kind: Literal["needs", "evaluation", "follow-up", "other"] = "other"
    provenance: Provenance = field(default_factory=Provenance)
    sha256: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, name: str) -> Question | None:
        """Return the question that an answer's name belongs to."""
        return next((one for one in self.questions if name == one.id or name in one.names), None)

    def with_role(self, role: Role) -> tuple[Question, ...]:
        """Return the questions of a role."""
        return tuple(one for one in self.questions if one.role == role)

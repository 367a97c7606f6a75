"""The frozen values that the parts hand each other. No logic beyond what a value needs to be itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something unusual that a reader saw; kept, shown, never repaired in silence.

    `kind` is a stable slug ('code-spaced', 'code-repeated', 'plan-other-code', …), `place` says where (anchor,
    table and row, page, or sheet and row), `detail` is the text as it stands, `severity` is 'note' or 'doubt'.
    """

    kind: str
    place: str
    detail: str = ""
    severity: str = "note"


@dataclass(frozen=True, slots=True)
class Objective:
    """One learning objective as it stands in a curriculum.

    `code` is normalised ('7.1.2.1') or None; `code_raw` as printed. `place` is 'objectives' (the table of
    objectives), 'long_term_plan', or 'standard' (a numbered sentence of the state standard). `flags` are the kinds
    of the oddities that concern this row; a doubtful row is kept and flagged. `anchor` leads back into the source.
    """

    id: str
    language: str
    subject: str
    subject_id: str | None
    subject_area: str | None
    grade: int | None
    code: str | None
    code_raw: str | None
    section: str | None
    subsection: str | None
    text: str
    place: str = "objectives"
    appendix: str | None = None
    quality: str = "clean"
    raw: str = ""
    anchor: str | None = None
    programme: str | None = None
    flags: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """Return the JSON-lines row of this objective (the keys of the exchange format)."""
        row = asdict(self)
        row["flags"] = list(self.flags)
        return row


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with the running text under it (general provisions, content of a grade, explanations)."""

    level: int
    title: str
    text: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """An act that changed the document, as its notes name it."""

    act: str
    adopted_on: str | None = None
    detail: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text of which act was read. Dates are ISO 8601 or None."""

    act: str | None = None
    number: str | None = None
    adopted_on: str | None = None
    registration: str | None = None
    url: str | None = None
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectProgramme:
    """The programme of one subject: one appendix of the act."""

    id: str
    title: str
    subject: str
    subject_id: str | None
    subject_area: str | None
    grades: tuple[int, ...]
    language: str
    appendix: str | None = None
    direction: str | None = None
    elective: bool = False
    anchor: str | None = None
    sections: tuple[SectionText, ...] = ()
    subject_references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CurriculumDocument:
    """What a reader understood of one file.

    `kind` is 'model-curriculum', 'state-standard', 'framework' or 'table'. `unverified` says that this reader was
    built without a real sample of the kind.
    """

    source: str
    format: str
    kind: str
    language: str
    edition: Edition
    programmes: tuple[SubjectProgramme, ...]
    objectives: tuple[Objective, ...]
    oddities: tuple[Oddity, ...] = ()
    sha256: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """One competence that the machine proposes for an objective. `score` is a fraction 0-1."""

    competence: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the machine proposed what it did: words that carried it, and the nearest exemplar."""

    words: tuple[str, ...] = ()
    exemplar: str | None = None
    exemplar_text: str = ""
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The machine's proposal for one objective. Nobody has reviewed it.

    `relevance` is a calibrated probability (0-1) that the objective is relevant (direct or opportunity).
    `proposals` are ranked, best first. `model` names what made it.
    """

    relevance: float
    proposals: tuple[Proposal, ...]
    why: Reason
    model: str
    extra: Mapping[str, Any] = field(default_factory=dict)


# Relevance of an objective, in the order of its codes 0, 1, 2.
RELEVANCE = ("none", "opportunity", "direct")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one unit (an objective, an open answer).

    `relevance` is 0 (none), 1 (opportunity) or 2 (direct), None where the person only skipped. `competences` are
    ids, most important first, empty where `relevance` is 0. `demand` is the cognitive demand 1-6 of the revised
    Bloom taxonomy (remember … create) or None where it was not judged.
    """

    unit: str
    coder: str
    relevance: int | None
    competences: tuple[str, ...] = ()
    demand: int | None = None
    unsure: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgedObjective:
    """An objective with what is held of its relevance, and who holds it: what coverage counts.

    `source` is 'machine', 'coder' or 'agreed' (two coders alike, or an adjudicator); figures of different
    sources are never mixed without saying so. `relevance` 0-2 as in `Decision`, None where nobody judged yet.
    `hours` are the teaching hours of the subject in the grade where they are known.
    """

    id: str
    subject_area: str | None
    subject_id: str | None
    grade: int | None
    language: str
    relevance: int | None
    competences: tuple[str, ...] = ()
    demand: int | None = None
    source: str = "agreed"
    code: str | None = None
    text: str = ""
    subject: str = ""
    hours: float | None = None

    @property
    def is_relevant(self) -> bool:
        """Tell whether the objective carries media and information literacy, directly or as an opportunity."""
        return bool(self.relevance)


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """The responses to one version of an instrument, column by column.

    `columns` maps the names of answers (`Question.names`) to one text per response: a code; codes parted by spaces
    (multiple, ranking in order); a number or an ISO date as text; a text; '' where nothing was answered. A column
    that no respondent could have (an older version, a language that skipped it) is absent. `languages` is the
    language each response was given in ('' unknown); `days` its day as ISO date ('' unknown); `weights` are 1.0 where
    nobody weighted. All have the length of `ids`.
    """

    ids: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    source: str = ""

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> tuple[str, ...]:
        """Return a column; empty texts where it is absent."""
        return self.columns.get(name) or ("",) * len(self.ids)


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """What was held of one open answer: how right it is in the large (0 no answer … 3 correct), and its parts.

    `source` is 'machine', 'coder' or 'agreed', as of a judged objective; None means that nobody judged it yet.
    """

    response: str
    question: str
    grade: int | None
    parts: tuple[str, ...] = ()
    source: str = "agreed"

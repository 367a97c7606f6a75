"""A test item as Sauatty keeps it, and the two values made of it: what a participant sees, and the key.

Every text is in three languages. A stimulus is the thing that is judged (a post, a catalogue record, a letter);
where it is invented the pages say so. The kinds differ in what is done with the options:

========== =============================================== ======================== ====================
kind       the participant                                 an option carries        an answer is
========== =============================================== ======================== ====================
single     chooses the one right option                    is_right (exactly one)   'b'
multiple   chooses every right option                      is_right (one or more)   ['a', 'c'], sorted
order      puts the options into their order               place 1 … n              ['c', 'a', 'b']
match      gives each option one of the targets            goes_with (a target id)  {'a': 'x', 'b': 'y'}
highlight  marks passages of a running text                is_right (one or more)   ['a', 'c'], sorted
judgement  chooses the option that serves best             credit 0, 1 or 2         'b'
========== =============================================== ======================== ====================
"""

from dataclasses import dataclass, field
from typing import Literal

from sauatty.core.catalogue.lessons import LessonProvenance
from sauatty.core.languages import Translated

ItemKind = Literal["single", "multiple", "order", "match", "highlight", "judgement"]
Scoring = Literal["exact", "graded"]

ITEM_KINDS: tuple[ItemKind, ...] = ("single", "multiple", "order", "match", "highlight", "judgement")
SETTINGS = ("school", "school-library", "university-library", "public-library", "everyday")
# Cognitive demand, as for objectives: 1 remember, 2 understand, 3 apply, 4 analyse, 5 evaluate, 6 create.
DEMANDS = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One option, passage or thing to be placed. `why` teaches: why it is right, or what makes it look right."""

    id: str
    text: Translated
    why: Translated
    is_right: bool = False
    credit: int = 0
    place: int = 0
    goes_with: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What the options of a match are given to. More targets than options leave no last one to guess."""

    id: str
    text: Translated


@dataclass(frozen=True, slots=True)
class Idea:
    """Where the idea of an item comes from: a lesson of ours, a published framework, a finding."""

    text: str
    lesson: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One test item.

    `difficulty` is provisional: a judgement in logits (-2 easy … 2 hard) used to lay out forms, replaced by
    calibration and never used for a decision before. `scoring` 'exact' gives 1 for a wholly right answer and 0 else;
    'graded' gives 2 for it and 1 for an answer with one mistake. `enemies` are items that must not stand in one form
    with it. `keyed_by` are the experts who have confirmed the key: empty = the key is provisional. `is_negative` says
    that the stem asks for what is not so, and its word for 'not' is marked with **.
    """

    id: str
    kind: ItemKind
    competence: str
    demand: int
    setting: str
    difficulty: float
    stem: Translated
    options: tuple[ItemOption, ...]
    idea: Idea
    provenance: LessonProvenance
    stimulus: Translated = field(default_factory=Translated)
    targets: tuple[Target, ...] = ()
    scoring: Scoring = "exact"
    enemies: tuple[str, ...] = ()
    is_negative: bool = False
    is_invented: bool = False
    keyed_by: tuple[str, ...] = ()

    @property
    def max_score(self) -> int:
        """Return the most points: 2 for judgement and graded scoring, else 1."""
        return 2 if self.kind == "judgement" or self.scoring == "graded" else 1

    @property
    def is_provisional(self) -> bool:
        """Say whether no expert has confirmed the key yet."""
        return not self.keyed_by

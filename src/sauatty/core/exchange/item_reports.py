"""What reading and writing files of items have to tell: what was read, what was not and why, what a format loses.

The sentences have no parameters but those named in them, so that pages can translate them by gettext.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sauatty.core.catalogue.items import Item

REMARK_TEXTS: dict[str, str] = {
    # questions that are not read
    "kind-not-read": "is of the type '%(kind)s', which has no counterpart here",
    "key-missing": "names no right answer",
    "key-unknown": "names '%(answer)s' as right, which is none of its options",
    "options-missing": "has fewer than two options",
    "option-empty": "has an option without text",
    "options-many": "has %(number)s options; at most 26 can be read",
    "pairs-missing": "has fewer than two pairs",
    "text-missing": "has no text",
    "text-long": "has a text of more than %(most)s signs",
    "broken": "cannot be read (%(problem)s)",
    "not-an-item": "is no item: %(problem)s",
    "repeated": "bears a name that an earlier question bears too",
    "interactions-several": "has %(number)s places to answer; one can be read",
    # questions that are read, with something left out
    "media-left-out": "has %(what)s, which is left out",
    "points-changed": "gives points that cannot be kept; right options count, the others do not",
    "renamed": "is called '%(id)s' here",
    "feedback-left-out": "has feedback for the whole question, which is left out",
    "language-guessed": "does not say its language; it is taken for %(language)s",
}
LOSS_REASONS: dict[str, str] = {
    "languages": "the file has one language alone; the texts in the others are left out",
    "signs": "signs that cannot be seen and that no XML file can hold are left out",
    "moodle-multiple-exact": "Moodle gives points for each right option, where all or none was asked for",
    "moodle-multiple-graded": "Moodle gives points for each right option, where one mistake costs one of two points",
    "moodle-match-exact": "Moodle gives points for each pair, where all or none was asked for",
    "moodle-match-graded": "Moodle gives points for each pair, where one mistake costs one of two points",
    "moodle-order-graded": "Moodle has its own points for an order that is nearly right",
    "moodle-highlight": "Moodle shows the passages as a list to tick, not as marks in a running text",
    "moodle-why": "Moodle shows reasons beside no line of such a question; they stand in its general feedback",
    "moodle-targets": "Moodle shows what is matched in one language only if its filter works on headings too",
    "gift-order": "GIFT has no order; each line is matched with its place",
    "gift-points": "GIFT has no points for a question; each counts as the platform says",
    "qti-languages": "QTI has a question for each language; other platforms do not know that they are one",
    "platform-competence": "other platforms keep competence, demand, difficulty, enemies and source and do not use them",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format cannot hold of an item. `reason` is one of LOSS_REASONS, to be translated as it stands."""

    item: str
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one question of a file; `question` is what the file calls it."""

    question: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """Return the English sentence, which goes on after the question's name."""
        return REMARK_TEXTS[self.code] % self.params

    def __str__(self) -> str:
        return f"{self.question}: {self.in_words}"


@dataclass(frozen=True, slots=True)
class ItemsRead:
    """What a file holds: items, questions that were not read, and what was left out of those that were."""

    items: tuple[Item, ...]
    not_read: tuple[Remark, ...] = ()
    oddities: tuple[Remark, ...] = ()
    format: str = ""

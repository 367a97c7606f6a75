"""What has to be said beside a figure that is missing or weak: a code, its parameters and its English text.

A statistic that can't be computed is None or nan with a note, never nan in silence. Pages translate the text by
gettext and fill the parameters in afterwards; the command line prints `in_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTE_TEXTS: dict[str, str] = {
    "item-nobody-solved": "Nobody solved '%(item)s', so its difficulty has no finite estimate.",
    "item-everybody-solved": "Everybody solved '%(item)s', so its difficulty has no finite estimate.",
    "item-constant": "Everybody has the same score on '%(item)s', so it says nothing about anybody.",
    "item-without-answer": "Nobody was asked '%(item)s', so there is nothing to say about it.",
    "item-step-empty": "Nobody has %(score)s points on '%(item)s', so the steps beside it have no estimate of their own.",
    "columns-equal": "'%(item)s' and '%(other)s' have the same score for everybody: one of them may be a copy.",
    "person-without-answer": "%(count)s of the people have no answer at all and are left out.",
    "few-persons": "Only %(count)s people: the estimates are rough; read their standard errors first.",
    "not-converged": "The estimation stopped after %(iterations)s rounds before it settled; read the figures with caution.",
    "discrimination-at-bound": "The discrimination of '%(item)s' stopped at the bound %(bound)s: it isn't pinned down.",
    "difficulty-weak": "The difficulty of '%(item)s' rests on half an answer that nobody gave: everybody answered alike.",
    "group-too-small": "The group '%(group)s' has %(count)s people, too few for a mean of its own.",
    "groups-not-linked": "The group '%(group)s' shares no item with the first group, so their scales can't be compared.",
    "errors-not-computed": "No standard errors: the answers don't pin all the parameters down.",
    "items-not-linked": "Nobody links '%(item)s' with '%(other)s': difficulties of different sets can't be compared.",
    # Forms: the rules of a blueprint that a bank cannot meet.
    "rule-nothing-asked": "%(forms)s forms of %(items)s items are no forms",
    "rule-unknown": "'%(name)s' is asked for and is not in the bank",
    "rule-contradiction": "'%(name)s' is asked for and left out at once (by name, exposure or because it is public)",
    "rule-competence-range": "at least %(least)s and at most %(most)s items of competence '%(name)s'",
    "rule-demand-range": "at least %(least)s and at most %(most)s items of demand %(name)s",
    "rule-kind-range": "at least %(least)s and at most %(most)s items of kind '%(name)s'",
    "rule-competence-sum": "the least numbers by competence add up to %(asked)s, a form has %(possible)s items",
    "rule-demand-sum": "the least numbers by demand add up to %(asked)s, a form has %(possible)s items",
    "rule-kind-sum": "the least numbers by kind add up to %(asked)s, a form has %(possible)s items",
    "rule-length": "%(asked)s items in a form: %(possible)s possible",
    "rule-competence-least": "at least %(asked)s items of competence '%(name)s': %(possible)s possible",
    "rule-competence-most": "at most %(asked)s items of competence '%(name)s': %(possible)s needed",
    "rule-demand-least": "at least %(asked)s items of demand %(name)s: %(possible)s possible",
    "rule-demand-most": "at most %(asked)s items of demand %(name)s: %(possible)s needed",
    "rule-kind-least": "at least %(asked)s items of kind '%(name)s': %(possible)s possible",
    "rule-kind-most": "at most %(asked)s items of kind '%(name)s': %(possible)s needed",
    "rule-information": "information of %(asked)s at theta %(name)s: %(possible)s possible",
    "rule-must": "'%(name)s' in one of the forms",
    "rule-anchor": "'%(name)s' in every form",
    "rule-enemies": "these enemies apart: %(name)s",
    "rule-overlap": "no more shared items than allowed: %(count)s more needed",
    "rule-left-out": "%(count)s items of the bank are left out by name, by exposure or because they are public",
    "forms-time-out": "The time ran out before the best forms were proved; with more time they may become more alike.",
    "forms-unequal-points": "The forms have from %(least)s to %(most)s points: compare shares or equated scores.",
    "enemies-unknown": "Named as enemies but not in the bank: %(items)s.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the figures has to know; `code` is stable, `params` fill its text."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """Return the English sentence."""
        return NOTE_TEXTS[self.code] % self.params

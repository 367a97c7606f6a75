"""What can be wrong with a test item, in words: a code, where it is, and what fills its sentence.

Pages translate the sentence by gettext and fill the parameters in afterwards; `in_words` is the English one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ITEM_PROBLEM_TEXTS: dict[str, str] = {
    # labels
    "id-unusable": "has the name '%(id)s'; names are small Latin letters, digits and hyphens, 60 at most",
    "competence-missing": "names no competence",
    "competence-unknown": "names %(competence)s, which is no competence of any framework",
    "demand-unknown": "has the demand %(demand)s, which is not from 1 to 6",
    "setting-unknown": "has the setting '%(setting)s' (known: %(known)s)",
    "difficulty-far": "has the difficulty %(difficulty)s; it lies between -4 and 4",
    "lesson-unknown": "rests on the lesson '%(lesson)s', which does not exist",
    "idea-without-source": "says neither a lesson nor an address that its idea rests on",
    "idea-address": "has the address '%(url)s', which is not of the web",
    "enemy-itself": "is an enemy of itself",
    "provenance-author": "provenance has no 'author' or no 'licence'",
    "provenance-written": "provenance does not say who wrote the text in %(language)s",
    # options and key
    "options-number": "has %(number)s options; an item has %(least)s to %(most)s",
    "option-repeated": "%(place)s bears a name that another one bears too",
    "option-name": "%(place)s has a name that is not made of small Latin letters, digits and hyphens, 20 at most",
    "option-same-text": "%(place)s in %(language)s says the same as '%(other)s'",
    "key-not-one": "has %(number)s right options instead of one",
    "key-all-or-none": "needs a right option and a wrong one",
    "key-not-best": "needs exactly one option with the credit 2, and the others less",
    "key-without-zero": "has no option with the credit 0",
    "credit-unknown": "%(place)s has the credit %(credit)s; known are 0, 1 and 2",
    "key-places": "has the places %(places)s instead of 1 to %(number)s",
    "key-target-unknown": "%(place)s goes with '%(target)s', which is no target",
    "targets-few": "has %(number)s targets for %(options)s options; one more leaves no last one to guess",
    "targets-useless": "has targets, which only a match uses",
    "mark-useless": "%(place)s has '%(mark)s', which the kind '%(kind)s' does not use",
    "graded-useless": "is graded, which the kind '%(kind)s' does not use",
    "highlight-stimulus": "has a stimulus; the passages of a highlight are the text themselves",
    # texts
    "text-missing": "%(place)s has no text in %(language)s",
    "text-language": "%(place)s in %(language)s is in another language: '%(text)s'",
    "text-mark": "%(place)s in %(language)s has '%(text)s', which is no mark of a text",
    "text-letters": "%(place)s in %(language)s mixes Latin and Cyrillic letters in '%(word)s'",
    "text-sign": "%(place)s in %(language)s has a sign that cannot be seen",
    "number-lacking": "%(place)s lacks the number %(number)s in %(language)s",
    "word-forbidden": "%(place)s in %(language)s has '%(word)s'; the glossary says '%(instead)s'",
    "words-many": "has %(number)s words in %(language)s to read; at most %(most)s",
    "sentence-long": "%(place)s in %(language)s has a sentence of %(number)s words; at most %(most)s",
    "language-longer": "is much longer in %(language)s than in %(other)s (%(ratio)s times); at most %(most)s times",
    # cues
    "catch-all": "%(place)s in %(language)s speaks of all or none of the options",
    "right-longest": "%(place)s in %(language)s is right and %(ratio)s times as long as the wrong ones; at most %(most)s",
    "lengths-unlike": "%(place)s in %(language)s is %(ratio)s times as long as the other options; at most %(most)s",
    "forms-unlike": "%(place)s in %(language)s ends or begins otherwise than the other options",
    "stem-word": "%(place)s in %(language)s is right and alone repeats the word '%(word)s' of the stem",
    "absolute-words": "in %(language)s only wrong options have words like '%(word)s', which gives them away",
    "negative-unmarked": "asks for what is not so; the word for 'not' in %(place)s in %(language)s has to be in **bold**",
    "negative-unsaid": "marks '%(word)s' in the stem and does not say is_negative: true",
    # the bank
    "id-repeated": "stands more than once",
    "id-elsewhere": "has a name that does not begin with %(wanted)s",
    "enemy-unknown": "has the enemy '%(enemy)s', which does not exist",
    "stimulus-not-said-invented": "has a text to be judged and does not say is_invented: true",
    "cue-elsewhere": "tells in %(language)s the right answer of %(other)s: '%(text)s'; make them enemies, or change one",
    "places-lopsided": "has the right answer at place %(place)s in %(number)s of %(all)s items",
    "items-few": "%(number)s items for %(competence)s; at least %(least)s are needed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemProblem:
    """One rule that an item breaks; `place` is that of `item_texts` ('stem', 'options.a.why'), '' for the whole."""

    code: str
    place: str = ""
    language: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def filling(self) -> dict[str, object]:
        """Return all that the sentence needs."""
        return {"place": self.place, "language": self.language, **self.params}

    @property
    def in_words(self) -> str:
        """Return the English sentence, which goes on after the item's id."""
        return ITEM_PROBLEM_TEXTS[self.code] % self.filling

    def __str__(self) -> str:
        return self.in_words

"""How much an instrument asks of a person: words to read, answers to give, minutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sauatty.core.catalogue.instrument_paths import question_groups
from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import ExpressionInvalid
from sauatty.core.languages import Translated

READING_ALOUD = 0.068  # seconds per character, alike in 14 alphabetic languages
ALOUD_TO_SILENT = 183 / 238  # words per minute aloud and silently
TYPING = 29.0  # words per minute on a phone with one finger
LONG_ANSWER = 25  # words: two or three sentences
SHORT_ANSWER = 4  # words
# Seconds to decide and tap once what is asked has been read: our assumption, see `burden`.
SECONDS = {
    "single": 4.0,
    "scale": 4.0,
    "row": 3.0,
    "tick": 2.0,
    "rank": 4.0,
    "number": 6.0,
    "date": 8.0,
    "pick": 8.0,
}
THINKING = {"short": 4.0, "long": 20.0}
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Burden:
    """What the longest way through an instrument takes in one language.

    `questions` counts them without notes; `answers` counts a matrix by its rows; `path` are the ids of all that
    stands on the way; `is_bound` says that the conditions were too many to try, so that everything was counted.
    """

    language: str
    words: int
    questions: int
    answers: int
    minutes: float
    path: tuple[str, ...]
    is_bound: bool = False


def burden(instrument: Instrument, language: str) -> Burden:
    """Estimate how long the longest way through an instrument takes in a language.

    Minutes are those to read every text on the way once and to give every answer, also where none is required.

    Notes
    -----
    Reading: 68 ms per character aloud, the mean of 14 alphabetic languages, Russian and Turkish among them [1]_; for
    Kazakh no study is known, and time per character differs least between languages, so it holds for all three.
    Silent reading is faster by 238 to 183 words per minute [2]_, which gives 52 ms. Typing: 29 words per minute with
    one finger on a phone [3]_. The seconds for a decision in `SECONDS` and the length of written answers are
    assumptions; with them an ordinary question comes to 10-16 seconds, and a panel that measured it counts 10.6 [4]_.

    References
    ----------
    .. [1] Trauzettel-Klosinski, Dietz 2012, doi:10.1167/iovs.11-8284
    .. [2] Brysbaert 2019, doi:10.1016/j.jml.2019.104047
    .. [3] Palin and others 2019, doi:10.1145/3338286.3340120
    .. [4] Pew Research Center, 'How we keep our online surveys from running too long', 8 December 2022: 85 points of
       one ordinary question each are 15 minutes
    """
    asked, is_bound = _longest(instrument, language)
    sections = [one for one in instrument.sections if any(question.id in asked for question in one.questions)]
    questions = [one for one in instrument.questions if one.id in asked]
    texts = [
        *(instrument.title, instrument.about, instrument.closing),
        *(text for section in sections for text in (section.title, section.text)),
    ]
    own = [getattr(text, language) for text in texts]
    read = [*own, *(text for one in questions for text in _texts(one, language))]
    seconds = sum(map(_reading, own)) + sum(_seconds(one, language) for one in questions)
    answered = [one for one in questions if one.kind != "note"]
    return Burden(
        language=language,
        words=sum(len(_WORD.findall(text)) for text in read),
        questions=len(answered),
        answers=sum(max(1, len(one.rows)) for one in answered),
        minutes=seconds / 60,
        path=tuple(one.id for one in questions),
        is_bound=is_bound,
    )


def _longest(instrument: Instrument, language: str) -> tuple[frozenset[str], bool]:
    """Return the questions of the longest way, and whether they are only a bound of it."""
    everything = frozenset(one.id for one in instrument.questions)
    try:
        groups = question_groups(instrument)
    except ExpressionInvalid:
        return everything, True
    seconds = {one.id: _seconds(one, language) for one in instrument.questions}
    asked = everything
    for group in groups:
        if group.ways is not None:
            longest = max(group.ways, key=lambda way: sum(seconds[one] for one in way))
            asked -= group.questions - longest
    return asked, any(group.ways is None for group in groups)


def _texts(question: Question, language: str) -> Iterator[str]:
    shown: list[Translated] = [question.text, question.hint]
    shown += [choice.label for choice in question.choices] + [row.label for row in question.rows]
    yield from (getattr(text, language) for text in shown)


def _reading(text: str) -> float:
    return len(text) * READING_ALOUD * ALOUD_TO_SILENT


def _seconds(question: Question, language: str) -> float:
    """Return the seconds to read one question and to answer it."""
    return sum(map(_reading, _texts(question, language))) + _answering(question)


def _answering(question: Question) -> float:
    if question.kind == "note":
        return 0.0
    if question.kind == "matrix":
        return SECONDS["row"] * len(question.rows)
    if question.kind == "multiple":
        return SECONDS["single"] + SECONDS["tick"] * min(3, len(question.choices))
    if question.kind == "ranking":
        return SECONDS["rank"] * min(question.maximum or len(question.choices), len(question.choices))
    if question.kind in {"region", "organisation"}:
        return SECONDS["pick"]
    if question.kind in {"short", "long"}:
        n_words = SHORT_ANSWER if question.kind == "short" else LONG_ANSWER
        return THINKING[question.kind] + 60 * n_words / TYPING
    return SECONDS[question.kind]

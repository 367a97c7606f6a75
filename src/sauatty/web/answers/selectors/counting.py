"""How many answers a question has, before it is coded."""

from dataclasses import dataclass
from typing import Any

from sauatty.core.languages import clean_text
from sauatty.web.answers.writing import same_key
from sauatty.web.surveys import selectors as surveys


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many wrote something, how many different things, how many nothing."""

    n: int
    n_different: int
    n_blank: int


def count_answers(campaign: Any, question: str) -> AnswerCount:
    """Count what people wrote to a question."""
    column = surveys.response_table(campaign).column(question)
    written = [text for text in column if clean_text(text)]
    return AnswerCount(len(written), len({same_key(text) for text in written}), len(column) - len(written))

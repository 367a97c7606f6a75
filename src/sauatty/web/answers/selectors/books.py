"""Which codebooks there are for a person, and for a question."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sauatty.core.catalogue.answer_codebooks import AnswerCodebook, load_answer_codebooks
from sauatty.web.answers.books import find_book
from sauatty.web.answers.models import CodebookVersion


def list_books(person: Any, programme_id: UUID, role: str = "") -> list[AnswerCodebook]:
    """Return the versions that a coding of a programme may take, those made for the question's role first."""
    own = CodebookVersion.objects.filter(codebook__programme=programme_id)
    names = own.order_by("codebook__created_at", "-number").values_list("codebook__slug", "number")
    found = [*_newest_first(load_answer_codebooks()), *(find_book(slug, str(n)) for slug, n in names)]
    return sorted(found, key=lambda one: role not in one.question_roles)


def _newest_first(books: Iterable[AnswerCodebook]) -> list[AnswerCodebook]:
    return sorted(books, key=lambda one: (one.id, [-ord(sign) for sign in one.version]))

"""What an event asks those who register: the questions, and whether an answer fits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override

from sauatty.core.errors import EntryAnswerRefused
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.base import audit
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import selectors
from sauatty.web.enrolments.models import EntryQuestion

LONGEST = 1000
Kind = EntryQuestion.Kind


def options_of(question: EntryQuestion, language: str) -> list[tuple[str, str]]:
    """Return the codes and words of a list to choose from."""
    return [(one["code"], Translated.from_mapping(one).text(language)) for one in question.options]


def check_answers(questions: Sequence[EntryQuestion], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as they are kept; what nobody asked falls out.

    Raises
    ------
    EntryAnswerRefused
        A needed answer is missing, or one is none of the list.
    """
    return {
        question.code: answer
        for question in questions
        if (answer := _checked(question, given.get(question.code))) not in ("", None)
    }


def _checked(question: EntryQuestion, given: Any) -> Any:
    if question.kind == Kind.YES:
        answer: Any = bool(given)
    else:
        answer = str(given or "").strip()[:LONGEST]
    is_listed = answer in {one["code"] for one in question.options}
    if (question.is_required and not answer) or (question.kind == Kind.CHOICE and answer and not is_listed):
        raise EntryAnswerRefused(label=in_language(question, "label"))
    return answer


def answer_words(question: EntryQuestion, answers: Mapping[str, Any], language: str) -> str:
    """Return an answer as people read it; '' where there is none."""
    answer = answers.get(question.code)
    if question.kind == Kind.YES and answer is not None:
        with override(language):
            return gettext("yes") if answer else gettext("no")
    words = dict(options_of(question, language)) if question.kind == Kind.CHOICE else {}
    return str(words.get(answer, answer or "")) if isinstance(answer, str) else str(answer or "")


@transaction.atomic
def save_question(
    *, actor: Any, event: Any, question: EntryQuestion | None = None, labels: Mapping[str, str],
    options: Iterable[Mapping[str, str]] = (), **fields: Any,
) -> EntryQuestion:  # fmt: skip
    """Add a question to an event, or change one. Codes of a list that are there already stay with their words."""
    row = question or EntryQuestion(event=event, code=_free_code(event), place=_last_place(event) + 1)
    for code in LANGUAGES:
        setattr(row, f"label_{code}", " ".join(labels.get(code, "").split()))
    for name, value in fields.items():
        setattr(row, name, value)
    row.options = _coded(row.options, options) if row.kind == Kind.CHOICE else []
    row.save()
    action = "entry-question.changed" if question else "entry-question.added"
    audit.record(action, actor=actor, target=row, event=str(event.pk))
    return row


def _coded(before: Sequence[Mapping[str, str]], wanted: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Give each choice a code: the one that its words had, else a new one. Codes are never used again."""
    known = {tuple(one.get(code, "") for code in LANGUAGES): one["code"] for one in before}
    last = max((int(one["code"].removeprefix("c")) for one in before), default=0)
    found = []
    for one in wanted:
        words = {code: one.get(code, "") for code in LANGUAGES}
        code = known.get(tuple(words.values()))
        if code is None:
            last += 1
            code = f"c{last}"
        found.append({"code": code, **words})
    return found


def _free_code(event: Any) -> str:
    used = {one.code for one in selectors.list_questions(event)} | selectors.answered_codes(event)
    return next(code for n in range(1, 10_000) if (code := f"q{n}") not in used)


def _last_place(event: Any) -> int:
    return max((one.place for one in selectors.list_questions(event)), default=0)


@transaction.atomic
def remove_question(*, actor: Any, question: EntryQuestion) -> None:
    """Ask a question no longer; answers that were given stay with their registrations."""
    audit.record("entry-question.removed", actor=actor, target=question, event=str(question.event_id))
    question.delete()


@transaction.atomic
def copy_questions(*, source: Any, event: Any) -> None:
    """Let an event ask what the template asks that it is made from."""
    EntryQuestion.objects.bulk_create(
        EntryQuestion(
            event=event, code=one.code, kind=one.kind, options=one.options, is_required=one.is_required,
            place=one.place, **{f"label_{code}": getattr(one, f"label_{code}") for code in LANGUAGES},
        )
        for one in selectors.list_questions(source)
    )  # fmt: skip

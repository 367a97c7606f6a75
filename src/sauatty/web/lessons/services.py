"""Writing down what a person does in lessons: from the pages without JavaScript, and from the inbox.

No audit event is written for it: it is the learner's own notebook, read by nobody else, and the chain has one head, on
which a whole class at a time would wait. That work came is proved by its envelope; that a person was erased, by theirs.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.errors import LessonWorkUnreadable
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.models import CheckAnswer, NotebookEntry, Progress
from sauatty.web.lessons.selectors import is_right
from sauatty.web.lessons.submission import Answered, LessonWork, Written, read_work


def take_submission(envelope_id: UUID, body: Mapping[str, Any], sender: Any) -> None:
    """Write the rows of a submission; raises why it has to wait."""
    if sender is None:
        raise LessonWorkUnreadable
    record_work(person=sender, work=read_work(body))


@transaction.atomic
def record_work(*, person: Any, work: LessonWork) -> None:
    """Write what was done in a lesson. The last who writes wins, by the clock of this server."""
    shelved = catalogue.shelf().lesson(work.lesson)
    _touch(person, shelved, work)
    for written in work.notebook:
        _write_down(person, shelved, written)
    for answered in work.checks:
        _answer(person, shelved, answered, work.text_sha256 or shelved.sha256)


def _touch(person: Any, shelved: Shelved, work: LessonWork) -> None:
    """Note that the lesson was opened, or finished; who has finished the text of now, has, and on which day stays."""
    now = timezone.now()
    today = timezone.localtime(now).date()
    facts = {"language": work.language, "text_sha256": work.text_sha256 or shelved.sha256, "changed_at": now}
    row, _is_new = Progress.objects.get_or_create(
        person=person, lesson=shelved.key, defaults={**facts, "opened_on": today}
    )
    rows = Progress.objects.filter(pk=row.pk)
    if work.progress == Progress.State.DONE:
        rows.exclude(state=Progress.State.DONE, text_sha256=shelved.sha256).update(
            **facts, state=Progress.State.DONE, done_on=today
        )
    else:
        rows.filter(state=Progress.State.OPENED).update(**facts)


def _write_down(person: Any, shelved: Shelved, written: Written) -> None:
    """Keep a text of the notebook, and what stood there before."""
    now = timezone.now()
    row, is_new = NotebookEntry.objects.get_or_create(
        person=person, lesson=shelved.key, prompt=written.prompt,
        defaults={"text": written.text, "changed_at": now},
    )  # fmt: skip
    if not is_new:
        NotebookEntry.objects.filter(pk=row.pk).exclude(text=written.text).update(
            older_text=F("text"), text=written.text, changed_at=now
        )


def _answer(person: Any, shelved: Shelved, answered: Answered, text_sha256: str) -> None:
    """Keep the newest answer to a question; one that the lesson does not have any more is left out."""
    question = next((one for one in shelved.lesson.self_check if one.id == answered.question), None)
    if question is None:
        return
    facts = {
        "chosen": list(answered.chosen), "is_right": is_right(question, answered.chosen),
        "text_sha256": text_sha256, "answered_at": timezone.now(),
    }  # fmt: skip
    row, is_new = CheckAnswer.objects.get_or_create(
        person=person, lesson=shelved.key, question=question.id, defaults=facts
    )
    if not is_new:
        CheckAnswer.objects.filter(pk=row.pk).update(**facts, n_tries=F("n_tries") + 1)

"""The one table of what comes in on a box, and how each of it goes home.

A page without a script writes the same rows as a device with its envelope. So rows go home, with the envelope of the
same number in the same transaction; a kind whose rows follow from one another goes through its receiver once more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.web.boxes import meeting

Row = dict[str, Any]
AGAIN, ROWS = "again", "rows"
# Kind of submission: through its receiver again, or with the rows that it made on the box
SUBMISSIONS: Mapping[str, str] = {
    "survey-response": ROWS, "attendance-mark": ROWS, "test-attempt": ROWS, "activity-plan": ROWS,
    "activity-report": ROWS, "lesson-work": ROWS, "coding-decision": AGAIN, "coding-undo": AGAIN,
}  # fmt: skip


def _nothing(_row: Row) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One table that people fill on a box.

    `people` are columns with somebody who must not be erased; `needs` others that must still lead somewhere although
    they may be empty. `key` finds the row on the server, `columns` are those that go home (all), `same` those that
    make two rows one statement (all). `waits` says why a row is not ready to go, `file` where its file lies,
    `refuse` why the server must not have it, `prepare` changes a row before it is written and says what somebody has
    to look at, `after` does so afterwards.
    `last_by` is the time by which, of several rows with the same `last_of`, the last is put alone.
    `newer` is the time by which the later of two rows holds. `is_for_known` takes only what the server knew before,
    `is_for_new` only what is new. `put` does it all in another way.
    """

    label: str
    people: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    key: tuple[str, ...] = ("id",)
    columns: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    last_of: tuple[str, ...] = ()
    last_by: str = ""
    newer: str = ""
    is_for_known: bool = False
    is_for_new: bool = False
    is_anonymous: bool = False
    waits: Callable[[Row], str] = _nothing
    file: Callable[[Row], tuple[str, ...]] = lambda _row: ()
    refuse: Callable[[Row], str] = _nothing
    prepare: Callable[[Row, bool], str] = lambda _row, _is_new: ""
    after: Callable[[Row], str] = _nothing
    put: Callable[[Row, set[str]], tuple[str, str]] | None = None


_PERSON = ("id", "name", "email", "language", "organisation_id", "region_id", "is_minor", "created_at")
_MINE = ("person_id",)
# In this order: what others point at comes first
KINDS: tuple[Kind, ...] = (
    Kind("accounts.Organisation", is_for_new=True),
    Kind("accounts.Person", columns=_PERSON, is_for_new=True, put=meeting.put_person),
    Kind("accounts.Consent", people=_MINE),
    Kind(
        "enrolments.Enrolment", people=_MINE, put=meeting.put_enrolment, last_of=("event_id", "person_id"),
        last_by="registered_at",
    ),
    Kind(
        "surveys.Response", needs=("consent_id", "version_id"), is_anonymous=True,
        same=("campaign_id", "version_id", "answers"), refuse=meeting.refuse_response,
        prepare=meeting.prepare_response,
    ),
    Kind("surveys.Link", columns=("id", "used_on"), is_for_known=True, is_anonymous=True),
    Kind(
        "attendances.Mark", people=_MINE, after=meeting.after_mark,
        same=("session_id", "person_id", "source", "is_present", "minutes", "struck_at"),
    ),
    Kind(
        "attendances.SheetScan", key=("session_id", "sha256"), same=("sha256",),
        file=lambda row: (f"sheets/{row['path']}",),
    ),
    Kind(
        "attempts.Attempt", people=_MINE, same=("test_id", "paper_id", "person_id", "answers"),
        waits=lambda row: "attempt-open" if row["state"] == "open" else "",
        prepare=meeting.prepare_attempt, after=meeting.after_attempt,
    ),
    Kind(
        "attachments.Attachment", people=("owner_id",), same=("owner_id", "sha256"),
        waits=lambda row: "" if row["state"] in ("ready", "refused") else "file-on-its-way",
        file=lambda row: (
            (f"attachments/{row['stored']}", f"attachments/small-{row['stored']}") if row["stored"] else ()
        ),
    ),
    Kind("activities.Activity", people=_MINE, needs=_MINE),
    Kind("activities.Evidence"),
    Kind("activities.Guest", people=_MINE, key=("activity_id", "person_id"), same=("activity_id", "person_id")),
    Kind(
        "lessons.Progress", people=_MINE, key=("person_id", "lesson"), same=("state", "text_sha256"),
        newer="changed_at",
    ),
    Kind(
        "lessons.NotebookEntry", people=_MINE, key=("person_id", "lesson", "prompt"), same=("text",),
        newer="changed_at",
    ),
    Kind(
        "lessons.CheckAnswer", people=_MINE, key=("person_id", "lesson", "question"), same=("chosen",),
        newer="answered_at",
    ),
    Kind("reports.ResearchChoice", people=_MINE),
    Kind("classrooms.Poll", waits=lambda row: "poll-open" if row["is_open"] else ""),
)  # fmt: skip
ENVELOPES = Kind("base.Envelope", people=("sender_id",), same=("sha256",), is_for_new=True)
BY_LABEL: Mapping[str, Kind] = {one.label: one for one in (*KINDS, ENVELOPES)}

# Tables that change on every site by themselves, or that follow from rows that go home
OWN_BUSINESS = frozenset({
    "accounts.Grant", "accounts.SignInCode", "assessments.AttemptScore", "attachments.Part", "attendances.Attendance",
    "base.AuditDetail", "base.AuditEvent", "base.AuditHead", "base.ExportedFile", "base.Job", "base.RateCount",
    "base.SiteSettings", "classrooms.PollVote", "django_tasks_database.DBTaskResult", "enrolments.EventNotice",
    "enrolments.Newcomer", "evaluations.KeptThread", "events.Event", "events.Quota", "filling.Draft", "mails.Letter",
    "mails.LetterStep", "needs.KeptFigure", "surveys.Campaign", "boxes.Finding", "boxes.Taken", "boxes.Taking",
})  # fmt: skip

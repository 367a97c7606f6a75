"""What kinds and reasons are called, for those who read a report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "accounts.Organisation": _("Organisations"),
    "accounts.Person": _("People who came to the door"),
    "accounts.Consent": _("Consents"),
    "enrolments.Enrolment": _("Registrations"),
    "surveys.Response": _("Survey responses"),
    "surveys.Link": _("Personal survey links that were used"),
    "attendances.Mark": _("Attendance marks"),
    "attendances.SheetScan": _("Pictures of signed sheets"),
    "attempts.Attempt": _("Test attempts"),
    "attachments.Attachment": _("Photos and documents"),
    "activities.Activity": _("Activities"),
    "activities.Evidence": _("Evidence of activities"),
    "activities.Guest": _("Guests of activities"),
    "lessons.Progress": _("Progress in lessons"),
    "lessons.NotebookEntry": _("Notebook entries"),
    "lessons.CheckAnswer": _("Answers to questions in lessons"),
    "reports.ResearchChoice": _("Answers about research"),
    "classrooms.Poll": _("Quick polls"),
    "base.Envelope": _("Other submissions"),
}
REASONS: dict[str, Any] = {
    "person-erased": _("The person was erased on the server meanwhile. Nothing of it was kept."),
    "person-waits": _("It belongs to somebody who came to the door and is not taken yet. Decide about the person first."),
    "person-known": _(
        "Somebody with this e-mail address is here already. Nobody is merged by machine: if it is the same person, "
        "take the file again with --same and both numbers; if not, correct the address here and take it again."
    ),
    "looks-like": _("The programme has somebody of nearly this name. Look whether it is the same person."),
    "waits-for-a-place": _("On the box the person had a place; here it was given away. They are on the waiting list."),
    "parent-gone": _("What it belongs to is not on the server any more."),
    "gone-meanwhile": _("It was deleted on the server meanwhile. It was not brought back."),
    "changed-on-both": _("It was changed on the box and on the server. The server's stays; the box's is kept here."),
    "place-taken": _("The server has another one where there can be only one. The server's stays; the box's is kept here."),
    "marks-disagree": _("Marks of the box and of the server say different things. All are kept; look at the session."),
    "answered-twice": _("This personal link was used on the server too. The response waits for a decision."),
    "link-gone": _(
        "Its personal link is not on the server: the person was erased meanwhile, or the link was made on the box. "
        "Nothing of it was kept."
    ),
    "attempts-used-up": _("The person had no attempt left on the server. It is kept, set aside; the coordinator decides."),
    "test-closed": _("The test was closed on the server before. It counts and is marked as late."),
    "kept-aside": _("It was kept, and its rules did not let it in. It is on its list of what waits."),
    "attempt-open": _("Attempts that were still being taken"),
    "file-on-its-way": _("Files that were still on their way"),
    "poll-open": _("Polls that were still open"),
}  # fmt: skip


def of_kind(label: str) -> str:
    """Return what a kind is called."""
    return str(KINDS.get(label, label))


def of_reason(reason: str) -> str:
    """Return a reason in words; a receiver's own reason by its code."""
    return str(REASONS.get(reason) or _("Its rules refused it: %(code)s") % {"code": reason})

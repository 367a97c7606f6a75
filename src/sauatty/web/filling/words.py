"""The words of the script of the page, in the language of the page."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.filling.steps import SENTENCES

WORDS = {
    "saving": _("Saving …"),
    "saved": _("Saved on this device."),
    "nothingYet": _("Every answer is saved on this device as you give it."),
    "waiting": _("Waiting to be sent: %(n)s. They are kept on this device and go by themselves once there is a connection."),
    "allSent": _("Everything is sent."),
    "stuck": _("Not accepted by the server: %(n)s. Save them as a file and hand the file to the coordinator."),
    "offline": _("No connection. You can go on: answers are kept on this device."),
    "notStored": _(
        "This device cannot keep answers: there is no space, or the browser refuses. Do not close this page; "
        "send at the end, or save your answers as a file."
    ),
    "elsewhere": _("This response was sent from another tab."),
    "place": _("Part %(n)s of %(of)s"),
    "next": _("Next"),
    "finish": _("To the end"),
    "agreeFirst": _("Tick that you agree, then begin."),
    "unanswered": _("%(n)s of %(of)s questions have no answer. You may leave them so."),
    "allAnswered": _("All questions are answered."),
    "sent": _("Your answers have arrived."),
    "sentWaiting": _("Your answers have arrived. The organisers will look at something in them before they count."),
    "queued": _(
        "Your answers are kept on this device. They go by themselves once there is a connection: leave this page "
        "open, or open it again later."
    ),
    "fileName": _("responses"),
}  # fmt: skip


def for_script() -> dict[str, str]:
    """Return all words; sentences about answers stand under the codes of what is wrong."""
    return {name: str(text) for name, text in (*WORDS.items(), *SENTENCES.items())}

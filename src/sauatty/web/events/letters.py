"""The letters that this app writes: the answer to those who asked for a training."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.mails.kinds import LetterKind, register_kind


def register() -> None:
    """Say which letters there are and what may stand in them."""
    register_kind(
        LetterKind(
            "request-answered",
            _("Answer to a request for a training"),
            {
                "name": _("name of the person"),
                "topic": _("topic that was asked for"),
                "answer": _("what you wrote as answer"),
                "link": _("page of the training, or of all trainings"),
                "contact": _("contact of the training"),
            },
            required=frozenset({"answer"}),
        )
    )

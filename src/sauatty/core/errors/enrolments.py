"""Registering for an event: what stands in the way of a place."""

from sauatty.core.errors.base import SauattyError


class EventFull(SauattyError):
    """No place is left, and there is no waiting list."""

    code = "event-full"
    message = (
        "All %(capacity)s places are taken, and this training has no waiting list. Look for another date."
    )


class RegistrationClosed(SauattyError):
    """A registration outside of its time, or for an event that is not held."""

    code = "registration-closed"
    message = "Registration for this training is closed. Ask the organiser, or look for another date."


class RegistrationNotOpen(SauattyError):
    code = "registration-not-open"
    message = "Registration for this training has not begun yet. Come back when it opens."


class RegistrationInvited(SauattyError):
    """Somebody without an invitation registers for an event that asks for one."""

    code = "registration-invited"
    message = "This training is for invited people. Open the link in your invitation, or ask the organiser."


class EntryAnswerRefused(SauattyError):
    """An answer to a question of an event that does not fit it."""

    code = "entry-answer-refused"
    message = (
        "'%(label)s': this answer is missing or is none of the list. Answer the question and send again."
    )


class InvitationRefused(SauattyError):
    """The same sentence for an unknown, a used and an expired invitation."""

    code = "invitation-refused"
    message = "This invitation does not hold: it was used, taken back or has expired. Ask the organiser for a new one."


class RegistrationTooOften(SauattyError):
    """More newcomers from one network than a room full of people."""

    code = "registration-too-often"
    message = (
        "Many people have registered from this network just now. Wait %(minutes)s minutes and try again."
    )


class RegistrationLinkRefused(SauattyError):
    """The same sentence for an unknown, a used and an expired link of a newcomer."""

    code = "registration-link-refused"
    message = "This link does not hold: it was used or has expired. Fill in the registration once more."

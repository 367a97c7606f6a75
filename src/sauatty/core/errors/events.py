"""Planning trainings: what stands in the way of an event, a session or an edition."""

from sauatty.core.errors.base import SauattyError


class EventTitleMissing(SauattyError):
    """A training without a title in any language."""

    code = "event-title-missing"
    message = "The training has no title. Write it in at least one language."


class EventNotReady(SauattyError):
    """An event that is to be announced while something is missing that people must know."""

    code = "event-not-ready"
    message = "The training cannot be announced yet: session %(session)s has no time. Give each session its day and time."


class EventHasNoSession(SauattyError):
    """An event that is to be announced without any session."""

    code = "event-has-no-session"
    message = "The training has no session yet. Add at least one, with its day and time, then announce it."


class EventIsTemplate(SauattyError):
    """A template that is to be announced, called off or ended."""

    code = "event-is-template"
    message = "This is a template: it is never held. Make a training from it and announce that one."


class EventIsNoTemplate(SauattyError):
    """Editions of an event that is no template."""

    code = "event-is-no-template"
    message = "Editions are made from a template. Open a template, or save this training as one."


class EventWasCancelled(SauattyError):
    """A change of an event that was called off."""

    code = "event-was-cancelled"
    message = "This training was called off and stays so: people were told. Make a new one."


class EventWasHeld(SauattyError):
    """An event that is to be called off after it was held."""

    code = "event-was-held"
    message = "This training is over, so it cannot be called off: people would read that it was not held."


class EventIsKnown(SauattyError):
    """The deletion of an event that people know of."""

    code = "event-is-known"
    message = "This training was announced, so people may know of it. Call it off instead of deleting it."


class EventNotOver(SauattyError):
    """An event that is to be ended before its last session has begun."""

    code = "event-not-over"
    message = "The last session has not begun yet. A training is over when all its sessions were held."


class EventTimezoneUnknown(SauattyError):
    """A time zone that the house does not offer."""

    code = "event-timezone-unknown"
    message = "There is no time zone '%(timezone)s' to choose. Choose one of the list."


class CapacityBelowTaken(SauattyError):
    """Fewer places than people who have one."""

    code = "capacity-below-taken"
    message = "%(taken)s people have a place, so there cannot be only %(capacity)s places. Cancel registrations first."


class QuotaBelowTaken(SauattyError):
    """A quota that is to be smaller than what is taken of it."""

    code = "quota-below-taken"
    message = "'%(quota)s': %(taken)s of its places are taken, so it cannot have only %(seats)s."


class QuotasAboveCapacity(SauattyError):
    """Quotas that keep more places than there are."""

    code = "quotas-above-capacity"
    message = "The quotas keep %(kept)s places, and the training has %(capacity)s. Keep fewer, or raise the number of places."


class QuotasNeedCapacity(SauattyError):
    """Quotas of an event with any number of places."""

    code = "quotas-need-capacity"
    message = "The training has no limit of places, so none can be kept. Set the number of places first."


class QuotaUnknown(SauattyError):
    """A quota for what is no region and no kind of organisation."""

    code = "quota-unknown"
    message = "There is no '%(value)s' to keep places for. Choose a region or a kind of organisation."


class SessionEndsBefore(SauattyError):
    """A session that ends before it begins, or lasts longer than a day."""

    code = "session-ends-before"
    message = "The session must end after it begins, and within a day. Correct the time or the length."


class SessionWasCancelled(SauattyError):
    """A change of a session that was called off."""

    code = "session-was-cancelled"
    message = "This session was called off and stays so. Add a new one."


class EditionUnfit(SauattyError):
    """One row of the table of editions that does not fit; none is made."""

    code = "edition-unfit"
    message = "Row %(row)s: %(problem)s. None of the trainings was made; correct the row and save again."


class TrainerUnknown(SauattyError):
    """A trainer who has no part in the programme."""

    code = "trainer-unknown"
    message = "A trainer of a session must be a trainer or coordinator of its programme. Give the person that role first."


class RequestTooOften(SauattyError):
    """More requests for a training from one address than people write."""

    code = "request-too-often"
    message = "Many requests came from your network within the hour. Your words are kept on this page: send them again later."


class RequestAnswerMissing(SauattyError):
    """A request that is to be declined without a word."""

    code = "request-answer-missing"
    message = "Write to the people who asked why there will be no training, or what they can do instead."


class FormSentAnew(SauattyError):
    """A form sent a second time with other words under the same key."""

    code = "form-sent-anew"
    message = "This form was sent already, and what it asked for was done. Open the page again to ask for something else."

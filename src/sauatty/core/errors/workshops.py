"""A workshop of a region that is made in one step, and what its people say stands in the way."""

from sauatty.core.errors.base import SauattyError


class WorkshopRegionEmpty(SauattyError):
    """A region of which nobody stands in the directory."""

    code = "workshop-region-empty"
    message = "Nobody of this region who can be asked stands in the directory: %(region)s. Choose another region, or ask specialists to join first."


class WorkshopNobodyInvited(SauattyError):
    code = "workshop-nobody-invited"
    message = "Nobody is ticked. Tick at least one person to invite."


class WorkshopPersonGone(SauattyError):
    """Somebody who was ticked and left the directory, or the region, meanwhile."""

    code = "workshop-person-gone"
    message = "Somebody whom you ticked cannot be invited any more. Look at the list again and tick anew."


class WorkshopAbovePlaces(SauattyError):
    """More people invited than there are places."""

    code = "workshop-above-places"
    message = "%(n)s people are ticked, and there are %(capacity)s places. Tick fewer people, or add places."


class WorkshopGuideUnpublished(SauattyError):
    """A guide of which there is no published version that may be used here."""

    code = "workshop-guide-unpublished"
    message = "This guide is not published, or may not be used in this programme. Choose a published guide."


class WorkshopSubjectUnknown(SauattyError):
    code = "workshop-subject-unknown"
    message = "Choose at least one subject of the guide."


class WorkshopTemplateUnfit(SauattyError):
    """A template that is gone, or whose sessions are others than those on the form."""

    code = "workshop-template-unfit"
    message = "The template has no sessions, or they were changed meanwhile. Choose the template again."


class WorkshopDatePast(SauattyError):
    code = "workshop-date-past"
    message = "Session %(session)s would begin in the past. Choose a later day."


class WorkshopTimesOverlap(SauattyError):
    code = "workshop-times-overlap"
    message = "Session %(session)s begins before the session before it has ended. Correct the days and times."


class WorkshopFollowUpTooEarly(SauattyError):
    code = "workshop-follow-up-early"
    message = "People can run an activity of their own only after the workshop. Choose a day after its last session."


class ChallengeTooEarly(SauattyError):
    code = "challenge-too-early"
    message = "What stands in the way is written down when the workshop has begun."


class ChallengeTooMany(SauattyError):
    """More said by one person at one workshop than one person says."""

    code = "challenge-too-many"
    message = "You have written down %(n)s things already. Tell the trainer about the others."

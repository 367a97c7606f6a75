"""What can't be done with participants' own activities."""

from sauatty.core.errors.base import SauattyError


class ActivityChangedMeanwhile(SauattyError):
    """The activity was changed in another window or reviewed meanwhile."""

    code = "activity-changed-meanwhile"
    message = (
        "This activity was changed meanwhile in another window, or a mentor has read it. "
        "Nothing was overwritten: open it again and add what is missing."
    )


class ActivityNotYet(SauattyError):
    """A report of an activity in the future."""

    code = "activity-in-the-future"
    message = "%(day)s is still to come, or long gone. Report the activity with the day on which it was held."


class AudienceUnreadable(SauattyError):
    """A number of people that is no number and no range."""

    code = "audience-unreadable"
    message = "'%(typed)s' is no number of people. Write a number that you counted, such as 25, or a range, such as 20-30."


class AudienceTooLarge(SauattyError):
    """More people than can come to one activity."""

    code = "audience-too-large"
    message = "%(n)s people cannot come to one activity. Write how many were there, not how many could have read of it."


class AudienceUnlikely(SauattyError):
    """So many people that the number is asked again."""

    code = "audience-unlikely"
    message = "%(n)s people at one activity is very many. If it is so, tick the box beside the numbers and send again."


class GuestIsMinor(SauattyError):
    """A pupil is counted among those who came, and never named."""

    code = "activity-guest-minor"
    message = "For grown-ups only. Pupils give no names: they are counted."


class OwnCode(SauattyError):
    """The author of an activity is no guest of it."""

    code = "activity-own-code"
    message = "This is the code of your own activity. Give it to those who come to it."

"""The site: signing in, people, consent, uploads."""

from sauatty.core.errors.base import SauattyError


class UploadNotRead(SauattyError):
    """An upload whose content is asked for before it was read."""

    code = "upload-not-read"
    message = "'%(name)s' has not been read yet. Wait until the reading is over, or upload the file again."


class SignInRefused(SauattyError):
    """The same sentence for a wrong, a used and an expired code, and for an unknown person."""

    code = "sign-in-refused"
    message = (
        "This does not fit, or it has been used or has expired. Check what you typed, or ask for a new code."
    )


class PasswordRefused(SignInRefused):
    """The same sentence for a wrong password and for an unknown person."""

    code = "password-refused"
    message = "E-mail or password is not right. Try again, or ask your coordinator for a one-time code."


class SignInLimited(SauattyError):
    code = "sign-in-limited"
    message = (
        "Too many tries. Wait %(minutes)s minutes and try again, or ask your coordinator for a new code."
    )


class AddressTaken(SauattyError):
    code = "address-taken"
    message = (
        "The e-mail address %(email)s already belongs to somebody here. Search for it in the list of people."
    )


class LastCoordinator(SauattyError):
    code = "last-coordinator"
    message = "This is the last coordinator. Give somebody else the role first."


class PersonOutOfReach(SauattyError):
    code = "person-out-of-reach"
    message = "This person also has roles that you do not coordinate. Ask the administrator of the site."


class ConsentNeedsGuardian(SauattyError):
    code = "consent-needs-guardian"
    message = "For a minor a parent or guardian agrees. Write the guardian's name."


class StartRefused(SauattyError):
    """Why `sauatty-web start` does not start."""

    code = "start-refused"
    message = "Sauatty does not start: %(problem)s"


class ServingEnded(SauattyError):
    code = "serving-ended"
    message = "Sauatty stopped, because %(part)s ended by itself (exit code %(status)s). See the lines above."


class CohortFull(SauattyError):
    """Every seat of a cohort is taken."""

    code = "cohort-full"
    message = "The cohort has no seat left: %(seats)s of %(seats)s are taken. Choose another cohort or ask its coordinator."


class NotOfTheProgramme(SauattyError):
    """Somebody is to join a cohort of a programme in which they have no role."""

    code = "not-of-the-programme"
    message = "'%(name)s' has no role in this programme. Give them one first, then add them to the cohort."


class SeatsTaken(SauattyError):
    """A cohort is to have fewer seats than people."""

    code = "seats-taken"
    message = "There are %(n)s people in the cohort already. Give it as many seats, or take people out first."


class DocumentsAwaited(SauattyError):
    """More documents asked for at one moment than the site makes while people wait."""

    code = "documents-awaited"
    message = "Many people are asking for documents at this moment. Try again in a few seconds."

"""Who was there: codes that are no codes, marks that cannot be read, reports of video services."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class MinutesUnreadable(ImportRefused):
    """A file that is no report of participants."""

    code = "minutes-unreadable"
    message = "'%(name)s' holds no list of participants with times or minutes. Download the report of participants from Zoom, BigBlueButton or Teams again and upload it as it is."


class MinutesTimeUnreadable(ImportRefused):
    """A time of a report that is none."""

    code = "minutes-time-unreadable"
    message = "'%(name)s', line %(line)s: '%(value)s' is no time that can be read. Upload the report as the video service made it, not as a table program saved it."


class MinutesFileRepeated(SauattyError):
    """The same report a second time."""

    code = "minutes-file-repeated"
    message = "This report was uploaded for this session already, as '%(name)s'."


class PersonCodeHalf(SauattyError):
    """Half a code: a torn sheet, a picture cut off."""

    code = "person-code-half"
    message = (
        "'%(code)s' is only a part of a code: a code of a person has 8 signs. Look for the person by name."
    )


class PersonCodeMistyped(SauattyError):
    """A code in which a sign is wrong; the check character says so."""

    code = "person-code-mistyped"
    message = "There is a mistake in '%(code)s': the signs do not fit together. Type it again, or look for the person by name."


class PersonCodeUnknown(SauattyError):
    """A code that is one, but of nobody at this event."""

    code = "person-code-unknown"
    message = (
        "'%(code)s' is a code of nobody who is registered for this event. It may be of another training."
    )


class SlideCodeClosed(SauattyError):
    """A code of a slide typed when the session is not held."""

    code = "slide-code-closed"
    message = "None of your sessions is held now. A code is taken from half an hour before a session until half an hour after it. If you were there, tell the trainer: they can note you."


class SlideCodeWrong(SauattyError):
    """A code of a slide that is not the present one."""

    code = "slide-code-wrong"
    message = "This is not the code that stands on the slide now. It changes every two minutes: look again and type it."


class SlideCodeTooOften(SauattyError):
    """Codes guessed."""

    code = "slide-code-too-often"
    message = "Too many codes were tried. Wait ten minutes, or tell the trainer: they can note you."


class MarkUnreadable(SauattyError):
    """A mark of a device that says neither who nor where."""

    code = "mark-unreadable"
    message = "This note of a device cannot be read. It is kept; tell the coordinator."


class MarkNotYours(SauattyError):
    """A mark of somebody who does not run the session."""

    code = "mark-not-yours"
    message = (
        "Only trainers of the session and coordinators note who is there. The note is kept and not counted."
    )


class ScanRefused(SauattyError):
    """A photograph or scan of a sheet that cannot be kept."""

    code = "scan-refused"
    message = (
        "'%(name)s' cannot be kept. A photograph (JPEG, PNG, WebP) or a PDF of at most %(limit)s MB can."
    )


class ScanRepeated(SauattyError):
    """The same picture of a sheet a second time."""

    code = "scan-repeated"
    message = "This picture of the sheet is kept with the session already."

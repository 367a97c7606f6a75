"""Photos and documents that people send in parts: what cannot be taken, and why."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class PhotoHeic(ImportRefused):
    """The kind of picture that an iPhone keeps."""

    code = "photo-heic"
    message = "'%(name)s' is a HEIC picture, which few programs can open. Choose 'Most compatible' in the camera settings of the phone, or send the picture as JPEG."


class AttachmentKindRefused(ImportRefused):
    """A file of a kind that is not taken, whatever it is called."""

    code = "attachment-kind"
    message = "'%(name)s' is not of a kind that is taken here. Send photos as JPEG, PNG or WebP, and documents as PDF, DOCX, PPTX or XLSX."


class AttachmentTooLarge(SauattyError):
    """A file above the limit of its kind."""

    code = "attachment-too-large"
    message = "'%(name)s' has %(size)s MB; at most %(limit)s MB are taken. Send it smaller."


class AttachmentUnreadable(SauattyError):
    """What is said of a file cannot be true of one."""

    code = "attachment-unreadable"
    message = "What the device says about the file '%(name)s' cannot be read. Choose the file again."


class AttachmentUnknown(AttachmentUnreadable):
    """A part of a file that did not begin, or that is another person's."""

    code = "attachment-unknown"


class AttachmentQuota(SauattyError):
    """More than a person may send in a month, or in a day."""

    code = "attachment-quota"
    message = "You have sent %(used)s MB this month, and '%(name)s' would pass the limit of %(limit)s MB. Send the most telling photos, or the others next month."


class AttachmentTooOften(SauattyError):
    """Very many files on one day."""

    code = "attachment-too-often"
    message = "Today you have sent very many files. Send the others tomorrow; what was sent is kept."


class AttachmentOther(SauattyError):
    """The same id with other facts, or of another person."""

    code = "attachment-other"
    message = "Under this number another file was sent before '%(name)s'. Choose the file again."


class PartOther(SauattyError):
    """The same part with other bytes."""

    code = "part-other"
    message = "Part %(number)s of '%(name)s' came before with another content. Choose the file again."


class PartUnfit(SauattyError):
    """A part that the file cannot have: its number or its size, or bytes that changed on the way."""

    code = "part-unfit"
    message = "Part %(number)s of '%(name)s' does not fit the file. It is sent again by itself; if that does not help, choose the file again."


class AttachmentDamaged(SauattyError):
    """Parts that together are not the file that was meant."""

    code = "attachment-damaged"
    message = "'%(name)s' did not come as it was chosen: it was changed while it was sent. Choose it again."


class AttachmentSetAside(SauattyError):
    """A file on which its reader broke twice."""

    code = "attachment-set-aside"
    message = "'%(name)s' could not be looked through twice and is set aside. Save it again in another program, or send a photo of it."

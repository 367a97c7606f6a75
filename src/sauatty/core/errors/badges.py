"""Badges: files that hold none, and badges that are not to be believed."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class BadgeNotRead(ImportRefused):
    """A file in which no badge lies, or more than one."""

    code = "badge-not-read"
    message = "'%(name)s' holds no badge that can be checked (%(problem)s). Choose the PNG, SVG or JWT as it was given out."


class BadgeRefused(SauattyError):
    """The root of all reasons not to believe a badge."""

    code = "badge-refused"
    message = "This badge was not given out here. Ask who showed it for the file as it was given out."


class BadgeMalformed(BadgeRefused):
    """A text that is no signed credential."""

    code = "badge-malformed"
    message = "This is not a signed badge: %(problem)s. Ask for the file as it was given out."


class BadgeHeaderRefused(BadgeRefused):
    """A token that says itself how it wants to be checked."""

    code = "badge-header"
    message = "This badge says itself how it wants to be checked (%(problem)s). Genuine ones don't; do not believe it."


class BadgeKeyUnknown(BadgeRefused):
    """A key that is none of the issuer."""

    code = "badge-key-unknown"
    message = "This badge is signed with a key that the issuer does not have. Do not believe it."


class BadgeKeyRetired(BadgeRefused):
    """A badge that is younger than the end of its key."""

    code = "badge-key-retired"
    message = "This badge is signed with a key that was no longer in use on its day. Do not believe it."


class BadgeSignatureWrong(BadgeRefused):
    """A signature that does not fit."""

    code = "badge-signature"
    message = "The signature does not fit: this badge was changed after it was given. Do not believe it."


class BadgeIssuerUnknown(BadgeRefused):
    """A badge in the name of somebody else."""

    code = "badge-issuer"
    message = "This badge names another issuer than the one whose key signs it. Do not believe it."


class BadgeExpired(BadgeRefused):
    """A badge past its day."""

    code = "badge-expired"
    message = "This badge held until %(day)s only."


class BadgeNotYetValid(BadgeRefused):
    """A badge before its day."""

    code = "badge-early"
    message = "This badge holds from %(day)s only. A badge is never given before its day; do not believe it."


class BadgeRevoked(BadgeRefused):
    """A badge that was taken back or replaced."""

    code = "badge-revoked"
    message = "This badge is genuine, but it holds no more: it was revoked or replaced."


class BadgeStatusUnknown(BadgeRefused):
    """A list of revoked badges that cannot be used."""

    code = "badge-status"
    message = "Whether the badge still holds can't be told: %(problem)s. Fetch the list that the badge names and try again."

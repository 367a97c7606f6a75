"""Giving certificates: rules, issuing, correcting, revoking, checking."""

from sauatty.core.errors.base import SauattyError


class CertificateNotEarned(SauattyError):
    """A certificate for somebody who does not fulfil its rules."""

    code = "certificate-not-earned"
    message = (
        "%(person)s fulfils %(met)s of %(asked)s rules of this certificate. Look at what is missing; a rule of the "
        "certificate or the attendance list can be corrected first."
    )


class CertificateNotValid(SauattyError):
    """A change of a certificate that holds no more."""

    code = "certificate-not-valid"
    message = "The certificate %(number)s holds no more, so it can't be changed. Look at what took its place."


class CertificateErased(SauattyError):
    """A document or a change of a certificate whose holder was forgotten."""

    code = "certificate-erased"
    message = "The holder of the certificate %(number)s was erased at their request. Only its number and state are kept."


class AwardTitleMissing(SauattyError):
    """A kind of certificate without a title in a language that it is printed in."""

    code = "award-title-missing"
    message = "The certificate has no title. Write it in at least one language."


class AwardWithoutRules(SauattyError):
    """A kind of certificate that asks for nothing."""

    code = "award-without-rules"
    message = "The certificate asks for nothing, so everybody who registered would get it. Choose at least one rule."


class AwardInUse(SauattyError):
    """The deletion of a kind of certificate that was given."""

    code = "award-in-use"
    message = "Certificates of this kind were given, so it is kept: they stand on it."


class AwardNotCurrent(SauattyError):
    """A certificate by rules that were changed meanwhile."""

    code = "award-not-current"
    message = (
        "The rules of this certificate were changed meanwhile. Open it again and look at who is entitled now."
    )


class DesignInUse(SauattyError):
    """The deletion of a design that certificates use."""

    code = "design-in-use"
    message = "The design '%(name)s' is used by certificates. Choose another design for them first."


class RegisterNumberTaken(SauattyError):
    """A register number that another certificate of the programme has."""

    code = "register-number-taken"
    message = "The number %(number)s stands in the register already. Choose another beginning of the numbers."


class TooManyCodes(SauattyError):
    """More wrong codes from one network address than people mistype."""

    code = "too-many-codes"
    message = "Many codes from your network were not found. Wait a minute, then try again."


class SecretNotOpened(SauattyError):
    """A key that is sealed with another secret of the site."""

    code = "secret-not-opened"
    message = (
        "The key for '%(purpose)s' can't be opened: the secret key of this site is not the one that it was kept with. "
        "Put the old secret key back, or make a new key."
    )


class NothingToPrint(SauattyError):
    """A print file of certificates of which none holds any more."""

    code = "nothing-to-print"
    message = "There is no certificate left to print: none of them holds any more. Look at the register."

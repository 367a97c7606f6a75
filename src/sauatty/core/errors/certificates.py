"""Certificates: their fields, their pictures, their files and the lists that belong to them."""

from sauatty.core.errors.base import SauattyError


class CertificateFieldsInvalid(SauattyError):
    """Something that cannot stand on a certificate."""

    code = "certificate-fields"
    message = "The certificate can't be made: '%(field)s': %(problem)s. Correct it and try again."


class CertificatePictureRefused(SauattyError):
    """A logo or a signature that cannot go onto a certificate."""

    code = "certificate-picture"
    message = "The picture '%(name)s' can't stand on a certificate: %(problem)s. Choose a PNG or SVG picture."


class CertificateNotRead(SauattyError):
    """A file that is no PDF of a certificate."""

    code = "certificate-not-read"
    message = "'%(name)s' can't be read as a certificate: %(problem)s. Choose the PDF as it was given out."


class SealInvalid(SauattyError):
    """A key or a certificate of the issuer that signs nothing."""

    code = "certificate-seal"
    message = "The certificate can't be signed: %(problem)s. Make a new key for signing in the settings."


class RegisterListRefused(SauattyError):
    """A register or list of participants that cannot be read back as a whole."""

    code = "register-list-refused"
    message = "'%(name)s' can't be read as a list: %(problem)s. Save it as XLSX, DOCX or CSV and try again."

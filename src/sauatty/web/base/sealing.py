"""Secrets in the database, sealed with the secret of the site: a copy of the database alone opens nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from sauatty.core.errors import SecretNotOpened


def _lock(purpose: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secret: bytes, purpose: str) -> str:
    """Return a secret sealed for one purpose; only the same purpose opens it."""
    return _lock(purpose).encrypt(secret).decode()


def open_sealed(sealed: str, purpose: str) -> bytes:
    """Return what was sealed.

    Raises
    ------
    SecretNotOpened
        The secret of the site is another one than when it was sealed, or the text was changed.
    """
    try:
        return _lock(purpose).decrypt(sealed.encode())
    except InvalidToken as error:
        raise SecretNotOpened(purpose=purpose) from error

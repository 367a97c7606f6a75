"""The secrets of the links for directors."""

from django.utils.crypto import salted_hmac


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return salted_hmac("sauatty.needs.director", token, algorithm="sha256").hexdigest()

"""The secrets of personal links: they follow from the link's id and the key of the site, so that only hashes are kept."""

import base64
import secrets

from django.utils.crypto import salted_hmac

# Small letters and digits that nobody mistakes for each other: slugs and pseudonyms are read aloud and retyped.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
SLUG_LENGTH, PSEUDONYM_LENGTH = 7, 10
TOKEN_LENGTH = 22  # 132 bits


def make_slug() -> str:
    """Return a short address that nobody guesses by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SLUG_LENGTH))


def make_pseudonym() -> str:
    """Return a name that says nothing about who has it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PSEUDONYM_LENGTH))


def token_of(link_id: object) -> str:
    """Return the token of a link; it stands in letters and in the list that is handed over, nowhere else."""
    digest = salted_hmac("sauatty.surveys.link", str(link_id), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode()[:TOKEN_LENGTH]


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return salted_hmac("sauatty.surveys.token", token, algorithm="sha256").hexdigest()

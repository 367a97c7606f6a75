"""One-time codes: how they look, how they are typed, how they are kept. No rows here."""

import base64
import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: people retype it from paper
LOOKUP_LENGTH, PRINTED_LENGTH, MAIL_LENGTH = 4, 12, 8
# Letters that look Latin but come from a Kazakh or Russian keyboard.
_LOOK_ALIKES = str.maketrans("АВЕКМНРСТХУ", "ABEKMHPCTXY")


def make_printed() -> str:
    """Return a code for a card: four open characters, eight secret ones (39 bits, counted guesses)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PRINTED_LENGTH))


def make_mailed() -> str:
    """Return a code of eight digits."""
    return "".join(secrets.choice("0123456789") for _ in range(MAIL_LENGTH))


def grouped(code: str) -> str:
    """Return the code in groups of four, as people read it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normalise(typed: str) -> str:
    """Return what was meant: no dashes or spaces, capitals, Latin letters."""
    return "".join(
        char for char in typed.upper().translate(_LOOK_ALIKES) if char.isascii() and char.isalnum()
    )


def keyed(purpose: str, value: str) -> str:
    """Return a keyed hash; without the site's secret key nobody can try values against it."""
    return salted_hmac(f"sauatty.accounts.{purpose}", value, algorithm="sha256").hexdigest()


def link_token(code_id: object) -> str:
    """Return the token of a sign-in link; it follows from the code's id, so it can be printed again."""
    digest = salted_hmac("sauatty.accounts.link-token", str(code_id), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")

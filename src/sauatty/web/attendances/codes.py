"""Codes that people read aloud, print and type: of a person at the door, and of a session on the slide. No rows here.

The alphabet has 31 signs, a prime number: a check sign over it finds every wrong sign and every two that changed places.
"""

import hmac
from datetime import datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from sauatty.core.errors import PersonCodeHalf, PersonCodeMistyped

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: they are retyped from paper
PERSON_LENGTH, SLIDE_LENGTH = 8, 6
# Letters that look Latin but come from a Kazakh or Russian keyboard.
_LOOK_ALIKES = str.maketrans("АВЕКМНРСТХУҮҰҺ", "ABEKMHPCTXYYYH")
SLIDE_LIVES = timedelta(minutes=2)
_BEFORE_AND_AFTER = timedelta(minutes=30)


def _signs(digest: bytes, n: int) -> str:
    value, found = int.from_bytes(digest, "big"), ""
    for _ in range(n):
        value, rest = divmod(value, len(ALPHABET))
        found += ALPHABET[rest]
    return found


def _check_sign(signs: str) -> str:
    """Return the sign that makes the weighted sum of all a multiple of 31; the weights are 1, 2, 3 …"""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    # The check sign itself has the weight 8, whose inverse modulo 31 is 4.
    return ALPHABET[-total * 4 % len(ALPHABET)]


def person_code(enrolment_id: object) -> str:
    """Return the code of a registration: it follows from its id, and nobody without the site's key can make one."""
    digest = salted_hmac("sauatty.attendances.person", str(enrolment_id), algorithm="sha256").digest()
    signs = _signs(digest, PERSON_LENGTH - 1)
    return signs + _check_sign(signs)


def grouped(code: str) -> str:
    """Return a code in two halves, as people read it."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def normalise(typed: str) -> str:
    """Return what was meant: the last part of an address of ours, capitals, Latin letters, no dashes or spaces."""
    last = typed.strip().rstrip("/").rsplit("/", 1)[-1]
    found = last.upper().translate(_LOOK_ALIKES)
    return "".join(char for char in found if char.isascii() and char.isalnum())


def read_person_code(typed: str) -> str:
    """Return a code as it is kept in mind here.

    Raises
    ------
    PersonCodeHalf, PersonCodeMistyped
        Too few or too many signs; signs that do not fit together.
    """
    code = normalise(typed)
    if len(code) < PERSON_LENGTH:
        raise PersonCodeHalf(code=typed.strip()[:40] or "–")
    is_right = len(code) == PERSON_LENGTH and all(char in ALPHABET for char in code)
    if not is_right or _check_sign(code[:-1]) != code[-1]:
        raise PersonCodeMistyped(code=typed.strip()[:40])
    return code


# --- the slide ---


def slide_code(session: Any, moment: datetime) -> str:
    """Return the code that the slide of a session shows at a moment; it changes every two minutes."""
    return _slide_code(session, _window(moment))


def _window(moment: datetime) -> int:
    return int(moment.timestamp() // SLIDE_LIVES.total_seconds())


def _slide_code(session: Any, window: int) -> str:
    text = f"{session.pk}|{session.secret}|{window}"
    digest = salted_hmac("sauatty.attendances.slide", text, algorithm="sha256").digest()
    return _signs(digest, SLIDE_LENGTH)


def seconds_left(moment: datetime) -> int:
    """Return for how many seconds the code of this moment stays on the slide."""
    life = int(SLIDE_LIVES.total_seconds())
    return life - int(moment.timestamp()) % life


def is_slide_code(session: Any, typed: str, moment: datetime) -> bool:
    """Tell whether somebody typed the code that stands there, or the one before it: typing takes its time."""
    window, code = _window(moment), normalise(typed)
    found = [_slide_code(session, one) for one in (window, window - 1)]
    return any([hmac.compare_digest(code.encode(), one.encode()) for one in found])


def is_slide_time(session: Any, moment: datetime) -> bool:
    """Tell whether the code of a session is taken: from half an hour before it until half an hour after it."""
    if session.starts_at is None or session.ends_at is None:
        return False
    return bool(session.starts_at - _BEFORE_AND_AFTER <= moment <= session.ends_at + _BEFORE_AND_AFTER)

"""Codes on receipts: they follow from the request and the secret of the site; only their hash is stored."""

import base64
import hashlib
import re
from uuid import UUID

from django.utils.crypto import salted_hmac

_LENGTH = 16


def code_of(request_id: UUID) -> str:
    """Return the code of a request: 80 bits, in groups of four."""
    raw = salted_hmac("sauatty.visits", str(request_id), algorithm="sha256").digest()
    text = base64.b32encode(raw).decode()[:_LENGTH]
    return "-".join(text[at : at + 4] for at in range(0, _LENGTH, 4))


def digest_of(code: str) -> str:
    """Return what is stored of a code; spaces, hyphens and case do not matter."""
    return hashlib.sha256(re.sub(r"[\s-]", "", code).upper().encode()).hexdigest()

"""What the body of a submission 'survey-response' says, read without believing any of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sauatty.core.errors import AnswersUnreadable
from sauatty.core.languages import LANGUAGES

KIND = "survey-response"
# All that is kept of a body. The token is not: it would lead from the response to the link. Nor is any time.
KEPT = ("kind", "campaign", "version", "consent", "language", "languages_seen", "answers")
MAX_NAMES, MAX_NAME = 2000, 120
_DROPPED = dict.fromkeys(
    map(
        ord,
        "\0\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as it came. Texts are NFC, without letters that no database takes or no eye sees."""

    campaign: str
    version: str = ""
    consent: str = ""
    language: str = ""
    token: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    languages_seen: Mapping[str, str] = field(default_factory=dict)


def clean(text: object) -> str:
    """Return a text as it is stored; lines stay lines."""
    whole = str(text).encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", whole).translate(_DROPPED).strip()


def read_submission(body: Mapping[str, Any], *, strict: bool = True) -> Submission:
    """Read a body; answers that are no table of texts are refused, or left out where not `strict`."""
    language = clean(body.get("language", ""))
    return Submission(
        campaign=clean(body.get("campaign", ""))[:64],
        version=clean(body.get("version", ""))[:64],
        consent=clean(body.get("consent", ""))[:64],
        language=language if language in LANGUAGES else "",
        token=clean(body.get("token", ""))[:64],
        answers=_answers(body.get("answers"), strict=strict),
        languages_seen=_languages_seen(body.get("languages_seen"), language),
    )


def _answers(given: object, *, strict: bool) -> dict[str, str]:
    if isinstance(given, Mapping) and len(given) <= MAX_NAMES and all(map(_is_plain, given.values())):
        texts = {clean(name)[:MAX_NAME]: _as_text(value) for name, value in given.items()}
        return {name: text for name, text in texts.items() if text}
    if strict:
        raise AnswersUnreadable
    return {}


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return clean(" ".join(value) if isinstance(value, list) else value)


def _languages_seen(given: object, language: str) -> dict[str, str]:
    """Keep the languages that differ from the response's own."""
    if not isinstance(given, Mapping):
        return {}
    seen = {clean(name)[:MAX_NAME]: str(code) for name, code in list(given.items())[:MAX_NAMES]}
    return {name: code for name, code in seen.items() if code in LANGUAGES and code != language}

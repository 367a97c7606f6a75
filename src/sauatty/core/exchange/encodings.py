"""Bytes to text: Unicode is read, every older code page is named and refused.

Old Kazakh and Russian code pages cannot be told apart with certainty: KZ-1048 read as Windows-1251 gives
plausible wrong letters ('Ќ' for 'Қ'). One wrong letter in a national curriculum is worse than a refused file,
so the rule is simple: UTF-8, or UTF-16 with a byte order mark, is read; anything else is refused with the
code page it looks like and a sample. Text that was damaged before it was saved as UTF-8 shows its traces.
"""

import codecs
import re
from dataclasses import dataclass

from sauatty.core.errors import EncodingAmbiguous, EncodingUnknown, FileTruncated
from sauatty.core.languages import KAZAKH_LETTERS
from sauatty.core.records import Oddity

SAMPLE_LENGTH = 60
_INSPECTED = 400_000
_MIN_TRACES = 3
_TRACE_SHARE = 0.02

# The order decides between code pages that give the same text: the most common one is named.
CODE_PAGES = {
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "ptcp154": "PT154",
    "koi8-r": "KOI8-R",
    "cp866": "CP866",
}
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")
_COMMON = re.compile(r"(?:и|в|на|по|не|что|как|из|для|класс|тема|және|мен|бен|үшін|бір|бұл)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# How the letters of KZ-1048 look when they are read as Windows-1251.
_KZ_AS_1251 = str.maketrans("ЌќЏџЎўЈјҐґЄєЇїЅѕ", "ҚқҺһҰұӘәӨөҒғҮүҢң")
_NEVER_RUSSIAN_OR_UKRAINIAN = re.compile(r"[ЌќЏџЅѕЈј]")
_MISREAD = (
    ("KOI8-R that was read as Windows-1251", "cp1251", "koi8-r"),
    ("Windows-1251 that was read as CP866", "cp866", "cp1251"),
    ("CP866 that was read as Windows-1251", "cp1251", "cp866"),
)
_TWICE = re.compile(
    r"[\u00c2-\u00df\u0420\u0421\u0402-\u040f\u0452-\u045f\u0490\u0491\u0410-\u042f][^\x00-\x7f]"
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, how it was encoded, and what looked odd."""

    text: str
    encoding: str
    oddities: tuple[Oddity, ...] = ()


def decode_text(content: bytes, *, name: str) -> DecodedText:
    """Decode a text file.

    Raises
    ------
    EncodingAmbiguous
        It is text in an old code page, or was damaged by one; the error names it and shows a sample.
    EncodingUnknown
        No known code page gives Kazakh or Russian words.
    FileTruncated
        UTF-8 that ends in the middle of a letter.
    """
    encoding = _unicode_encoding(content)
    if encoding is None:
        raise _named_refusal(content, name)
    text = _decode_strictly(content, encoding, name)
    if "\x00" in text:
        raise EncodingUnknown(name=name)
    _refuse_damaged(text, name)
    return DecodedText(text, encoding, _lost_letters(text))


def _unicode_encoding(content: bytes) -> str | None:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return None
    return "utf-8" if b"\x00" not in content else None


def _decode_strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(content):
            raise FileTruncated(name=name) from error
        raise EncodingUnknown(name=name) from error


def _named_refusal(content: bytes, name: str) -> EncodingAmbiguous | EncodingUnknown:
    if b"\x00" in content:
        wide = _utf16_without_mark(content)
        return EncodingAmbiguous(name=name, **wide) if wide else EncodingUnknown(name=name)
    broken = _mostly_utf8(content)
    if broken:
        return EncodingAmbiguous(name=name, encoding="damaged UTF-8", sample=broken)
    guess = guess_code_page(content)
    if guess is None:
        return EncodingUnknown(name=name)
    return EncodingAmbiguous(
        name=name, encoding=CODE_PAGES[guess], sample=_sample(content.decode(guess, "replace"))
    )


def _utf16_without_mark(content: bytes) -> dict[str, str] | None:
    for codec in ("utf-16-le", "utf-16-be"):
        text = content[: 2 * (_INSPECTED // 2)].decode(codec, "replace")
        letters = sum(1 for char in text if char.isascii() or "\u0400" <= char <= "\u04ff")
        if "\x00" not in text and letters > 0.9 * len(text):
            return {"encoding": "UTF-16 without its byte order mark", "sample": _sample(text)}
    return None


def _mostly_utf8(content: bytes) -> str:
    """Return a sample where all but a few bytes are UTF-8 with letters beyond ASCII, else an empty string."""
    text = content[:_INSPECTED].decode("utf-8", "replace")
    good = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    bad = text.count("\ufffd")
    if good < 20 or bad > 0.05 * good:
        return ""
    at = text.find("\ufffd")
    return _sample(text[max(0, at - 20) :])


def guess_code_page(content: bytes) -> str | None:
    """Return the code page (a Python codec name) in which most letters read as Kazakh or Russian."""
    part = content[:_INSPECTED]
    if sum(byte > 0x7F for byte in part) < 2:
        return None
    scores = {codec: _reading_score(part.decode(codec, "replace")) for codec in CODE_PAGES}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > 0.5 else None


def _reading_score(text: str) -> float:
    """Return how much of the letters beyond ASCII read as words (at most 1.5)."""
    high = [char for char in text if char > "\x7f"]
    words = [word for word in _WORD.findall(text) if word[0] > "\x7f"]
    good = sum(char in _FREQUENT or char in KAZAKH_LETTERS for word in words for char in _as_written(word))
    strange = sum(char not in _FREQUENT and char not in KAZAKH_LETTERS for char in "".join(words).lower())
    common = _count_common(words) / max(1, len(words))
    # Typographic quotes and dashes are expected, boxes and half-words are not.
    inside = len(re.findall(r"[а-яё][^\w\s\-'’.,;:!?)(«»\"/…–—][а-яё]", text))
    return (good - strange - 2 * inside) / max(1, len(high)) + 0.5 * common


def _count_common(words: list[str]) -> int:
    return sum(_COMMON.fullmatch(word) is not None for word in words)


def _as_written(word: str) -> str:
    """Return the word in small letters where its case is plausible, else nothing."""
    return word.lower() if word.islower() or word.istitle() or (word.isupper() and len(word) < 12) else ""


def _sample(text: str) -> str:
    words = " ".join(re.sub(r"<[^<>]*>", " ", text[:20_000]).split())
    found = re.search(r"[^\x00-\x7f]", words)
    start = max(0, found.start() - 10) if found else 0
    return "".join(char for char in words[start : start + SAMPLE_LENGTH] if char.isprintable())


# --- text that was damaged before it became UTF-8 --------------------------------------------------


def _refuse_damaged(text: str, name: str) -> None:
    words = [word[:200] for word in text[:_INSPECTED].split() if not word.isascii()]
    for label, traces in (
        ("UTF-8 that was encoded twice", _encoded_twice(words)),
        ("KZ-1048 that was read as Windows-1251", _kazakh_as_1251(words)),
        ("Windows-1251 that was read as Latin letters", _cyrillic_as_latin(words)),
        *((label, _reads_better(words, *steps)) for label, *steps in _MISREAD),
    ):
        if len(traces) >= max(_MIN_TRACES, _TRACE_SHARE * len(words)):
            raise EncodingAmbiguous(name=name, encoding=label, sample=" ".join(traces[:6])[:SAMPLE_LENGTH])


def _encoded_twice(words: list[str]) -> list[str]:
    return [word for word in words if len(_TWICE.findall(word)) >= 2 and _decodes_again(word)]


def _decodes_again(word: str) -> bool:
    for codec in ("cp1251", "cp1252", "latin-1"):
        raw = b"".join(_one_byte(char, codec) for char in word)
        try:
            again = raw.decode("utf-8")
        except UnicodeDecodeError:
            # The last byte of a letter may have been a space-like sign and is gone: try without the edges.
            again = raw.decode("utf-8", "ignore") if raw.count(b"?") == 0 else ""
            if len(again.encode()) < len(raw) - 3:
                continue
        if sum("\u0400" <= char <= "\u04ff" for char in again) >= 2 and len(again) < len(word):
            return True
    return False


def _one_byte(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return bytes([ord(char)]) if ord(char) < 0x100 else b"?"


def _kazakh_as_1251(words: list[str]) -> list[str]:
    if any(char in "қғңқәөұүҚҒҢӘӨҰҮ" for word in words[:5000] for char in word):
        return []  # real Kazakh letters: the odd ones are a slip of the document, not a code page
    traces = [word for word in words if _NEVER_RUSSIAN_OR_UKRAINIAN.search(word)]
    return traces if any(word.translate(_KZ_AS_1251) != word for word in traces) else []


def _cyrillic_as_latin(words: list[str]) -> list[str]:
    return [
        word for word in words if len(re.findall(r"[\u00c0-\u00ff]", word)) >= 4 and _reads_as_cyrillic(word)
    ]


def _reads_as_cyrillic(word: str) -> bool:
    letters = re.findall(r"[^\x00-\x7f]", word)
    again = b"".join(_one_byte(char, "cp1252") for char in letters).decode("cp1251", "replace").lower()
    return len(letters) > 0.7 * len(word) and sum(char in _FREQUENT for char in again) > 0.9 * len(again)


def _reads_better(words: list[str], read_as: str, written_in: str) -> list[str]:
    """Return the words where they read as nothing now, but as words after undoing one wrong step."""
    text = " ".join(words[:2000])
    if len(re.findall(r"[^\x00-\x7f]{3}", text)) < 2 * _MIN_TRACES:
        return []
    again = text.encode(read_as, "replace").decode(written_in, "replace")
    now, then = _reading_score(text), _reading_score(again)
    common_now, common_then = (_count_common(_WORD.findall(version)) for version in (text, again))
    is_gibberish = now < 0.3 or (common_now == 0 and common_then >= 2)
    return words if is_gibberish and then > max(0.6, now) else []


def _lost_letters(text: str) -> tuple[Oddity, ...]:
    at = text.find("\ufffd")
    if at < 0:
        return ()
    line = text.count("\n", 0, at) + 1
    return (Oddity("letters-lost", f"line {line}", _sample(text[max(0, at - 20) :]), "doubt"),)

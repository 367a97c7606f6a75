"""How the paragraphs of our DOCX files carry their ids, so that a file is understood when it comes back.

An id becomes the name of a hidden bookmark (Word allows 40 letters, digits and '_', and tells no small letters
from capitals). Longer ones are hashed, and the file says in its properties what they stand for. Each paragraph
also has a number of Word's own kind (`w14:paraId`), as a second trace. Locked values and the document's own
words stand in content controls and between bookmarks too, because LibreOffice drops the controls.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping

FIELD_TAG = "field:"
LABEL_TAG = "sauatty-label"
PROPERTY = "sauatty-"
LONG_ID = PROPERTY + "id-"
_MAX_NAME = 40
_PLAIN, _UUID, _HASHED = "_s", "_u", "_x"
_LABEL = re.compile(r"_l\d+")
_FIELD = re.compile(r"_f\d+(?:_v(\w+)|(_x\w+))")
_SIGNS = {"_": "__", "-": "_h", ".": "_d", ":": "_c"}
_ESCAPED = re.compile(r"_(?:([_hdc])|k([a-z]))")
_UUID_START = re.compile(r"([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})(?![^:])")


def bookmark_name(id: str) -> str:
    """Return the name of the bookmark that carries an id."""
    uuid = _UUID_START.match(id)
    name = _UUID + "".join(uuid.groups()) + _escape(id[uuid.end() :]) if uuid else _PLAIN + _escape(id)
    if len(name) <= _MAX_NAME:
        return name
    return _digest(id, _MAX_NAME)


def field_bookmark(name: str, number: int) -> str:
    """Return the bookmark around a locked value; `number` tells apart the places where it stands."""
    bookmark = f"_f{number}_v{_escape(name)}"
    return bookmark if len(bookmark) <= _MAX_NAME else f"_f{number}{_digest(name, 30)}"


def label_bookmark(number: int) -> str:
    """Return the bookmark around words of the document itself, which are nobody's text."""
    return f"_l{number}"


def is_label(name: str) -> bool:
    """Tell whether a bookmark stands around words of the document itself."""
    return _LABEL.fullmatch(name) is not None


def field_of_bookmark(name: str, long_ids: Mapping[str, str]) -> str:
    """Return the name of the locked value inside a bookmark; '' for another bookmark."""
    found = _FIELD.fullmatch(name)
    if not found:
        return ""
    return _unescape(found[1]) if found[1] else long_ids.get(found[2], "")


def _digest(text: str, length: int) -> str:
    return _HASHED + hashlib.sha256(text.encode()).hexdigest()[: length - len(_HASHED)]


def hashed_part(name: str) -> str:
    """Return the part of a bookmark's name that must be looked up; '' where it speaks for itself."""
    found = _FIELD.fullmatch(name)
    return (found[2] or "") if found else name * name.startswith(_HASHED)


def id_of_bookmark(name: str, long_ids: Mapping[str, str]) -> str:
    """Return the id that a bookmark carries; '' for a bookmark that is not ours."""
    if name.startswith(_HASHED):
        return long_ids.get(name, "")
    if name.startswith(_UUID) and re.match(r"[0-9a-f]{32}", name[2:]):
        digits = name[2:34]
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
        return "-".join(parts) + _unescape(name[34:])
    return _unescape(name[2:]) if name.startswith(_PLAIN) else ""


def paragraph_number(id: str) -> str:
    """Return Word's own number of the paragraph with an id: eight hex digits below 80000000."""
    return f"{(zlib.crc32(id.encode()) & 0x7FFFFFFE) | 1:08X}"


def _escape(id: str) -> str:
    return "".join(_SIGNS.get(char) or (f"_k{char.lower()}" if char.isupper() else char) for char in id)


def _unescape(text: str) -> str:
    signs = {escaped[1]: sign for sign, escaped in _SIGNS.items()}
    return _ESCAPED.sub(lambda found: signs[found[1]] if found[1] else found[2].upper(), text)

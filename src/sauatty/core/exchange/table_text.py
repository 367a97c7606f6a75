"""The text of a table as the spreadsheets of this country save it.

A table may be in Windows-1251, unlike a document, and only where nothing can be mistaken: each letter means the same in
KZ-1048, the page it is confused with. That page has Kazakh letters; Windows-1251 has none, and a spreadsheet writes a
question mark for each. Such a table is refused with the word, because nobody can bring the letters back.
"""

import re

from sauatty.core.errors import EncodingAmbiguous, LettersLost
from sauatty.core.exchange.encodings import CODE_PAGES, DecodedText, decode_text, guess_code_page

# The bytes that are other letters in KZ-1048 (Ukrainian and Serbian ones of Windows-1251), and the one that is in neither.
_TELLING = frozenset(
    byte
    for byte in range(0x80, 0x100)
    if bytes([byte]).decode("cp1251", "ignore") != bytes([byte]).decode("kz1048", "replace")
)
# Two letters of UTF-8 side by side: a file of two encodings, which nothing here can part.
_UNICODE = re.compile(rb"(?:[\xd0-\xd3][\x80-\xbf]){2}")
_CYRILLIC = "а-яёіА-ЯЁІ"
# At the start of a word or inside of it; at its end a question mark asks.
_LOST = re.compile(rf"[{_CYRILLIC}?]*\?[{_CYRILLIC.lower()}]+[{_CYRILLIC}?]*")
_SAMPLE = 40


def decode_table(content: bytes, *, name: str) -> DecodedText:
    """Decode a table in text form: Unicode, or Windows-1251 where each letter is certain.

    Raises
    ------
    LettersLost
        Kazakh letters became question marks; the line and the word are named.
    EncodingAmbiguous, EncodingUnknown, FileTruncated
        As in `decode_text`.
    """
    try:
        return decode_text(content, name=name)
    except EncodingAmbiguous:
        if not _is_certain(content):
            raise
    text = content.decode("cp1251")
    _refuse_lost(text, name)
    return DecodedText(text, "cp1251")


def _is_certain(content: bytes) -> bool:
    is_plain = b"\x00" not in content and not _TELLING & set(content) and not _UNICODE.search(content)
    return is_plain and CODE_PAGES.get(guess_code_page(content) or "") == CODE_PAGES["cp1251"]


def lost_word(text: str) -> str:
    """Return the first word whose letters became question marks; an empty string where there is none.

    Examples
    --------
    >>> lost_word("Са?ын Ж?нісова"), lost_word("Неге? Почему?")
    ('Са?ын', '')
    """
    found = _LOST.search(text)
    return found.group()[:_SAMPLE] if found else ""


def _refuse_lost(text: str, name: str) -> None:
    found = _LOST.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise LettersLost(name=name, line=line, sample=found.group()[:_SAMPLE])

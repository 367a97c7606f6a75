"""What one cell of a spreadsheet says, and what a spreadsheet would make of it.

Spreadsheets of this country write 3,5 and 31.12.2026, put a space that does not break into 1 200, and keep a day as the
number of days since 1899. Of a text file they take 8.1.5 for a day, 007 for 7 and =1+1 for a formula.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

# What spreadsheets take for a formula; our own writer puts an apostrophe before it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Signs that spreadsheets skip, or turn into another, before they look for a formula.
_SKIPPED = re.compile(r"^[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]+")
_WIDE = str.maketrans("＝＋－＠", "=+-@")

# Whole names and the short ones only: 11 қазақ and 5 Маржан are no days.
_MONTH = (
    r"(?:янв(?:ар[ья])?|февр?(?:ал[ья])?|мар(?:та?)?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?|авг(?:уста?)?|"
    r"сент?(?:ябр[ья])?|окт(?:ябр[ья])?|ноя(?:б(?:р[ья])?)?|дек(?:абр[ья])?|"
    r"қаң(?:тар)?|ақп(?:ан)?|нау(?:рыз)?|сәу(?:ір)?|мам(?:ыр)?|мау(?:сым)?|шіл(?:де)?|там(?:ыз)?|қыр(?:күйек)?|"
    r"қаз(?:ан)?|қар(?:аша)?|жел(?:тоқсан)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TURNED = re.compile(
    r"0\d+|\d{12,}|\d+(?:[.,]\d+)?[eE][+-]?\d+|\(\d+(?:[.,]\d+)?\)|"
    r"\d{1,4}(?:[./-]\d{1,4}){1,2}|\d+ \d+/\d+|\d{1,3}:\d{1,2}(?::\d{1,2})?|"
    rf"\d{{1,4}}[ .-]?{_MONTH}(?:[ .-]\d{{1,4}})?|{_MONTH}[ .-]?\d{{1,4}}",
    re.IGNORECASE,
)
# Whole days are days in a spreadsheet too, and 0,5 or 0.5 the number that it means.
_MEANT = re.compile(
    r"\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}|(?:0|[1-9]\d*),\d+|0\.\d+|\d\d:\d\d(?::\d\d)?|"
    rf"\d{{1,2}} {_MONTH} \d{{4}}",
    re.IGNORECASE,
)
_QUOTED_FORMULA = re.compile(r'="((?:[^"]|"")*)"')

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[\s\u00a0\u202f\u2009']\d{3})+(?:[.,]\d+)?")

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:г\.?|ж\.?)?(?:\D.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:\D.*)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: a year or a small number is none


def could_run(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula, apostrophes in front left out."""
    plain = text.lstrip("'")
    bare = _SKIPPED.sub("", plain).translate(_WIDE)
    return plain[:1] in ("\n", *FORMULA_STARTS) or bare[:1] in FORMULA_STARTS


def would_turn(text: str) -> bool:
    """Tell whether a spreadsheet would take a code of a text file for a day, a time or a number, and change it.

    Examples
    --------
    >>> [one for one in ("8.1.5", "1-2", "03.2026", "007", "5 май", "2026-12-31", "12", "0,5") if would_turn(one)]
    ['8.1.5', '1-2', '03.2026', '007', '5 май']
    """
    bare = text.strip()
    return _TURNED.fullmatch(bare) is not None and _MEANT.fullmatch(bare) is None


def kept_as_text(text: str) -> str:
    """Put a tab before a code that a spreadsheet would change; `bare_cell` takes it off. It is seen by nobody."""
    return f"\t{text}" if would_turn(text) else text


def bare_cell(cell: str) -> str:
    """Take off what a writer put before a text so that no spreadsheet runs or turns it: an apostrophe, a tab, =\"…\"."""
    if cell[:1] == "'" and (could_run(cell[1:]) or would_turn(cell[1:])):
        return cell[1:]
    if cell[:1] == "\t" and would_turn(cell[1:]):
        return cell[1:]
    if cell[:2] == '="' and (quoted := _QUOTED_FORMULA.fullmatch(cell)):
        return quoted[1].replace('""', '"')
    return cell


def plain_number(text: str) -> str:
    """Return a number of a spreadsheet with a point and nothing between thousands; '' where a text is no number."""
    plain = text.strip()
    if _GROUPED.fullmatch(plain):
        plain = _SPACES.sub("", plain)
    return plain.replace(",", ".") if _NUMBER.fullmatch(plain) and plain.isascii() else ""


def number_in(text: str) -> float | None:
    """Return the number that a cell says: 3,5 and 3.5, 1 200,5 with any space between thousands; None if it is none.

    A comma is a decimal comma, always: 1,200 is one and two tenths, as every spreadsheet of this country reads it.

    Examples
    --------
    >>> number_in("1\\u00a0200,5"), number_in("3.5"), number_in("12 5"), number_in("5 шт")
    (1200.5, 3.5, None, None)
    """
    plain = plain_number(text)
    return float(plain) if plain else None


def day_in(value: object) -> date | None:
    """Return the day that a cell says: a day of a sheet, 2026-12-31, 31.12.2026, 31/12/26, or 46387 (days since 1899).

    Day before month, as it is written here; a moment gives its day. None where it is no day.

    Examples
    --------
    >>> [str(day_in(one)) for one in ("2026-12-31", "31.12.2026 10:00", "31/12/26", 46387.0, "12/31/26")]
    ['2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', 'None']
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _written_day(str(value).strip()) if value is not None else None


@lru_cache(maxsize=4096)
def _written_day(text: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        year = int(found[3])
        return _day(year if year > 99 else _century(year), int(found[2]), int(found[1]))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(found[1]))
    return None


def _century(year: int) -> int:
    """Read two digits as spreadsheets do: 00 to 29 are of this century."""
    return 2000 + year if year < 30 else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""The code of a certificate: 128 bits that nobody guesses, in letters that can be read aloud and typed on any keyboard.

26 letters hold the bits, two more check them: every letter that was mistyped and every two that changed places are
found before anything is looked up.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, CHECKS, GROUP, BITS = 26, 2, 4, 128
_MODULUS = 1021  # the largest prime that two letters of the alphabet hold
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
# What stands for another letter: read wrongly, or typed with a Russian or Kazakh keyboard.
_LIKE = str.maketrans(dict(zip("OILАВЕЁКМНОРСТУХІҮ", "011ABEEKMH0PCTYX1Y", strict=True)))
_BETWEEN = str.maketrans("", "", " \t\r\n-–—‐‑‒\u00a0\u200b\u2009\ufeff·.")


def code_of(bits: int) -> str:
    """Return the code of 128 bits, with what checks them; whoever gives certificates draws the bits by chance.

    Examples
    --------
    >>> code_of(0), code_of(1)[-3:]
    ('0000000000000000000000000000', '101')
    """
    return _letters(bits, LENGTH) + _letters(bits % _MODULUS, CHECKS)


def _letters(value: int, n: int) -> str:
    written = ""
    for _ in range(n):
        value, rest = divmod(value, len(ALPHABET))
        written = ALPHABET[rest] + written
    return written


def folded(typed: str) -> str:
    """Return a code as it is kept, from however it was typed: groups, small letters, look-alikes."""
    return typed.translate(_BETWEEN).upper().translate(_LIKE)


def fault_of(code: str) -> str:
    """Say what is wrong with a folded code: '', 'empty', 'letters', 'length' or 'check'. Nothing is looked up."""
    if not code:
        return "empty"
    if set(code) - set(ALPHABET):
        return "letters"
    if len(code) != LENGTH + CHECKS:
        return "length"
    return "" if _value(code[:LENGTH]) % _MODULUS == _value(code[LENGTH:]) else "check"


def _value(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * len(ALPHABET) + _VALUES[letter]
    return value


def in_groups(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))

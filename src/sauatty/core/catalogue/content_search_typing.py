"""What was typed otherwise than it stands in texts: with another keyboard, or the name of a service as it is heard."""

import re

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
# The row of digits of the Kazakh keyboard; the letters below it stand as on the Russian one.
_DIGITS = "234589" + "0-="
_KAZAKH = "әіңғүұ" + "қөһ"
_SHIFTED = str.maketrans('~{}:"<>@#$%*()_+', "`[];',.234589" + "0-=")

_TO_CYRILLIC = str.maketrans(_LATIN + _DIGITS, _CYRILLIC + _KAZAKH)
_TO_RUSSIAN = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC + _KAZAKH, _LATIN + _DIGITS)
_TO_KAZAKH_LETTERS = str.maketrans(_DIGITS, _KAZAKH)
# Names that texts write in Latin letters, as people hear them; endings may follow.
_HEARD = {
    "гугл": "google",
    "ютуб": "youtube",
    "ютьюб": "youtube",
    "вотсап": "whatsapp",
    "ватсап": "whatsapp",
    "уатсап": "whatsapp",
    "телеграм": "telegram",
    "инстаграм": "instagram",
    "фейсбук": "facebook",
    "тикток": "tiktok",
    "чатгпт": "chatgpt",
    "яндекс": "yandex",
    "тинай": "tineye",
    "вейбэк": "wayback",
    "эксель": "excel",
    "андроид": "android",
}
_HEARD_NAME = re.compile(rf"({'|'.join(_HEARD)})\w{{0,5}}")


def typed_otherwise(chunk: str) -> tuple[str, ...]:
    """Return what else may be meant by one run of signs without a space, likeliest first.

    'bcnjxybr' was meant as 'источник', 'lthtrr-p' as 'дереккөз', 'ышпт' as 'sign'; 'с9ра0' as 'сұрақ', where the
    Russian keyboard was on and the hand went for the Kazakh letters; 'гуглдан' as 'google'.
    """
    small = chunk.casefold()
    has_cyrillic = any("\u0400" <= char <= "\u04ff" for char in small)
    has_latin = any("a" <= char <= "z" for char in small)
    found: list[str] = []
    if has_latin and not has_cyrillic:
        plain = small.translate(_SHIFTED)
        found = [plain.translate(_TO_CYRILLIC), plain.translate(_TO_RUSSIAN)]
    elif has_cyrillic:
        name = _HEARD_NAME.fullmatch(small)
        heard = [_HEARD[name[1]]] if name else []
        found = [*heard, small.translate(_TO_KAZAKH_LETTERS), small.translate(_TO_LATIN)]
    return tuple(one for one in dict.fromkeys(found) if one != small)


def is_one_slip_away(first: str, second: str) -> bool:
    """Tell whether two words differ by one letter left out, added, changed, or by two neighbours that changed places."""
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1 or first == second:
        return False
    at = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    rest = slice(at + 1, None)
    swapped = first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
    return first[rest] == second[rest] or swapped

"""The headers of reports of video services, in English, Russian and Kazakh, and the field that each means."""

import re
from collections.abc import Sequence

_HEADERS: dict[str, tuple[str, ...]] = {
    "name": (
        "name", "full name", "participant", "participant name", "display name", "имя", "полное имя", "имя участника",
        "участник", "фио", "аты", "аты-жөні", "толық аты", "толық аты-жөні", "қатысушы", "қатысушының аты",
    ),
    "email": (
        "email", "e-mail", "user email", "email address", "электронная почта", "адрес электронной почты", "эл. почта",
        "почта", "адрес электронной почты пользователя", "электронная почта пользователя", "электрондық пошта", "пошта",
    ),
    "joined": (
        "join time", "join", "joined", "joined at", "время входа", "время присоединения", "вход", "присоединился",
        "время подключения", "подключился", "кірген уақыты", "қосылған уақыты", "қосылу уақыты", "кірді", "қосылды",
    ),
    "first": (
        "first join", "first join time", "первое присоединение", "первый вход", "первое подключение",
        "алғашқы қосылу",
    ),
    "left": (
        "leave time", "left", "leave", "left at", "время выхода", "выход", "вышел", "время отключения", "покинул",
        "шыққан уақыты", "шығу уақыты", "шықты",
    ),
    "last": ("last leave", "last leave time", "последний выход", "последнее отключение", "соңғы шығу"),
    "minutes": (
        "duration", "total duration", "in-meeting duration", "attendance duration", "time in session", "minutes",
        "продолжительность", "общая продолжительность", "длительность", "длительность участия", "время в собрании",
        "длительность участия в собрании", "длительность собрания", "минуты", "ұзақтығы", "жалпы ұзақтығы", "минут",
    ),
    "waiting": ("in waiting room", "в зале ожидания", "күту залында"),
    "action": ("user action", "действие пользователя", "пайдаланушы әрекеті"),
    "stamp": ("timestamp", "метка времени", "уақыт белгісі"),
    "bbb": ("activity score", "moderator", "оценка активности", "модератор", "белсенділік бағасы"),
    "zoom": ("guest", "гость", "recording disclaimer response", "қонақ"),
    "teams": ("participant id", "ид участника", "role", "роль", "рөлі"),
}  # fmt: skip
_FIELDS = {heading: field for field, headings in _HEADERS.items() for heading in headings}
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")


def columns_of(row: Sequence[str]) -> dict[str, int] | None:
    """Return the fields of a header row, or None where it is none."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        field = _FIELDS.get(_BRACKETS.sub(" ", cell).strip().casefold())
        if field:
            columns.setdefault(field, at)
    tells = columns.keys() & {"joined", "first", "minutes"} or {"action", "stamp"} <= columns.keys()
    return columns if "name" in columns and tells else None

"""The time zones to choose from. All of Kazakhstan has had one time, UTC+5, since 1 March 2024."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

ZONES = {
    "Asia/Almaty": _("Kazakhstan"),
    "Asia/Bishkek": _("Kyrgyzstan"),
    "Asia/Tashkent": _("Uzbekistan"),
    "Europe/Moscow": _("Moscow"),
    "Europe/Istanbul": _("Türkiye"),
    "Europe/Paris": _("Central Europe"),
    "UTC": _("UTC"),
}
CHOICES = list(ZONES.items())


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its name."""
    return ZoneInfo(name)


def at_clock(day: date, begins: time, name: str) -> datetime:
    """Return the moment at which the clocks of a zone show a day and a time."""
    return datetime.combine(day, begins, tzinfo=zone(name))


def local(moment: datetime, name: str) -> datetime:
    """Return a moment as the clocks of a zone show it."""
    return moment.astimezone(zone(name))


def moved_clock(moment: datetime, old: str, new: str) -> datetime:
    """Return the moment at which another zone shows the same day and time."""
    return local(moment, old).replace(tzinfo=zone(new))


def lasting(begins: datetime, minutes: int) -> datetime:
    """Return the end of what begins at a moment and lasts some minutes."""
    return begins + timedelta(minutes=minutes)

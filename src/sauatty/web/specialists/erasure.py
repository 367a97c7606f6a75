"""How specialists forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.specialists.models import Announcement, Specialist


def specialists(person: Any) -> int:
    """Take the person out of the directory."""
    return int(Specialist.objects.filter(person=person).delete()[0])


def announcements(person: Any) -> int:
    """Leave announcements without the names of who wrote and who sent them."""
    written = Announcement.objects.filter(written_by=person).update(written_by=None)
    return written + Announcement.objects.filter(sent_by=person).update(sent_by=None)

"""What the field for files says to the script of the page."""

from django import template
from django.conf import settings

from sauatty.web.attachments import files, limits
from sauatty.web.attachments.models import Attachment

register = template.Library()
# An iPhone turns its HEIC pictures into JPEG for a field that asks for JPEG
_PHOTOS = "image/jpeg,image/png,image/webp"


@register.simple_tag
def attachment_settings(kind: str) -> dict[str, str | int]:
    """Return the limit of a kind in MB, the kinds of files to offer, and the name of the cookie against forged forms."""
    endings = ",".join(one for kind, one in files.SUFFIXES.items() if not kind.startswith("image/"))
    accept = _PHOTOS if kind == Attachment.Kind.PHOTO else endings
    return {"most": limits.MOST_MB[kind], "accept": accept, "csrf": settings.CSRF_COOKIE_NAME}

"""Reading short links, and which pages may have one."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils import translation

from sauatty.web.base import roles
from sauatty.web.links.models import ShortLink

# Pages that ask to sign in, and are given to many all the same
_ALSO = {"attempts:welcome"}
_LONGEST = 300


def page_path(address: str) -> str:
    """Return the path of a page without its language, or nothing where no short link may lead there.

    It leads to pages of this site that everybody may open, and to none whose address is itself a key.
    """
    parts = urlsplit(address)
    pieces = parts.path.split("/", 2)
    languages = {code for code, _name in settings.LANGUAGES}
    if parts.scheme or parts.netloc or len(pieces) < 3 or pieces[0] or pieces[1] not in languages:
        return ""
    rest = "/" + pieces[2]
    if len(rest) > _LONGEST or rest.startswith("//") or "\\" in rest:
        return ""
    try:
        with translation.override(pieces[1]):  # addresses are read in the language they begin with
            found = resolve(parts.path)
    except Resolver404:
        return ""
    is_open = roles.ANONYMOUS in (roles.allowed_roles(found.view_name) or ()) or found.view_name in _ALSO
    is_key = {"token", "code"} & set(found.kwargs)
    return rest if is_open and not is_key else ""


def access_link(code: str) -> ShortLink:
    """Return a short link; capitals and spaces of a person who types it are understood."""
    return get_object_or_404(ShortLink, pk=code.strip().lower()[:7])


def target(link: ShortLink, language: str) -> str:
    """Return where a link leads, in a language; a page that is no longer there is not led to."""
    path = f"/{language}{link.path}"
    if not page_path(path):
        raise Http404
    return path

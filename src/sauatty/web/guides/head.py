"""What the pages of a guide share, here and in the apps above: its head, its language, its chapters."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from sauatty.core.documents.guide_templates import chapter_slugs, guide_templates
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.guides import selectors


def page_language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def text_language(request: HttpRequest, guide: Any) -> str:
    """Return the language of the guide that a page asks for, else the page's own, else the leading one."""
    wanted = request.GET.get("language") or request.POST.get("language") or page_language()
    return str(wanted) if wanted in guide.languages else guide.leading_language


def guide_context(request: HttpRequest, guide: Any) -> dict[str, Any]:
    """Return what every page of a guide shows in its head."""
    return {
        "guide": guide,
        "may_write": selectors.may_write(request.user, guide),
        "may_see_curricula": roles.is_allowed("curricula:edition_detail", held_roles(request)),
        "may_sign": selectors.may_sign(request.user, guide),
    }


def may_create(request: HttpRequest) -> bool:
    """Tell whether the visitor may make guides."""
    return roles.is_allowed("guides:guide_create", held_roles(request))


def chapter_choices(language: str) -> list[tuple[str, str]]:
    """Return the chapters with their titles."""
    chapters = guide_templates().chapters
    return [(slug, chapters[slug].text(language)) for slug in chapter_slugs()]


def languages_of(guide: Any) -> list[tuple[str, str]]:
    """Return the languages of a guide as a form offers them."""
    return [(one, LANGUAGE_NAMES[one]) for one in guide.languages]

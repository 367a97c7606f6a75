"""The list of lessons in the making, and the ways to begin one: from a lesson, empty, from a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.errors import SauattyError
from sauatty.web.authoring import overview, selectors, services
from sauatty.web.authoring.forms import HomeForm, ImportForm, StartForm
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language

SITE = "site"


def home_choices(person: Any) -> list[tuple[str, str]]:
    """Return where a lesson of this person may belong: the site, or a programme."""
    rows = selectors.list_programmes_to_write_in(person)
    programmes = [(str(row.pk), in_language(row, "title")) for row in rows]
    site = [(SITE, gettext("the whole site"))] if selectors.writes_everywhere(person) else []
    return [*site, *programmes]


def chosen_programme(person: Any, value: str) -> Any:
    """Return the programme that was chosen, or None for the site."""
    return None if value == SITE else selectors.list_programmes_to_write_in(person).get(pk=value)


def _home(request: HttpRequest) -> dict[str, Any]:
    return {
        "homes": home_choices(request.user), "may_take_place": selectors.writes_everywhere(request.user),
    }  # fmt: skip


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    """List the lessons in the making, and those that can be copied, by module."""
    rows = list(selectors.list_with_versions(request.user))
    context = {
        "lessons": overview.rows_of(rows),
        "may_start": selectors.may_start(request.user),
        "modules": overview.copyable(load_modules(), load_lessons(), {row.key: row for row in rows}),
    }
    return render(request, "authoring/lesson_list.html", context)


@require_http_methods(["GET", "POST"])
def lesson_copy(request: HttpRequest, module: str, slug: str) -> HttpResponse:
    """Say where the copy of a lesson belongs, and make it."""
    lesson = services.known_lesson(f"{module}.{slug}")
    if lesson is None or not selectors.may_start(request.user):
        raise Http404
    form = HomeForm(posted(request), **_home(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.copy_lesson(
                actor=request.user, lesson=lesson, takes_place=bool(form.cleaned_data.get("takes_place")),
                programme=chosen_programme(request.user, form.cleaned_data["programme"]),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(
                request, gettext("The copy is yours now. Change it part by part, then publish it.")
            )
            return redirect("authoring:lesson_detail", row.pk)
    context = {"form": form, "lesson": lesson}
    return render(request, "authoring/lesson_copy.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lesson_create(request: HttpRequest) -> HttpResponse:
    """Begin a lesson without texts."""
    if not selectors.may_start(request.user):
        raise Http404
    home = {"homes": home_choices(request.user)}
    initial = {"language": get_language(), "module": request.GET.get("module")}
    form = StartForm(posted(request), initial=initial | {"author": request.user.name}, **home)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        row = services.start_lesson(
            actor=request.user, module=found["module"], titles=form.titles(), language=found["language"],
            author=found["author"], programme=chosen_programme(request.user, found["programme"]),
        )  # fmt: skip
        return redirect("authoring:lesson_detail", row.pk)
    context = {"form": form, "file_form": ImportForm(**_home(request))}
    return render(request, "authoring/lesson_create.html", context, status=422 if form.errors else 200)


@require_POST
def lesson_import(request: HttpRequest) -> HttpResponse:
    """Begin a lesson with what a YAML file says."""
    if not selectors.may_start(request.user):
        raise Http404
    form = ImportForm(request.POST, request.FILES, **_home(request))
    if form.is_valid():
        try:
            row = services.start_from_body(
                actor=request.user, body=services.read_lesson_file(form.cleaned_data["file"]),
                takes_place=bool(form.cleaned_data.get("takes_place")),
                programme=chosen_programme(request.user, form.cleaned_data["programme"]),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error("file", say(error))
        else:
            messages.success(request, gettext("The file is read. The check says what is missing."))
            return redirect("authoring:lesson_detail", row.pk)
    context = {"form": StartForm(homes=home_choices(request.user)), "file_form": form}
    return render(request, "authoring/lesson_create.html", context, status=422)

"""What belongs to oneself: the first welcome, my path, my profile."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.accounts import forms, selectors
from sauatty.web.accounts.services import first, people
from sauatty.web.accounts.services import sign_in as sign_in_services
from sauatty.web.accounts.views.sign_in import remember_language
from sauatty.web.base import homes, roles
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles, say


def home_address(job: Any = None) -> str:
    """Return the way home (where the job that makes demonstration data leads)."""
    return reverse("base:home")


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask the first coordinator who they are and how to begin."""
    person = request.user
    if first.is_started():
        return redirect("base:home")
    initial = {"language": translation.get_language(), "email": person.email or "", "begin": "demo"}
    form = forms.WelcomeForm(posted(request), person=person, initial=initial)
    if form.is_valid():
        try:
            return _begin(request, form)
        except SauattyError as error:
            form.add_error(None, say(error))
    return render(request, "accounts/welcome.html", {"form": form}, status=422 if form.is_bound else 200)


def _begin(request: HttpRequest, form: forms.WelcomeForm) -> HttpResponse:
    values, person = form.cleaned_data, request.user
    facts = {name: values[name] for name in ("name", "language", "email")}
    people.change_person(actor=person, person=person, **facts)
    if values["password"]:
        sign_in_services.set_password(person=person, password=values["password"])
        update_session_auth_hash(request, person)
    with translation.override(values["language"]):
        if values["begin"] == "demo":
            job = first.begin_with_demo(actor=person)
            response = redirect("base:job_detail", job_id=job.pk)
        else:
            first.begin_own(actor=person, titles=form.titles)
            response = redirect("base:home")
    return remember_language(response, values["language"])


@require_safe
def my_path(request: HttpRequest) -> HttpResponse:
    """Show a person what they can open, and in which programmes they take part."""
    mine = selectors.list_roles(request.user, request.user)
    return render(request, "accounts/my_path.html", {"roles": mine, "links": homes.links_for(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what is kept about oneself."""
    person = request.user
    initial = {name: getattr(person, name) for name in people.OWN_FIELDS}
    form = forms.ProfileForm(posted(request), initial=initial)
    if form.is_valid():
        people.change_person(actor=person, person=person, **form.cleaned_data)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Saved."))
            return remember_language(redirect("accounts:profile"), language)
    return _profile_page(request, form=form, status=422 if form.is_bound else 200)


def _profile_page(
    request: HttpRequest, *, form: Any, password_form: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "password_form": password_form or forms.ChangePassword(person=request.user, auto_id="id_pw_%s"),
        "roles": selectors.list_roles(request.user, request.user),
        "consents": selectors.list_consents(request.user),
        "may_edit_self": roles.is_allowed("accounts:person_edit", held_roles(request)),
    }
    return render(request, "accounts/profile.html", context, status=status)


@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Set or change one's password; other sessions end, this one goes on."""
    person = request.user
    password_form = forms.ChangePassword(request.POST, person=person, auto_id="id_pw_%s")
    if not password_form.is_valid():
        form = forms.ProfileForm(initial={name: getattr(person, name) for name in people.OWN_FIELDS})
        return _profile_page(request, form=form, password_form=password_form, status=422)
    sign_in_services.set_password(person=person, password=password_form.cleaned_data["password"])
    update_session_auth_hash(request, person)
    messages.success(
        request, _("The password is set. You stay signed in here; other devices are signed out.")
    )
    return redirect("accounts:profile")


@require_POST
def own_data(request: HttpRequest) -> HttpResponse:
    """Give a person a file of what is kept about them."""
    file = people.export_own_data(person=request.user)
    return redirect("base:file_fetch", file_id=file.pk)

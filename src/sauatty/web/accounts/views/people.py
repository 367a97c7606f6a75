"""People, as their coordinator sees them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.accounts import codes, forms, scopes, selectors
from sauatty.web.accounts.services import people as services
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import say

PAGE_SIZE = 50
SITE = "site"


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """List the people within reach, searched by name or e-mail and filtered by role."""
    form = forms.PeopleFilter(request.GET)
    search, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    found = selectors.list_people(request.user, search=search, role=role)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "is_filtered": bool(search or role)}
    return render(request, "accounts/person_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    form = forms.PersonForm(posted(request), initial={"language": translation.get_language()})
    if form.is_valid():
        try:
            person = services.add_person(actor=request.user, **form.cleaned_data)
            messages.success(request, _("Added. Now give a role, and a one-time code to sign in with."))
            return redirect("accounts:person_detail", person_id=person.pk)
        except SauattyError as error:
            form.add_error("email", say(error))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/person_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Correct the facts of somebody."""
    person = selectors.access_person(request.user, person_id)
    initial = {name: getattr(person, name) for name in services.FIELDS}
    form = forms.PersonForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.change_person(actor=request.user, person=person, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("accounts:person_detail", person_id=person.pk)
        except SauattyError as error:
            form.add_error(None, say(error))
    context = {"form": form, "person": person}
    return render(request, "accounts/person_form.html", context, status=422 if form.is_bound else 200)


def _scope_choices(actor: Any) -> list[tuple[str, Any]]:
    choices = [(f"{kind}:{pk}", title) for kind, pk, title in scopes.scopes_for(actor)]
    return [*choices, (f"{SITE}:", _("everywhere"))] if actor.is_site_admin else choices


def _person_page(request: HttpRequest, person: Any, *, role_form: Any = None) -> HttpResponse:
    choices = _scope_choices(request.user)
    context = {
        "person": person,
        "roles": selectors.list_roles(request.user, person),
        "role_form": role_form or (forms.RoleForm(scopes=choices) if choices else None),
        "may_manage": selectors.may_manage(request.user, person),
        "is_self": person.pk == request.user.pk,
        "has_open_code": selectors.has_open_code(person),
    }
    return render(request, "accounts/person_detail.html", context, status=422 if role_form else 200)


@require_safe
def person_detail(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one person: facts, roles, and what can be done."""
    return _person_page(request, selectors.access_person(request.user, person_id))


@require_POST
def role_add(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give a role."""
    person = selectors.access_person(request.user, person_id)
    form = forms.RoleForm(request.POST, scopes=_scope_choices(request.user))
    if not form.is_valid():
        return _person_page(request, person, role_form=form)
    kind, _colon, scope_id = form.cleaned_data["scope"].partition(":")
    services.give_role(
        actor=request.user,
        person=person,
        role=form.cleaned_data["role"],
        scope_kind=kind,
        scope_id=UUID(scope_id) if scope_id else None,
    )
    messages.success(request, _("The role is given."))
    return redirect("accounts:person_detail", person_id=person.pk)


@require_POST
def role_remove(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take a role away."""
    grant = selectors.access_grant(request.user, grant_id)
    services.take_role(actor=request.user, grant=grant)
    messages.success(request, _("The role is taken away."))
    return redirect("accounts:person_detail", person_id=grant.person_id)


def _access_managed(request: HttpRequest, person_id: UUID) -> Any:
    person = selectors.access_person(request.user, person_id)
    if not selectors.may_manage(request.user, person):
        raise Http404
    return person


@require_http_methods(["GET", "HEAD", "POST"])
def person_code(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a one-time code; it is shown on the answer to this POST and nowhere else."""
    person = _access_managed(request, person_id)
    if not person.is_active:
        raise Http404
    context: dict[str, Any] = {"person": person, "sign_in_address": absolute(reverse("accounts:sign_in"))}
    if request.method == "POST":
        code = codes.grouped(services.make_printed_code(actor=request.user, person=person))
        with translation.override(person.language):
            address = absolute(reverse("accounts:sign_in"))
            text = _("Sauatty sign-in: %(address)s — one-time code: %(code)s (works once, for 14 days).")
            context |= {"code": code, "message": text % {"address": address, "code": code}}
            context["sign_in_address"] = address
    return render(request, "accounts/person_code.html", context)


@require_POST
def person_active(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Stop somebody from signing in, or let them in again."""
    person = _access_managed(request, person_id)
    if person.pk == request.user.pk:
        raise Http404
    is_active = request.POST.get("active") == "1"
    services.set_active(actor=request.user, person=person, is_active=is_active)
    messages.success(
        request, _("This person can sign in again.") if is_active else _("This person is signed out.")
    )
    return redirect("accounts:person_detail", person_id=person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Erase somebody, after asking."""
    person = _access_managed(request, person_id)
    if person.pk == request.user.pk:
        raise Http404
    form = forms.EraseForm(posted(request))
    if form.is_valid():
        services.erase_person(actor=request.user, person=person)
        messages.success(request, _("The person is erased. The record that this happened has no name in it."))
        return redirect("accounts:person_list")
    context = {"form": form, "person": person, "has_mail": settings.IS_MAIL_REAL}
    return render(request, "accounts/person_erase.html", context, status=422 if form.is_bound else 200)

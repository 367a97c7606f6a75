"""The public pages of the frameworks. All they show comes from memory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sauatty.web.base.middleware import held_roles
from sauatty.web.base.roles import is_allowed
from sauatty.web.frameworks import case_selectors, selectors


@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    """List the frameworks: what each is for, whose it is, who looked it over."""
    context = {
        "frameworks": selectors.list_frameworks(),
        "crosswalks": selectors.list_crosswalks(),
        "may_adapt": is_allowed("adaptations:adaptation_list", held_roles(request)),
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "frameworks/framework_list.html", context)


@require_safe
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one framework with all its parts."""
    framework = selectors.access_framework(slug)
    context = {
        "page": selectors.summarise_framework(framework),
        "case_identifier": case_selectors.package_identifier(framework.id),
    }
    return render(request, "frameworks/framework_detail.html", context)


@require_safe
def competence_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one competence; another spelling of its code leads to the one address it has."""
    node = selectors.access_node(slug, code)
    if (node.framework, node.code) != (slug, code):
        return redirect("frameworks:competence_detail", slug=node.framework, code=node.code)
    return render(
        request, "frameworks/competence_detail.html", {"page": selectors.summarise_competence(node)}
    )


@require_safe
def crosswalk_detail(request: HttpRequest, crosswalk_id: str) -> HttpResponse:
    """Show a crosswalk read both ways."""
    link = selectors.access_crosswalk(crosswalk_id)
    return render(request, "frameworks/crosswalk_detail.html", {"page": selectors.summarise_crosswalk(link)})

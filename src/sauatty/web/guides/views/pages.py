"""Pages of a guide as a whole: list, making one, overview, settings, figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.accounts import selectors as accounts
from sauatty.web.alignments import selectors as alignments
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.judged import current_project
from sauatty.web.base.forms import posted
from sauatty.web.base.texts import in_language
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.titles import subject_name
from sauatty.web.guides import extensions, selectors, services, showing
from sauatty.web.guides.forms import GuideForm, MemberForm, SettingsForm
from sauatty.web.guides.head import chapter_choices, guide_context, may_create, page_language


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """Show the guides that a person works on, and what has been published."""
    context = {
        "guides": selectors.list_guides(request.user),
        "may_create": may_create(request),
        "extensions": extensions.extensions_at(extensions.LIST_END, person=request.user),
    }
    return render(request, "guides/guide_list.html", context)


@require_http_methods(["GET", "POST"])
def guide_create(request: HttpRequest) -> HttpResponse:
    """Make a guide on one edition: its subjects, the judgements it rests on, languages, chapters."""
    wanted = request.POST.get("edition") or request.GET.get("edition", "")
    edition = curricula.choose_edition(request.user, wanted, "model-curriculum", page_language())
    if edition is None:
        return render(request, "curricula/nothing_yet.html", {"may_write": True})
    sources = _sources(request, edition)
    form = GuideForm(
        posted(request), choices=_choices(request, edition, sources), initial=_initial(edition, sources)
    )
    if request.method == "POST" and form.is_valid():
        return _created(request, edition, form)
    context = {
        "form": form, "edition": edition, "editions": curricula.list_editions(request.user), "sources": sources,
    }  # fmt: skip
    return render(
        request, "guides/guide_create.html", context, status=422 if request.method == "POST" else 200
    )


def _sources(request: HttpRequest, edition: Any) -> list[tuple[str, str]]:
    """Return the judgements that a guide can rest on, the reviewed ones first."""
    found = []
    if current_project(edition) is not None:
        found.append(("agreed", gettext("agreed decisions of the review")))
    if alignments.finished_run(edition) is not None and not is_hidden_from(edition, request.user):
        found.append(("machine", gettext("machine proposals, not reviewed: the guide says so on every page")))
    return found


def _choices(request: HttpRequest, edition: Any, sources: list[tuple[str, str]]) -> dict[str, Any]:
    language = page_language()
    programmes = list(curricula.list_programmes(edition))
    grades = sorted({grade for programme in programmes for grade in programme.grades})
    standards = curricula.list_editions(request.user).filter(document__kind="state-standard")
    return {
        "programmes": [(str(one.pk), _programme_label(one, language)) for one in programmes],
        "grades": [(str(grade), str(grade)) for grade in grades],
        "source": sources,
        "standard": [
            ("", gettext("none")),
            *((str(one.pk), f"{in_language(one.document, 'title')} ({one.language})") for one in standards),
        ],
        "chapters": chapter_choices(language),
    }


def _programme_label(programme: Any, language: str) -> str:
    name = subject_name(programme.subject_id, language) if programme.subject_id else programme.subject
    grades = f"{min(programme.grades)}–{max(programme.grades)}" if programme.grades else ""
    return f"{name or programme.title} {grades}".strip()


def _initial(edition: Any, sources: list[tuple[str, str]]) -> dict[str, Any]:
    leading = edition.language if edition.language in {"kk", "ru"} else page_language()
    return {"source": sources[0][0] if sources else "", "leading": leading}


def _created(request: HttpRequest, edition: Any, form: GuideForm) -> HttpResponse:
    wanted = set(form.cleaned_data["programmes"])
    programmes = [one for one in curricula.list_programmes(edition) if str(one.pk) in wanted]
    facts = form.facts()
    if form.cleaned_data["standard"]:
        facts["standard"] = curricula.access_edition(request.user, form.cleaned_data["standard"])
    guide = services.create_guide(actor=request.user, edition=edition, programmes=programmes, facts=facts)
    job = services.ask_for_draft(guide=guide, actor=request.user)
    return redirect("base:job_detail", job.pk)


@require_safe
def guide_detail(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show how far a guide is: chapters by state, members, versions, and the one next step."""
    guide = selectors.access_guide(request.user, guide_id)
    views = selectors.list_blocks(guide)
    titles = dict(chapter_choices(page_language()))
    about = {"person": request.user, "guide": guide, "views": views}
    context = guide_context(request, guide) | {
        "chapters": [(one, titles.get(one.slug, one.slug)) for one in selectors.summarise_chapters(views)],
        "counts": selectors.summarise_guide(views),
        "figures": selectors.figures_of(guide),
        "members": selectors.list_members(guide),
        "programmes": [
            _programme_label(one, page_language()) for one in guide.programmes.order_by("position")
        ],
        "member_form": MemberForm(),
        "extensions": {
            "state": extensions.extensions_at(extensions.OVERVIEW_STATE, **about),
            "links": extensions.extensions_at(extensions.OVERVIEW_LINKS, **about),
            "end": extensions.extensions_at(extensions.OVERVIEW_END, **about),
        },
    }
    return render(request, "guides/guide_detail.html", context)


@require_POST
def draft(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Draft again: what people have taken over stays."""
    guide = selectors.access_authored(request.user, guide_id)
    job = services.ask_for_draft(guide=guide, actor=request.user)
    return redirect("base:job_detail", job.pk)


@require_http_methods(["GET", "POST"])
def guide_settings(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Change titles, policy, signatures, and who may read published versions."""
    guide = selectors.access_authored(request.user, guide_id)
    names = ("title_kk", "title_ru", "title_en", "stale_policy", "signatures_needed", "is_public")
    initial = {name: getattr(guide, name) for name in names}
    form = SettingsForm(posted(request), languages=guide.languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_settings(guide=guide, actor=request.user, facts=form.facts())
        messages.success(request, gettext("The settings are kept."))
        return redirect("guides:guide_detail", guide.pk)
    context = guide_context(request, guide) | {"form": form}
    return render(
        request, "guides/guide_settings.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
def member_add(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Give a person a part in the guide."""
    guide = selectors.access_authored(request.user, guide_id)
    form = MemberForm(request.POST)
    found = accounts.find_people(form.cleaned_data["who"]) if form.is_valid() else []
    if len(found) == 1:
        role = form.cleaned_data["role"]
        if services.add_member(guide=guide, person=found[0], role=role, actor=request.user):
            messages.success(request, gettext("%(name)s now works on the guide.") % {"name": found[0].name})
        else:
            messages.error(request, gettext("The last author of a guide cannot be taken off it."))
    elif found:
        messages.error(request, gettext("Several people have this name. Use the e-mail address."))
    else:
        messages.error(
            request, gettext("Nobody here has this name or e-mail. Ask the coordinator to add them.")
        )
    return redirect("guides:guide_detail", guide.pk)


@require_POST
def member_remove(request: HttpRequest, guide_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a person's part away."""
    guide = selectors.access_authored(request.user, guide_id)
    if not services.remove_member(guide=guide, person_id=person_id, actor=request.user):
        messages.error(request, gettext("The last author of a guide cannot be taken off it."))
    return redirect("guides:guide_detail", guide.pk)


@require_safe
def figures(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show which figures the texts use, and what the last counting changed."""
    guide = selectors.access_guide(request.user, guide_id)
    row = selectors.figures_of(guide)
    if row is None:
        raise Http404
    language, facts = page_language(), selectors.facts_of(guide)
    texts = [one.text for view in selectors.list_blocks(guide) for one in view.texts]
    changes = showing.shown_changes(row.changes, language)
    used = showing.figures_in(texts, facts, language)
    context = guide_context(request, guide) | {
        "figures": row,
        "changes": changes,
        "used": [one for one in used if not one.token.startswith(("{{objective:", "{{outcome:"))],
        "gone": [one for one in used if one.is_gone],
    }
    return render(request, "guides/figures.html", context)


@require_POST
def figures_update(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Count the figures anew."""
    guide = selectors.access_authored(request.user, guide_id)
    job = services.ask_for_figures(guide=guide, actor=request.user)
    return redirect("base:job_detail", job.pk)


def review_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Offer the way to the guides that a person is asked to review."""
    return [
        (
            reverse("guides:guide_detail", args=[guide.pk]),
            gettext("You are asked to review: %(title)s") % {"title": in_language(guide, "title")},
        )
        for guide in selectors.list_asked(request.user)
    ]

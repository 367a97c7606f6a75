"""Pages of workshops on a guide: when and where, what stood in the way, which paragraphs that concerns."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue import load_regions
from sauatty.core.documents.guide_tokens import filled
from sauatty.web.curricula.titles import subject_name
from sauatty.web.guides import selectors as guides
from sauatty.web.guides.head import chapter_choices, guide_context, page_language, text_language
from sauatty.web.publications import selectors, services
from sauatty.web.publications.forms import KINDS, ChallengeForm, LinkForm, WorkshopForm


def _regions() -> dict[str, str]:
    return {one.id: one.name.text(page_language()) for one in load_regions().regions}


def _subjects(guide: Any) -> dict[str, str]:
    programmes = guide.programmes.exclude(subject_id="").order_by("position")
    return {one.subject_id: subject_name(one.subject_id, page_language()) for one in programmes}


@require_http_methods(["GET", "POST"])
def workshop_list(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show the workshops on a guide with what they said; record another one."""
    guide = guides.access_guide(request.user, guide_id)
    sent = request.POST if request.method == "POST" else None
    form = WorkshopForm(sent, regions=_regions().items(), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        services.record_workshop(guide=guide, actor=request.user, facts=facts, key=facts["key"])
        messages.success(request, gettext("The workshop is recorded. Write down what stood in the way."))
        return redirect("publications:workshop_list", guide.pk)
    context = guide_context(request, guide) | {
        "form": form,
        "workshops": selectors.list_workshops(guide),
        "challenge_form": _challenge_form(guide, None),
        "regions": _regions(),
        "subjects": _subjects(guide),
    }
    return render(
        request, "publications/workshop_list.html", context, status=422 if sent is not None else 200
    )


def _challenge_form(guide: Any, sent: Any) -> ChallengeForm:
    subjects = [("", gettext("all subjects")), *_subjects(guide).items()]
    return ChallengeForm(sent, subjects=subjects, initial={"language": page_language()})


@require_POST
def challenge_add(request: HttpRequest, guide_id: UUID, workshop_id: UUID) -> HttpResponse:
    """Write down what stood in the way at a workshop."""
    guide = guides.access_guide(request.user, guide_id)
    workshop = selectors.access_workshop(guide, workshop_id)
    form = _challenge_form(guide, request.POST)
    if form.is_valid():
        challenge = services.add_challenge(workshop=workshop, actor=request.user, facts=form.cleaned_data)
        return redirect("publications:challenge_link", guide.pk, challenge.pk)
    messages.error(request, gettext("Write what stood in the way, and say what it is about."))
    return redirect("publications:workshop_list", guide.pk)


@require_http_methods(["GET", "POST"])
def challenge_link(request: HttpRequest, guide_id: UUID, challenge_id: UUID) -> HttpResponse:
    """Choose the paragraphs that a challenge concerns."""
    guide = guides.access_guide(request.user, guide_id)
    challenge = selectors.access_challenge(guide, challenge_id)
    titles = dict(chapter_choices(page_language()))
    slugs = list(dict.fromkeys(guides.visible_blocks(guide).values_list("chapter", flat=True)))
    chapter = request.GET.get("chapter", "") or (slugs[0] if slugs else "")
    choices = _block_choices(guide, chapter, text_language(request, guide))
    linked = {str(block.pk): block for block in challenge.blocks.all()}
    form = LinkForm(
        request.POST if request.method == "POST" else None, blocks=choices, initial={"blocks": list(linked)}
    )
    if request.method == "POST" and form.is_valid():
        here = {value for value, _label in choices}
        elsewhere = [block for pk, block in linked.items() if pk not in here]
        chosen = [guides.access_block(guide, UUID(pk)) for pk in form.cleaned_data["blocks"]]
        services.link_challenge(challenge=challenge, blocks=[*elsewhere, *chosen], actor=request.user)
        messages.success(
            request, gettext("The paragraphs are noted. The next version says what changed in them.")
        )
        return redirect("publications:workshop_list", guide.pk)
    context = guide_context(request, guide) | {
        "challenge": challenge, "form": form, "chapter": chapter,
        "chapters": [(slug, titles.get(slug, slug)) for slug in slugs], "n_linked": len(linked),
    }  # fmt: skip
    return render(
        request, "publications/challenge_link.html", context, status=422 if request.method == "POST" else 200
    )


def _block_choices(guide: Any, chapter: str, language: str) -> list[tuple[str, str]]:
    facts = guides.facts_of(guide)
    found = []
    for view in guides.list_blocks(guide, chapter):
        text = filled(view.shown(language).text, facts, language) or view.block.table
        found.append((str(view.block.pk), text if len(text) < 160 else text[:157] + "…"))
    return found


@require_safe
def challenge_list(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show what workshops said, by region, subject and kind."""
    guide = guides.access_guide(request.user, guide_id)
    chosen = {name: request.GET.get(name, "") for name in ("region", "subject", "kind")}
    regions, subjects, kinds = _regions(), _subjects(guide), dict(KINDS)
    counts = [
        (regions.get(region, region), subjects.get(subject, subject), n)
        for region, subject, n in selectors.count_challenges(guide)
    ]
    context = guide_context(request, guide) | {
        "chosen": chosen,
        "challenges": selectors.list_challenges(guide, **chosen),
        "counts": counts,
        "regions": regions,
        "subjects": subjects,
        "kinds": kinds,
    }
    return render(request, "publications/challenge_list.html", context)

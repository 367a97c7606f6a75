"""Pages before and after publication: what is missing, signatures, versions and what changed between them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.catalogue import load_regions
from sauatty.core.documents.guide_facts import say as say_fact
from sauatty.core.documents.guide_tokens import filled, token
from sauatty.core.exchange.word_changes import word_changes
from sauatty.web.guides import selectors as guides
from sauatty.web.guides.head import guide_context, page_language, text_language
from sauatty.web.publications import selectors, services
from sauatty.web.publications.forms import PublishForm, SignForm


@require_safe
def review(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show what stands between the guide and its publication, and take signatures."""
    guide = guides.access_guide(request.user, guide_id)
    readiness = selectors.check_readiness(guide, guides.list_blocks(guide))
    context = guide_context(request, guide) | {
        "readiness": readiness,
        "reasons": [services.REASONS[reason] for reason in readiness.reasons],
        "has_signed": selectors.has_signed(request.user, readiness),
        "gaps": [_shown_gap(gap, guides.facts_of(guide)) for gap in readiness.gaps],
        "sign_form": SignForm(
            initial={"sha256": readiness.sha256}, must_look=bool(readiness.gaps), auto_id="id_sign_%s"
        ),
        "publish_form": PublishForm(must_look=bool(readiness.gaps), auto_id="id_publish_%s"),
        "versions": selectors.list_versions(guide),
    }
    return render(request, "publications/review.html", context)


def _shown_gap(gap: selectors.FigureGap, facts: Any) -> dict[str, Any]:
    """Return a text that leaves figures out as its line says it: the words, and the figures with their values."""
    figures = [f"{token(name)} = {say_fact(facts[name], gap.language)[:80]}" for name in gap.figures]
    return {"gap": gap, "text": filled(gap.text, facts, gap.language)[:200], "figures": figures}


@require_POST
def sign(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Sign the guide as it was shown."""
    guide = guides.access_guide(request.user, guide_id)
    if not guides.may_sign(request.user, guide):
        raise Http404
    form = SignForm(request.POST)
    if form.is_valid():
        services.sign(guide=guide, actor=request.user, **form.cleaned_data)
        messages.success(request, gettext("You have signed the guide as it stands."))
    else:
        messages.error(request, gettext("A signature needs a statement."))
    return redirect("publications:review", guide.pk)


@require_POST
def signature_withdraw(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Take a signature back."""
    guide = guides.access_guide(request.user, guide_id)
    services.withdraw_signature(guide=guide, actor=request.user)
    return redirect("publications:review", guide.pk)


@require_POST
def publish(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Publish the guide as it stands."""
    guide = guides.access_authored(request.user, guide_id)
    form = PublishForm(request.POST)
    found = form.cleaned_data if form.is_valid() else {}
    version = services.publish(guide=guide, actor=request.user, **found)
    messages.success(request, gettext("Published as %(name)s.") % {"name": version.identifier})
    return redirect("publications:version_detail", guide.pk, version.number)


@require_safe
def version_detail(request: HttpRequest, guide_id: UUID, number: int) -> HttpResponse:
    """Show a version: identifier, hash, signatures, files, and what changed since the one before."""
    guide = guides.access_guide(request.user, guide_id)
    version = selectors.access_version(guide, number)
    language = text_language(request, guide)
    language = language if language in version.languages else version.languages[0]
    changes = version.changes.get("blocks", {}).get(language, [])
    context = guide_context(request, guide) | {
        "version": version,
        "language": language,
        "files": version.files.defer("content"),
        "previous": selectors.previous_version(version),
        "changes": named_changes(changes, version.changes.get("challenges", [])),
    }
    return render(request, "publications/version_detail.html", context)


def named_changes(changes: list[dict[str, str]], challenges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return changes word by word, each with the challenges that it answers."""
    return [
        {
            **one,
            "words": word_changes(one["before"], one["after"]),
            "challenges": [_named(challenge) for challenge in challenges if one["id"] in challenge["blocks"]],
        }
        for one in changes
    ]


def _named(challenge: dict[str, Any]) -> dict[str, Any]:
    """Return a challenge with the name of its region and its day as a date."""
    names = {one.id: one.name.text(page_language()) for one in load_regions().regions}
    region = names.get(challenge["region"], challenge["region"])
    return challenge | {"region": region, "held_on": date.fromisoformat(challenge["held_on"])}


@require_safe
def version_compare(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show what differs between any two versions."""
    guide = guides.access_guide(request.user, guide_id)
    versions = list(selectors.list_versions(guide))
    if len(versions) < 2:
        raise Http404
    numbers = {str(version.number) for version in versions}
    wanted = [request.GET.get(name, "") for name in ("before", "after")]
    before, after = (
        (int(one) if one in numbers else versions[place].number)
        for one, place in zip(wanted, (1, 0), strict=True)
    )
    first, second = selectors.access_version(guide, before), selectors.access_version(guide, after)
    language = text_language(request, guide)
    found = services.changes_between(services.texts_of(first), services.texts_of(second), [language])
    context = guide_context(request, guide) | {
        "versions": versions, "before": first, "after": second, "language": language,
        "changes": named_changes(found[language], []),
    }  # fmt: skip
    return render(request, "publications/version_compare.html", context)

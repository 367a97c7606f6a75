"""Pages on which a guide is read, written and talked about, paragraph by paragraph."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import GuideTextMoved, SauattyError
from sauatty.web.base.sentences import say
from sauatty.web.guides import extensions, selectors, services, showing
from sauatty.web.guides.forms import BlockForm, CommentForm, TextForm
from sauatty.web.guides.head import chapter_choices, guide_context, page_language, text_language


@require_safe
def text(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show a chapter in one language, with the state of every paragraph."""
    guide = selectors.access_guide(request.user, guide_id)
    titles = dict(chapter_choices(page_language()))
    slugs = list(dict.fromkeys(selectors.visible_blocks(guide).values_list("chapter", flat=True)))
    chapter = request.GET.get("chapter", "")
    chapter = chapter if chapter in slugs else (slugs[0] if slugs else "")
    language = text_language(request, guide)
    facts, tables = selectors.facts_of(guide), selectors.tables_of(guide)
    views = selectors.list_blocks(guide, chapter) if chapter else []
    context = guide_context(request, guide) | {
        "language": language,
        "chapter": chapter,
        "chapters": [(slug, titles.get(slug, slug)) for slug in slugs],
        "blocks": [showing.shown_block(view, language, facts, tables) for view in views],
        "n_drafts": sum(view.in_language(language).state == selectors.DRAFT for view in views),
    }
    return render(request, "guides/text.html", context)


def _text_address(guide: Any, block: Any, language: str) -> str:
    page = reverse("guides:text", args=[guide.pk])
    return f"{page}?chapter={block.chapter}&language={language}#{block.anchor}"


@require_http_methods(["GET", "POST"])
def block_edit(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Show a paragraph in all languages side by side, what stands behind it and what was said; keep a new text."""
    guide = selectors.access_guide(request.user, guide_id)
    block = selectors.access_block(guide, block_id)
    if request.method == "GET":
        return _block_page(request, guide, block)
    guide = selectors.access_authored(request.user, guide_id)
    form = TextForm(request.POST)
    if not form.is_valid() or form.cleaned_data["language"] not in guide.languages:
        return _block_page(request, guide, block, sent=form)
    found = form.cleaned_data
    try:
        services.write_text(
            guide=guide, block=block, language=found["language"], text=found["text"], actor=request.user,
            revision=found["revision"], is_new_meaning=found["is_new_meaning"],
            may_leave_out=found["may_leave_out"],
        )  # fmt: skip
    except GuideTextMoved as moved:
        return _moved(request, guide, block_id, form, moved)
    except SauattyError as error:
        form.add_error("text", say(error))
        return _block_page(request, guide, block, sent=form)
    messages.success(request, gettext("The text is kept."))
    return redirect("guides:block_edit", guide.pk, block.pk)


def _moved(
    request: HttpRequest, guide: Any, block_id: UUID, form: TextForm, error: GuideTextMoved
) -> HttpResponse:
    """Show both texts: the writer's in the field, the other one above it, under the newest revision."""
    block = selectors.access_block(guide, block_id)
    now = selectors.view_of(block, guide.languages).in_language(form.cleaned_data["language"])
    data = request.POST.copy()
    data["revision"] = str(now.revision)
    again = TextForm(data)
    again.is_valid()
    again.add_error("text", say(error))
    return _block_page(request, guide, block, sent=again, other=now.text)


def _block_page(
    request: HttpRequest, guide: Any, block: Any, *, sent: TextForm | None = None, other: str = ""
) -> HttpResponse:
    facts = selectors.facts_of(guide)
    view = selectors.view_of(block, guide.languages)
    columns = [_column(guide, one, facts, sent, other) for one in view.texts]
    evidence = selectors.list_evidence(block)
    context = guide_context(request, guide) | {
        "paragraph": block,
        "view": view,
        "columns": columns,
        "sent": sent,
        "computed": showing.shown_block(view, page_language(), facts, selectors.tables_of(guide)),
        "evidence": evidence,
        "n_evidence": len(block.evidence),
        "comments": selectors.list_comments(block),
        "comment_form": CommentForm(),
        "block_form": BlockForm(initial={"language": guide.leading_language}),
        "extensions": extensions.extensions_at(extensions.PARAGRAPH, guide=guide, block=block),
        "back": _text_address(guide, block, text_language(request, guide)),
    }
    return render(request, "guides/block_edit.html", context, status=422 if sent else 200)


def _column(guide: Any, one: Any, facts: Any, sent: TextForm | None, other: str) -> dict[str, Any]:
    is_sent = sent is not None and sent.data.get("language") == one.language
    initial = {
        "language": one.language, "revision": one.revision, "text": one.text,
        "is_new_meaning": one.language == guide.leading_language,
    }  # fmt: skip
    form = sent if is_sent else TextForm(initial=initial, auto_id=f"id_{one.language}_%s")
    return {
        "one": one,
        "shown": showing.shown_text(one, facts),
        "form": form,
        "other": other if is_sent else "",
        "figures": showing.figures_in([one.text], facts, one.language),
        "history": selectors.list_revisions(one.row)[:12] if one.row else [],
    }


@require_POST
def block_take_over(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Stand behind a text as it is."""
    guide = selectors.access_authored(request.user, guide_id)
    block = selectors.access_block(guide, block_id)
    revision = request.POST.get("revision", "")
    services.take_over(
        guide=guide, block=block, language=request.POST.get("language", ""), actor=request.user,
        revision=int(revision) if revision.isdecimal() and len(revision) < 9 else -1,
    )  # fmt: skip
    messages.success(request, gettext("You stand behind this text now."))
    if request.POST.get("next") == "text":
        return redirect(_text_address(guide, block, text_language(request, guide)))
    return redirect("guides:block_edit", guide.pk, block.pk)


@require_POST
def chapter_take_over(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Stand behind every draft of a chapter in one language."""
    guide = selectors.access_authored(request.user, guide_id)
    chapter, language = request.POST.get("chapter", ""), text_language(request, guide)
    n = services.take_over_chapter(guide=guide, chapter=chapter, language=language, actor=request.user)
    messages.success(request, gettext("Texts that you stand behind now: %(n)s.") % {"n": n})
    return redirect(reverse("guides:text", args=[guide.pk]) + f"?chapter={chapter}&language={language}")


@require_POST
def block_add(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Add a paragraph behind another one."""
    guide = selectors.access_authored(request.user, guide_id)
    after = selectors.access_block(guide, block_id)
    form = BlockForm(request.POST)
    if not form.is_valid() or form.cleaned_data["language"] not in guide.languages:
        messages.error(request, gettext("Write the text of the new paragraph in a language of the guide."))
        return redirect("guides:block_edit", guide.pk, after.pk)
    found = form.cleaned_data
    block = services.add_block(
        guide=guide, after=after, kind=found["kind"], language=found["language"], text=found["text"],
        actor=request.user,
    )  # fmt: skip
    messages.success(request, gettext("The paragraph was added. It is still missing in the other languages."))
    return redirect("guides:block_edit", guide.pk, block.pk)


@require_POST
def block_remove(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Take a paragraph out."""
    guide = selectors.access_authored(request.user, guide_id)
    block = selectors.access_block(guide, block_id)
    services.remove_block(guide=guide, block=block, actor=request.user)
    messages.success(request, gettext("The paragraph was taken out. It can be put back."))
    return redirect(_text_address(guide, block, text_language(request, guide)))


@require_POST
def block_restore(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Put a paragraph back."""
    guide = selectors.access_authored(request.user, guide_id)
    block = selectors.access_block(guide, block_id)
    services.restore_block(guide=guide, block=block, actor=request.user)
    return redirect(_text_address(guide, block, text_language(request, guide)))


@require_safe
def removed_list(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show the paragraphs that were taken out."""
    guide = selectors.access_guide(request.user, guide_id)
    facts, language = selectors.facts_of(guide), text_language(request, guide)
    views = selectors.list_removed(guide)
    context = guide_context(request, guide) | {
        "blocks": [showing.shown_block(view, language, facts, {}) for view in views]
    }
    return render(request, "guides/removed_list.html", context)


@require_POST
def comment_add(request: HttpRequest, guide_id: UUID, block_id: UUID) -> HttpResponse:
    """Say something about a paragraph."""
    guide = selectors.access_guide(request.user, guide_id)
    block = selectors.access_block(guide, block_id)
    form = CommentForm(request.POST)
    if form.is_valid():
        found = form.cleaned_data
        services.add_comment(
            guide=guide, block=block, language=found["language"], text=found["text"], actor=request.user
        )
    else:
        messages.error(request, gettext("Write the comment first."))
    return redirect(reverse("guides:block_edit", args=[guide.pk, block.pk]) + "#comments")


@require_POST
def comment_resolve(request: HttpRequest, guide_id: UUID, comment_id: UUID) -> HttpResponse:
    """Mark a comment as answered."""
    guide = selectors.access_guide(request.user, guide_id)
    comment = selectors.access_comment(guide, comment_id)
    services.resolve_comment(guide=guide, comment=comment, actor=request.user)
    return redirect(reverse("guides:block_edit", args=[guide.pk, comment.block_id]) + "#comments")


@require_safe
def comment_list(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show every comment that waits for an answer."""
    guide = selectors.access_guide(request.user, guide_id)
    context = guide_context(request, guide) | {"comments": selectors.list_open_comments(guide)}
    return render(request, "guides/comment_list.html", context)

"""Codebooks of one's own: the list, the draft in three languages, versions, files."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.sandbox import read_codebook_in_sandbox
from sauatty.web.answers import books, exchanging, forms, selectors, services
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.coding.frameworks import framework_of

QDC = "application/xml"


def _here() -> str:
    return get_language() or "kk"


@require_safe
def codebook_list(request: HttpRequest) -> HttpResponse:
    """List the codebooks that come with Sauatty and those of one's programmes."""
    rows = [(one, selectors.draft_of(one)) for one in selectors.list_codebooks(request.user)[:200]]
    return render(request, "answers/codebook_list.html", {"rows": rows, "shipped": selectors.shipped_books()})


@require_safe
def shipped_book(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """Show a codebook that comes with Sauatty."""
    return render(request, "answers/shipped_book.html", {"book": _shipped(slug, version)})


def _shipped(slug: str, version: str) -> Any:
    found = [one for one in selectors.shipped_books() if (one.id, one.version) == (slug, version)]
    if not found:
        raise Http404
    return found[0]


@require_safe
def shipped_file(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """Give a shipped codebook as REFI-QDA."""
    return _file(_shipped(slug, version))


def _file(book: Any) -> HttpResponse:
    content = exchanging.book_file(book, _here())
    name = f"{book.id}-{book.version}-{_here()}.qdc"
    return HttpResponse(
        content, content_type=QDC, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def codebook_begin(request: HttpRequest) -> HttpResponse:
    """Begin a codebook of one's own."""
    programmes = {str(one.pk): one for one in selectors.list_programmes(request.user)}
    if not programmes:
        raise Http404
    sources = [*selectors.shipped_books()]
    form = forms.BeginForm(
        posted(request), books=sources,
        programmes=[(pk, in_language(one, "title")) for pk, one in programmes.items()],
    )  # fmt: skip
    if form.is_valid():
        slug, _space, version = form.cleaned_data["source"].rpartition(" ")
        made = services.begin_codebook(
            actor=request.user, programme=programmes[form.cleaned_data["programme"]],
            source=books.find_book(slug, version), titles=form.titles,
        )  # fmt: skip
        return redirect("answers:codebook_detail", codebook_id=made.pk)
    return render(
        request, "answers/codebook_begin.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_safe
def codebook_detail(request: HttpRequest, codebook_id: UUID) -> HttpResponse:
    """Show the draft and the published versions."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    return _detail(request, codebook)


def _detail(request: HttpRequest, codebook: Any, *, sentence: str = "", status: int = 200) -> HttpResponse:
    context = {
        "codebook": codebook,
        "book": selectors.draft_of(codebook),
        "versions": selectors.list_versions(codebook),
        "form": forms.FileForm(accept=".qdc"),
        "sentence": sentence,
    }
    return render(request, "answers/codebook_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def title_edit(request: HttpRequest, codebook_id: UUID) -> HttpResponse:
    """Change the title."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    titles = {f"title_{code}": text for code, text in (codebook.body.get("title") or {}).items()}
    form = forms.TitleForm(posted(request), initial={**titles, "revision": codebook.revision})
    return _edited(
        request, codebook, form, gettext("Title"),
        lambda values: services.change_titles(
            codebook=codebook, actor=request.user, revision=values["revision"], titles=form.titles
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def grade_edit(request: HttpRequest, codebook_id: UUID, grade: int) -> HttpResponse:
    """Change what a grade is called and when it is given."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    row = next((one for one in codebook.body["grades"] if one["code"] == grade), None)
    if row is None:
        raise Http404
    form = forms.TextsForm(posted(request), initial=forms.TextsForm.initial_of(row, codebook.revision))
    return _edited(
        request, codebook, form, gettext("Grade of the answer: %(grade)s") % {"grade": grade},
        lambda values: services.change_grade(
            codebook=codebook, actor=request.user, revision=values["revision"], grade=grade, values=form.values
        ),
    )  # fmt: skip


def _competences() -> list[tuple[str, str]]:
    return [(one.id, f"{one.code} {one.name.text(_here())}") for one in framework_of("gmilaf").competences]


@require_http_methods(["GET", "HEAD", "POST"])
def part_edit(request: HttpRequest, codebook_id: UUID, part: str) -> HttpResponse:
    """Change a part."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    row = next((one for one in codebook.body.get("parts", []) if one["id"] == part), None)
    if row is None:
        raise Http404
    initial = forms.PartForm.initial_of(row, codebook.revision)
    form = forms.PartForm(posted(request), initial=initial, competences=_competences())
    return _edited(
        request, codebook, form, gettext("Part: %(part)s") % {"part": part},
        lambda values: services.change_part(
            codebook=codebook, actor=request.user, revision=values["revision"], part=part, values=form.values
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def part_add(request: HttpRequest, codebook_id: UUID) -> HttpResponse:
    """Add a part."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    initial = {"revision": codebook.revision}
    form = forms.PartForm(posted(request), initial=initial, competences=_competences(), is_new=True)
    return _edited(
        request, codebook, form, gettext("New part"),
        lambda values: services.change_part(
            codebook=codebook, actor=request.user, revision=values["revision"], part=values["part"],
            values=form.values, is_new=True,
        ),
    )  # fmt: skip


def _edited(request: HttpRequest, codebook: Any, form: Any, title: str, save: Any) -> HttpResponse:
    sentence = ""
    if form.is_valid():
        try:
            save(form.cleaned_data)
        except SauattyError as error:
            sentence = say(error)
        else:
            messages.success(request, gettext("Saved in the draft."))
            return redirect("answers:codebook_detail", codebook_id=codebook.pk)
    context = {"codebook": codebook, "form": form, "title": title, "sentence": sentence}
    return render(request, "answers/codebook_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def part_remove(request: HttpRequest, codebook_id: UUID, part: str) -> HttpResponse:
    """Take a part out of the draft."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    services.remove_part(codebook=codebook, actor=request.user, revision=codebook.revision, part=part)
    messages.success(request, gettext("Taken out of the draft. Published versions keep it."))
    return redirect("answers:codebook_detail", codebook_id=codebook.pk)


@require_POST
def codebook_publish(request: HttpRequest, codebook_id: UUID) -> HttpResponse:
    """Publish the draft as a version that never changes."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    try:
        version = services.publish_codebook(codebook=codebook, actor=request.user)
    except SauattyError as error:
        return _detail(request, codebook, sentence=say(error), status=422)
    messages.success(request, gettext("Version %(number)s is published.") % {"number": version.number})
    return redirect("answers:codebook_detail", codebook_id=codebook.pk)


@require_POST
def codebook_import(request: HttpRequest, codebook_id: UUID) -> HttpResponse:
    """Put the codes of a REFI-QDA codebook in the place of the parts of the draft, and publish it as a version."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    form = forms.FileForm(request.POST, request.FILES, accept=".qdc")
    if not form.is_valid():
        return _detail(request, codebook, sentence=" ".join(form.errors["file"]), status=422)
    try:
        version = services.version_from_codes(
            codebook=codebook, actor=request.user, codes=_read(form.cleaned_data["file"]), language=_here()
        )
    except SauattyError as error:
        return _detail(request, codebook, sentence=say(error), status=422)
    messages.success(request, gettext("Version %(number)s is published.") % {"number": version.number})
    return redirect("answers:codebook_detail", codebook_id=codebook.pk)


def _read(file: Any) -> Any:
    with tempfile.NamedTemporaryFile(prefix="sauatty-codebook-") as copy:
        copy.writelines(file.chunks())
        copy.flush()
        return read_codebook_in_sandbox(Path(copy.name), name=file.name)


@require_safe
def version_file(request: HttpRequest, codebook_id: UUID, number: int) -> HttpResponse:
    """Give a published version as REFI-QDA."""
    codebook = selectors.access_codebook(request.user, codebook_id)
    try:
        return _file(books.find_book(codebook.slug, str(number)))
    except SauattyError:
        raise Http404 from None

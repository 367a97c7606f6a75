"""The published guide as everybody reads it, at its own address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sauatty.web.guides.head import page_language
from sauatty.web.publications import rendering, selectors
from sauatty.web.publications.fragments import Fragment


@require_safe
def published(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show a published version; without a number the newest, at the address of its number."""
    version = selectors.access_published(request.user, slug, number)
    if number is None:
        return redirect("publications:published", slug, version.number)
    wanted = request.GET.get("language", "") or page_language()
    language = wanted if wanted in version.languages else version.languages[0]
    files = list(version.files.defer("content"))
    html = version.files.filter(language=language, format="html").first()
    context = {
        "version": version,
        "guide": version.guide,
        "language": language,
        "files": [file for file in files if file.format != "html"],
        "body": Fragment(bytes(html.content).decode()) if html else None,
        "title": version.documents[language]["title"],
    }
    return render(request, "publications/published.html", context)


@require_safe
def published_file(request: HttpRequest, slug: str, number: int, language: str, format: str) -> HttpResponse:
    """Give a file of a published version."""
    version = selectors.access_published(request.user, slug, number)
    file = selectors.access_version_file(version, language, format)
    response = HttpResponse(bytes(file.content), content_type=rendering.MEDIA_TYPES.get(format, "text/plain"))
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{version.identifier}-{language}.{format}"'
    )
    return response

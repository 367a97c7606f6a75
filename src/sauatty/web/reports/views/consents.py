"""What participants are asked about research, the text of it, and answers on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.reports import forms, selectors, services

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def my_research(request: HttpRequest) -> HttpResponse:
    """Ask a participant, for each of their programmes, whether their data may be used for research."""
    asked = selectors.questions_of(request.user)
    if request.method == "POST":
        return _answered(request, asked)
    language = get_language() or "kk"
    shown = [(one, getattr(one.text, f"text_{language}").split("\n\n")) for one in asked]
    return render(request, "reports/my_research.html", {"asked": shown})


def _answered(request: HttpRequest, asked: list[selectors.Asked]) -> HttpResponse:
    """Take an answer: only to a question that this person is asked."""
    wanted = request.POST.get("programme", "")
    one = next((one for one in asked if str(one.programme.pk) == wanted), None)
    said, number = request.POST.get("agrees", ""), request.POST.get("number", "")
    if one is None or said not in ("yes", "no") or not number.isdecimal():
        raise Http404
    try:
        services.answer(
            person=request.user, programme=one.programme, number=int(number), agrees=said == "yes",
            language=get_language() or "kk",
        )  # fmt: skip
    except SauattyError as error:
        messages.warning(request, say(error))
    else:
        messages.success(request, _("Your answer is kept. You can change it here at any time."))
    return redirect("reports:my_research")


@require_http_methods(FORM_METHODS)
def research_text(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Write the text on research; each change is a version of its own."""
    programme = selectors.access_coordinated(request.user, programme_id)
    newest = selectors.newest_text(programme)
    known = {name: getattr(newest, name) for name in ("who", "recipients", "years")} if newest else None
    form = forms.TextForm(posted(request), initial=known)
    if form.is_valid():
        text = services.publish_text(actor=request.user, programme=programme, **form.cleaned_data)
        messages.success(request, _("Version %(version)d is stored.") % {"version": text.number})
        return redirect("reports:pack", programme.pk)
    texts = [
        (one, getattr(one, f"text_{get_language() or 'kk'}").split("\n\n"))
        for one in selectors.list_texts(programme)[:20]
    ]
    context = {"programme": programme, "form": form, "texts": texts}
    return render(request, "reports/research_text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def paper_consent(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Note what a participant answered on paper."""
    programme = selectors.access_coordinated(request.user, programme_id)
    initial = {"language": get_language() or "kk"}
    form = forms.PaperForm(posted(request), programme=programme, initial=initial)
    if form.is_valid():
        try:
            services.note_paper(actor=request.user, programme=programme, **form.facts())
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("The answer is noted."))
            return redirect("reports:pack", programme.pk)
    context = {"programme": programme, "form": form, "text": selectors.newest_text(programme)}
    return render(request, "reports/paper_consent.html", context, status=422 if form.is_bound else 200)

"""The letters that were planned and sent: this is the inbox of a test as well, where no mail server is set."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sauatty.web.mails import selectors, services
from sauatty.web.mails.forms import FilterForm
from sauatty.web.mails.kinds import kind_of
from sauatty.web.programmes import selectors as programmes

PER_PAGE = 25


@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """List the letters."""
    form = FilterForm(request.GET)
    rows = selectors.list_letters(request.user, **form.wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(letter, kind_of(letter.kind).label) for letter in page]
    context = {"page": page, "rows": shown, "form": form, "is_real": settings.IS_MAIL_REAL}
    context["programmes"] = programmes.list_coordinated(request.user)[:PER_PAGE]
    return render(request, "mails/letter_list.html", context)


@require_GET
def letter_detail(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show a letter as the person gets it, and what happened to it."""
    letter = selectors.access_letter(request.user, letter_id)
    context = {
        "letter": letter,
        "kind": kind_of(letter.kind),
        "steps": selectors.steps_of(letter),
        "is_real": settings.IS_MAIL_REAL,
        "may_withdraw": letter.state == letter.State.PLANNED,
        "may_repeat": letter.state in (letter.State.FAILED, letter.State.WITHDRAWN),
    }
    return render(request, "mails/letter_detail.html", context)


@require_POST
def letter_withdraw(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Take a letter back."""
    letter = selectors.access_letter(request.user, letter_id)
    if services.withdraw(actor=request.user, letter=letter):
        messages.success(request, _("The letter was taken back."))
    else:
        messages.error(request, _("The letter could not be taken back: it is on its way or gone already."))
    return redirect("mails:letter_detail", letter.pk)


@require_POST
def letter_again(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Send a letter again that was not delivered."""
    letter = selectors.access_letter(request.user, letter_id)
    if services.send_again(actor=request.user, letter=letter):
        messages.success(request, _("The letter will go out again."))
    else:
        messages.error(request, _("The letter is on its way or delivered already, so it is not sent again."))
    return redirect("mails:letter_detail", letter.pk)

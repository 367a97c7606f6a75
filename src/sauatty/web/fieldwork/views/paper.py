"""Entry of returned sheets: one page, the numbers of the choices, the number of the sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import AnswersDoNotFit, SauattyError
from sauatty.web.base.sentences import say
from sauatty.web.fieldwork import keyed, selectors, services
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import selectors as surveys
from sauatty.web.surveys.views.campaigns import FORM_METHODS, language


@require_http_methods(FORM_METHODS)
def paper_entry(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Enter one sheet by its numbers; the page comes back empty for the next one."""
    campaign = surveys.access_managed(request.user, campaign_id)
    fields = keyed.fields_of(instruments.core_instrument(campaign.version))
    sheet = _Sheet(request, fields, campaign.languages)
    if request.method == "POST" and not sheet.problems:
        try:
            return _store(request, campaign, sheet)
        except AnswersDoNotFit as error:
            sheet.problems.append((str(error.params["name"]), say(error)))
        except SauattyError as error:
            sheet.problems.append(("number", say(error)))
    context = {
        "campaign": campaign, "sheet": sheet, "counts": selectors.count_sheets(campaign),
        "open_sheets": list(selectors.list_open_sheets(campaign)),
    }  # fmt: skip
    return render(request, "fieldwork/paper.html", context, status=422 if sheet.problems else 200)


def _store(request: HttpRequest, campaign: Any, sheet: "_Sheet") -> HttpResponse:
    given = {"actor": request.user, "campaign": campaign, "number": sheet.number, "answers": sheet.answers}
    if sheet.is_second:
        stored = services.enter_second(**given)
        if not stored.is_checked:
            return redirect("fieldwork:paper_settle", campaign_id=campaign.pk, sheet_id=stored.pk)
        messages.success(request, _("Sheet %(number)s: both entries agree.") % {"number": sheet.number})
    else:
        services.enter_paper(**given, language=sheet.language)
        messages.success(request, _("Sheet %(number)s is entered.") % {"number": sheet.number})
    again = "&second=1" if sheet.is_second else ""
    return redirect(
        f"{reverse('fieldwork:paper_entry', args=[campaign.pk])}?language={sheet.language}{again}"
    )


class _Sheet:
    """What was typed, and what of it cannot be understood. `rows` is a field with what was typed and its problem."""

    def __init__(self, request: HttpRequest, fields: list[keyed.KeyedField], languages: list[str]) -> None:
        given = request.POST if request.method == "POST" else request.GET
        self.number = request.POST.get("number", "").strip()[:20]
        self.is_second = bool(given.get("second"))
        chosen = given.get("language", "")
        self.languages = languages
        offered = [code for code in (chosen, language(), *languages) if code in languages]
        self.language = offered[0] if offered else language()
        self.fields = fields
        self.typed = {field.name: request.POST.get(f"a_{field.name}", "") for field in fields}
        self.answers: dict[str, str] = {}
        self.problems: list[tuple[str, str]] = []
        if request.method == "POST":
            self._understand()

    def _understand(self) -> None:
        if not self.number:
            self.problems.append(("number", _("Write the number that stands on the sheet.")))
        for field in self.fields:
            answer = keyed.typed_answer(field, self.typed[field.name])
            if answer is None:
                self.problems.append((field.name, _("There is no choice with this number.")))
            else:
                self.answers[field.name] = answer

    @property
    def rows(self) -> list[tuple[keyed.KeyedField, str, str]]:
        """Return each field with what was typed and what is wrong with it."""
        wrong = dict(self.problems)
        return [(field, self.typed[field.name], wrong.get(field.name, "")) for field in self.fields]

    @property
    def problem_rows(self) -> list[tuple[str, str, str]]:
        """Return the address on the page, the label and the sentence of each problem."""
        names = {field.name: field.label.text(language()) for field in self.fields}
        return [
            (
                "id_number" if name == "number" else f"id_a_{name}",
                names.get(name, _("Number of the sheet")),
                said,
            )
            for name, said in self.problems
        ]


@require_http_methods(FORM_METHODS)
def paper_settle(request: HttpRequest, campaign_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Show where two entries of a sheet differ, and take what stands on the paper."""
    campaign = surveys.access_managed(request.user, campaign_id)
    sheet = selectors.access_sheet(campaign, sheet_id)
    names = services.differences(sheet)
    if request.method == "POST":
        second = frozenset(name for name in names if request.POST.get(f"a_{name}") == "second")
        services.settle_sheet(actor=request.user, sheet=sheet, from_second=second)
        messages.success(request, _("Sheet %(number)s is settled.") % {"number": sheet.number})
        return redirect("fieldwork:paper_entry", campaign_id=campaign.pk)
    fields = keyed.fields_of(instruments.core_instrument(campaign.version))
    rows = [
        (field, keyed.shown_answer(field, sheet.response.answers.get(field.name, "")),
         keyed.shown_answer(field, (sheet.second_answers or {}).get(field.name, "")))
        for field in fields if field.name in names
    ]  # fmt: skip
    return render(
        request, "fieldwork/paper_settle.html", {"campaign": campaign, "sheet": sheet, "rows": rows}
    )

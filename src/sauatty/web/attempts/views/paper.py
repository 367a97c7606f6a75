"""Tests on paper: what is printed, and the page on which a trainer types the sheets that come back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.documents.test_paper import option_letters, target_letters
from sauatty.core.errors import SauattyError
from sauatty.web.attempts import arriving, forms, keying, printing, selectors
from sauatty.web.attempts.views.common import language
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes


def access_trained(request: HttpRequest, test_id: UUID) -> Any:
    """Return a test of a programme in which the visitor trains or coordinates, or 404."""
    test = papers.access_test(request.user, test_id)
    if test.programme is None or not programmes.trains(request.user, test.programme):
        raise Http404
    return test


@dataclass(slots=True)
class Outcome:
    """What became of typed lines."""

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[keying.Line, str, str]] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Print a test, and type in the sheets that come back: good lines are taken in, the others stay in the field."""
    test = access_trained(request, test_id)
    found = papers.papers_of(test)
    languages = papers.languages_of(found)
    form = forms.SheetsForm(
        posted(request), papers=found, languages=languages,
        initial={"language": language() if language() in languages else next(iter(languages), "")},
    )  # fmt: skip
    outcome = None
    if form.is_valid() and test.state != "draft":
        outcome = _take(request, test, form)
        form = _with_the_rest(form, outcome, found, languages)
    context = {
        "test": test, "form": form, "papers": found, "languages": languages, "outcome": outcome,
        "kinds": printing.KINDS, "example": _example(found), "is_draft": test.state == "draft",
    }  # fmt: skip
    is_wrong = form.is_bound and (not form.is_valid() or test.state == "draft")
    status = 422 if is_wrong or (outcome and outcome.refused) else 200
    return render(request, "attempts/on_paper.html", context, status=status)


def _take(request: HttpRequest, test: Any, form: Any) -> Outcome:
    paper = papers.content_of(form.papers[form.cleaned_data["paper"]].pk)
    people, outcome = selectors.people_by_code(test), Outcome()
    for line in keying.read_lines(form.cleaned_data["lines"], paper.body["items"]):
        person = people.get(line.code)
        if person is None:
            said = _("Nobody who is asked to take this test has the code '%(code)s'.") % {"code": line.code}
            outcome.refused.append((line, "", said))
        elif line.problem:
            outcome.refused.append((line, person.name, line.problem))
        else:
            _take_one(request, test, paper, person, line, form.cleaned_data["language"], outcome)
    return outcome


def _take_one(
    request: HttpRequest, test: Any, paper: Any, person: Any, line: keying.Line, spoken: str, outcome: Outcome
) -> None:  # fmt: skip
    try:
        arriving.enter_sheet(
            actor=request.user, test=test, paper=paper, person=person, given=line.given, language=spoken
        )
        outcome.taken.append(person.name)
    except SauattyError as error:
        outcome.refused.append((line, person.name, say(error)))


def _with_the_rest(form: Any, outcome: Outcome, found: Any, languages: Any) -> Any:
    rest = "\n".join(line.text for line, _name, _said in outcome.refused)
    chosen = {name: form.cleaned_data[name] for name in ("paper", "language")}
    return forms.SheetsForm(papers=found, languages=languages, initial=chosen | {"lines": rest})


def _example(found: list[Any]) -> str:
    """Return a line as it would be typed for the first paper: always the first letters."""
    if not found:
        return ""
    return "abc234: " + "; ".join(_typed(item) for item in papers.content_of(found[0].pk).body["items"])


def _typed(item: Any) -> str:
    letters = list(option_letters(item).values())
    if item["kind"] == "order":
        return "".join(letters)
    if item["kind"] == "match":
        first = next(iter(target_letters(item).values()), "p")
        return " ".join(f"{letter}={first}" for letter in letters)
    return letters[0]


@require_POST
def paper_print(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Ask for a PDF: the paper with its sheet, the same in large print, or the list of codes."""
    test = access_trained(request, test_id)
    found = papers.papers_of(test)
    paper = next((one for one in found if one.code == request.POST.get("paper")), None)
    kind, spoken = request.POST.get("kind"), request.POST.get("language")
    if paper is None or kind not in printing.KINDS or spoken not in papers.languages_of(found):
        raise Http404
    job = printing.ask(actor=request.user, test=test, paper=paper, language=str(spoken), kind=str(kind))
    return redirect("base:job_detail", job_id=job.pk)

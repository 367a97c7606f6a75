"""Tests on paper: asked for on a page, made by a job, fetched by who asked."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sauatty.core.documents.blocks import Document
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.test_paper import SheetPerson, code_list, test_paper
from sauatty.web.attempts import selectors
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.base.texts import in_language, translated
from sauatty.web.instruments import selectors as instruments
from sauatty.web.papers import selectors as papers

JOB = "attempts.paper"
PAPER, LARGE, CODES = "paper", "large", "codes"
KINDS = (PAPER, LARGE, CODES)


def ask(*, actor: Any, test: Any, paper: Any, language: str, kind: str) -> Job:
    """Ask for a printed test, its large print, or the list of codes; made anew each time: people join."""
    name = f"{test.slug}-{paper.code}-{language}-{kind}.pdf"
    payload = {
        "test": str(test.pk), "paper": str(paper.pk), "language": language, "kind": kind,
        "person": str(actor.pk), "name": name,
    }  # fmt: skip
    return jobs.enqueue(
        JOB, key=f"{actor.pk}:{test.pk}:{name}", payload=payload, actor=actor, total=1, again=True
    )


def do_paper(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the file and offer it to who asked (done by the worker)."""
    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    if owner is None:  # erased while the job was waiting
        return
    test, paper = papers.test_of_job(payload["test"]), papers.content_of(payload["paper"])
    language = str(payload["language"])
    make: Callable[..., Document] = _codes if payload["kind"] == CODES else _paper
    with override(language):
        content = render_pdf(make(test, paper, language, payload["kind"] == LARGE))
    exports.offer_file(
        owner=owner, name=payload["name"], media_type="application/pdf", content=content, test=payload["test"]
    )
    report(1, 1)


def _paper(test: Any, paper: Any, language: str, is_large: bool) -> Document:
    return test_paper(
        paper.body["items"], language, title=translated(test, "title").text(language), code=paper.code,
        minutes=test.minutes, note=_note(test), is_large=is_large,
    )  # fmt: skip


def _codes(test: Any, paper: Any, language: str, is_large: bool) -> Document:
    asked = sorted(
        selectors.asked_of(test), key=lambda pair: (_cohort(pair[1]), pair[0].sort_key, str(pair[0].pk))
    )
    given = _papers_of(test, asked)
    people = [
        SheetPerson(person.name, selectors.sheet_code(person), _cohort(cohort), given.get(person.pk, ""))
        for person, cohort in asked
    ]
    return code_list(people, language, title=translated(test, "title").text(language))


def _cohort(cohort: Any) -> str:
    return in_language(cohort, "name") if cohort else ""


def _papers_of(test: Any, asked: Sequence[tuple[Any, Any]]) -> dict[Any, str]:
    """Return which of several papers each person is to get: by the rule of the screen, as if they began in this order."""
    if len(papers.papers_of(test)) < 2:
        return {}
    begun: dict[Any, dict[Any, int]] = {}
    found = {}
    for person, cohort in asked:
        counts = begun.setdefault(cohort and cohort.pk, dict(selectors.papers_begun(test, cohort)))
        paper = papers.paper_for(test, person, taken=selectors.papers_taken(person, test), begun=counts)
        counts[paper.pk] = counts.get(paper.pk, 0) + 1
        found[person.pk] = paper.code
    return found


def _note(test: Any) -> str:
    return _("Invented data for looking around") if test.is_demo else ""


def file_address(job: Job) -> str:
    """Return where a made file is fetched; the page of paper once it has expired."""
    file = instruments.find_file(job.payload["person"], job.payload["name"])
    if file:
        return reverse("base:file_fetch", args=[file])
    return reverse("attempts:on_paper", args=[job.payload["test"]])

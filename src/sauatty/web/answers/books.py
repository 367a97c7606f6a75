"""Codebooks for answers, shipped or one's own, as core reads them; and the scheme that coders decide by."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.answer_codebooks import (
    AnswerCodebook,
    answer_codebook,
    answer_codebook_from_mapping,
)
from sauatty.core.errors import UnknownCodebook
from sauatty.web.answers.models import CodebookVersion
from sauatty.web.coding.frameworks import CompetenceChoice, keys_for
from sauatty.web.coding.schemes import Scheme

# A published version never changes, so it is read once in a process
_known: dict[tuple[str, str], AnswerCodebook] = {}
KEPT = 64
WORDS = {
    "things": _("Answers"),
    "by_state": _("Answers by state"),
    "settled": _("settled: %(settled)s of %(all)s answers"),
    "for_each": _("Coders for each answer"),
    "manual": _("Codebook"),
    "step": _("Grade of the answer"),
    "choose_step": _("Choose a grade."),
    "parts": _("Parts that the answer names"),
    "choose_parts": _("One of these parts is not in the codebook."),
    "none_has_parts": _("Where there is no answer, there are no parts."),
    "offline": _("No connection. You can go on; prepared answers left: %n"),
    "own_left": _("There is nothing to settle now. Answers that you coded yourself are left to others."),
    "agreed_steps": _("Grades: equal or not"),
    "agreed_ordinal": _("Grades in their order"),
    "agreed_parts": _("Parts as sets"),
    "pairs": _("Cohen's kappa of the grades, unweighted; a dash where it is undefined"),
    "judged_by_both": _("Answers judged by both"),
    "by_group": _("By language of the answer"),
    "by_group_note": _("Grades in their order (ordinal), parts as sets."),
    "group": _("Language"),
    "judged_twice": _("Answers judged twice"),
    "by_part": _("By part"),
    "by_part_note": _("Whether an answer names the part or not: alpha with its interval"),
    "part": _("Part"),
    "taken_for": _("One coder gave the first part where another gave the second"),
    "none_taken": _("No part was taken for another one yet."),
    "count": _("Answers:"),
    "has_recall": False,
    "has_tables": False,
}
FORMS = {
    "kk": _("Kazakh"),
    "kk-typed": _("Kazakh typed without Kazakh letters"),
    "ru": _("Russian"),
    "en": _("English"),
    "mixed": _("mixed languages"),
    "": _("language not clear"),
}


def find_book(slug: str, version: str = "") -> AnswerCodebook:
    """Return a version of a codebook, shipped or one's own; UnknownCodebook if there is none."""
    if version and (slug, version) in _known:
        return _known[slug, version]
    try:
        return answer_codebook(slug, version)
    except UnknownCodebook:
        rows = CodebookVersion.objects.filter(codebook__slug=slug).order_by("-number")
        row = rows.filter(number=version).first() if version.isdecimal() else rows.first()
        if row is None or (version and str(row.number) != version):
            raise
    while len(_known) >= KEPT:
        _known.pop(next(iter(_known)))
    found = _known[slug, str(row.number)] = answer_codebook_from_mapping(row.body, slug, row.sha256)
    return found


def book_of(project: Any) -> AnswerCodebook:
    """Return the codebook by which a project is coded now."""
    return find_book(project.codebook, project.codebook_version)


def scheme_of(project: Any) -> Scheme:
    """Return the scheme of a project in the language of the page; parts are stored in the order of the codebook."""
    book, here = book_of(project), get_language() or "kk"
    places = {one.id: place for place, one in enumerate(book.parts)}
    keys = keys_for([len(book.parts)])[0]
    choices = tuple(
        CompetenceChoice(one.id, "", one.name.text(here), key, _told(one, here))
        for one, key in zip(book.parts, keys, strict=True)
    )
    return Scheme(
        steps=tuple((one.code, one.name.text(here), one.text.text(here)) for one in book.grades),
        groups=((str(WORDS["parts"]), choices),),
        resolve=lambda ids: sorted(ids, key=lambda one: places[one]),
        most=len(book.parts),
    )


def _told(part: Any, here: str) -> str:
    return "\n".join([part.text.text(here), *(f"– {rule.text(here)}" for rule in part.rules)])


def form_name(form: str) -> str:
    """Return in which language an answer is written, in words."""
    return str(FORMS.get(form, form))

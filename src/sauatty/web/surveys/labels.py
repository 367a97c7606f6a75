"""Names of regions, kinds and reasons, as pages and tables show them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core import errors
from sauatty.core.catalogue.answers_check import AnswerProblem
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.instruments import selectors as instruments
from sauatty.web.instruments.labels import PROBLEMS
from sauatty.web.surveys import attributes, judging
from sauatty.web.surveys.models import Campaign

_REASONS = {
    error.code: error.message
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, errors.ResponseHeld)
}
# What the sentences above say with facts that are not kept: said without them.
_SHORT = {
    errors.AnswersDoNotFit.code: _("An answer does not fit its question."),
    errors.VersionUnknown.code: _("It answers a version of the instrument that is not known here."),
    judging.EMPTY: _("No question is answered."),
    "contradicts-rows": _("It contradicts what is stored already."),
}
STATES = {
    "draft": _("being prepared"),
    "waiting": _("opens by itself"),
    "open": _("taking answers"),
    "closed": _("over"),
}


def reason(code: str) -> Any:
    """Return why a response waits, in the language of the page."""
    return _SHORT.get(code) or (gettext(_REASONS[code]) if code in _REASONS else "")


def problem(found: AnswerProblem) -> str:
    """Return in the language of the page what is wrong with an answer."""
    said = PROBLEMS.get(found.code, _SHORT[errors.AnswersDoNotFit.code])
    return str(said) % {"detail": found.detail}


def region_names() -> dict[str, str]:
    """Return the names of the regions in the language of the page, by code (one query)."""
    return {one.code: in_language(one, "name") for one in accounts.list_regions()}


def kind_labels(campaign: Campaign, language: str) -> dict[str, str]:
    """Return the kinds of organisations: those of the house, and those that the instrument offers beside them."""
    labels = {code: str(label) for code, label in accounts.organisation_kinds()}
    reading = judging.reading_of(campaign.version, attributes.KINDS)
    offered: dict[str, str] = {}
    for name in reading.kinds:
        question = reading.instrument.question(name)
        for choice in question.choices if question else ():
            offered[attributes.kind_of(choice.code)] = choice.label.text(language)
    return {**labels, **offered} if offered else labels


def known_regions() -> dict[str, str]:
    """Return the code of every name and code of a region, in small letters."""
    found: dict[str, str] = {}
    for one in accounts.list_regions():
        for name in (one.code, one.kato, one.name_kk, one.name_ru, one.name_en):
            found[name.casefold()] = one.code
    return found


def known_kinds(campaign: Campaign) -> dict[str, str]:
    """Return the code of every name and code of a kind, in small letters."""
    found: dict[str, str] = {}
    for language in ("kk", "ru", "en"):
        for code, label in kind_labels(campaign, language).items():
            plain = code.casefold()
            spelled = (plain, plain.replace("-", "_"), plain.replace("_", "-"), label.casefold())
            found |= dict.fromkeys(spelled, code)
    return found


def answer_rows(
    campaign: Campaign, version: Any, answers: Mapping[str, str], language: str
) -> list[dict[str, str]]:
    """Return what was answered, question by question, and last what belongs to no question."""
    instrument = instruments.core_instrument(version or campaign.version)
    rows, known = [], set()
    for question in instrument.questions:
        labels = {choice.code: choice.label.text(language) for choice in question.choices}
        for name in question.names:
            known.add(name)
            if answers.get(name):
                codes = answers[name].split() if labels and not name.endswith("_other") else []
                shown = ", ".join(labels.get(code, code) for code in codes) or answers[name]
                row = next(
                    (
                        one.label.text(language)
                        for one in question.rows
                        if f"{question.id}_{one.code}" == name
                    ),
                    "",
                )
                text = question.text.text(language)
                rows.append({"name": name, "question": f"{text} {row}".strip(), "answer": shown})
    rows += [
        {"name": name, "question": "", "answer": text} for name, text in answers.items() if name not in known
    ]
    return rows

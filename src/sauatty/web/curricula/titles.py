"""Names of documents, areas and subjects in three languages."""

from functools import lru_cache

from django.utils.translation import gettext

from sauatty.core.catalogue import subject_areas, subjects
from sauatty.core.languages import Translated
from sauatty.core.records import CurriculumDocument

_ACTS = {
    "model-curriculum": Translated(
        "Үлгілік оқу бағдарламалары (№ %s бұйрық)",
        "Типовые учебные программы (приказ № %s)",
        "Model curricula (order № %s)",
    ),
    "state-standard": Translated(
        "Мемлекеттік жалпыға міндетті білім беру стандарты (№ %s бұйрық)",
        "Государственный общеобязательный стандарт образования (приказ № %s)",
        "State compulsory standard of education (order № %s)",
    ),
}


def document_titles(document: CurriculumDocument) -> Translated:
    """Return how the family of a document is called: its act, else its first programme, else its file."""
    number, act = document.edition.number, _ACTS.get(document.kind)
    if number and act:
        return Translated(act.kk % number, act.ru % number, act.en % number)
    first = next((programme.title for programme in document.programmes if programme.title), "")
    text = first or document.edition.act or document.source
    return Translated.from_mapping(text)


@lru_cache(maxsize=1)
def _areas() -> dict[str, Translated]:
    return {area.code: area.name for area in subject_areas()}


@lru_cache(maxsize=1)
def _subjects() -> dict[str, Translated]:
    return {subject.id: subject.name for subject in subjects()}


def area_slugs() -> tuple[str, ...]:
    """Return the learning areas in the order of the state standard, electives last."""
    return tuple(_areas())


def area_name(slug: str, language: str) -> str:
    """Return a learning area's name; a sentence where the reader could not tell it."""
    return _areas()[slug].text(language) if slug in _areas() else slug or gettext("area not recognised")


def subject_name(slug: str, language: str) -> str:
    """Return a subject's name; a sentence where the reader could not tell it."""
    return (
        _subjects()[slug].text(language) if slug in _subjects() else slug or gettext("subject not recognised")
    )


def subject_slugs() -> tuple[str, ...]:
    """Return the school subjects in the order of their areas."""
    return tuple(_subjects())

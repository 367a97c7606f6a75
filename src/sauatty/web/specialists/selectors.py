"""The only door to the directory: who may see whom, who fits a question, what people showed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sauatty.core.catalogue.directory_query import matches_words
from sauatty.core.languages import LANGUAGE_NAMES, sort_key
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.specialists import labels, showing
from sauatty.web.specialists.models import Specialist
from sauatty.web.specialists.showing import Shown

Audience = Specialist.Audience
MOST_READ = 2000


def audiences_of(actor: Any) -> tuple[str, ...]:
    """Return which entries somebody may see: the network sees all, who is signed in more than a visitor (one query)."""
    if not actor.is_authenticated:
        return (Audience.PUBLIC,)
    if is_in_network(actor):
        return (Audience.NETWORK, Audience.SCHOOLS, Audience.PUBLIC)
    return (Audience.SCHOOLS, Audience.PUBLIC)


def is_in_network(actor: Any) -> bool:
    """Tell whether somebody coordinates something or stands in the directory themselves."""
    if not actor.is_authenticated:
        return False
    coordinates = actor.is_site_admin or "coordinator" in actor.role_names()
    return coordinates or list_standing().filter(person=actor).exists()


def list_standing() -> QuerySet[Specialist]:
    """List the entries of all people who are still here, for counts that name nobody."""
    active = Specialist.objects.filter(person__is_active=True, person__erased_at__isnull=True)
    agreed = active.exclude(person__in=accounts.who_took_back(labels.CONSENT))
    return agreed.select_related("person", "region")


def list_visible(actor: Any) -> QuerySet[Specialist]:
    """List the entries that somebody may see."""
    own = Q(person=actor) if actor.is_authenticated else Q()
    return list_standing().filter(Q(audience__in=audiences_of(actor)) | own)


def access_specialist(actor: Any, specialist_id: UUID | str) -> Specialist:
    """Return an entry that the actor may see; otherwise it does not exist (404)."""
    return get_object_or_404(list_visible(actor), pk=specialist_id)


def own_entry(person: Any) -> Specialist | None:
    """Return the entry of a person, or None where they do not stand in the directory."""
    return Specialist.objects.filter(person=person).select_related("person", "region").first()


def standing_entry(person: Any) -> Specialist | None:
    """Return the entry by which a person belongs to the network: not of who took the consent back."""
    return list_standing().filter(person=person).first()


def find_specialists(
    actor: Any,
    *,
    region: str = "",
    language: str = "",
    competence: str | Collection[str] = "",
    subject: str = "",
    text: str | Collection[str] = "",
    is_available: bool | None = None,
) -> list[Specialist]:
    """Return who fits all of it, by name: nobody stands before others (bounded queries).

    Of several competences one is enough; one that was shown counts like one that is claimed. Words, shown competences
    and the order of names are not the database's: it narrows by all else, and at most `MOST_READ` entries are read.
    """
    found = narrowed(actor, region=region, language=language, subject=subject, is_available=is_available)
    words = text.split() if isinstance(text, str) else list(text)
    read = found.order_by("person__name", "pk")[:MOST_READ]
    rows = [one for one in read if not words or matches_words(_words_of(one), words)]
    wanted = {competence} if isinstance(competence, str) else set(competence)
    if wanted - {""}:
        rows = _with_competence(rows, wanted)
    return sorted(rows, key=lambda one: (sort_key(one.person.name), str(one.pk)))


def narrowed(
    actor: Any, *, region: str = "", language: str = "", subject: str = "", is_available: bool | None = None
) -> QuerySet[Specialist]:
    """List the entries that fit what the database can tell."""
    found = list_visible(actor)
    if region:
        found = found.filter(region=region)
    if is_available is not None:
        found = found.filter(is_available=is_available)
    for name, value in (("languages", language), ("subjects", subject)):
        if value:
            listed = {f"{name}_listed": Cast(name, TextField())}
            found = found.alias(**listed).filter(**{f"{name}_listed__contains": f'"{value}"'})
    return found


def is_too_many(actor: Any, conditions: Mapping[str, Any]) -> bool:
    """Tell whether more entries fit than are read for one question (one query)."""
    told = {name: conditions[name] for name in ("region", "language", "subject", "is_available")}
    return narrowed(actor, **told)[MOST_READ : MOST_READ + 1].exists()


def find_as_asked(
    actor: Any, *, text: Collection[str], **conditions: Any
) -> tuple[list[Specialist], list[str]]:
    """Return who fits a typed question, and its words that stand with none of those who fit the rest.

    Such a word is left out where the question says something else, or another of its words stands with somebody:
    people write more than is to be looked for.
    """
    says_more = any(value for name, value in conditions.items() if name != "is_available")
    rows = find_specialists(actor, **conditions)
    told = {one.pk: _words_of(one) for one in rows} if text else {}
    fits = {word: {pk for pk, words in told.items() if matches_words(words, [word])} for word in text}
    heard = [standing for standing in fits.values() if standing]
    if text and not heard and not says_more:
        return [], []
    found = [one for one in rows if all(one.pk in standing for standing in heard)]
    return found, [word for word, standing in fits.items() if not standing]


def _words_of(one: Specialist) -> str:
    """Return what typed words are looked for in, in all languages of the house: no contact, no address."""
    own = (one.person.name, one.organisation, one.locality, one.about)
    return " ".join((*own, labels.words_of(tuple(one.roles), tuple(one.subjects))))


def _with_competence(rows: list[Specialist], wanted: set[str]) -> list[Specialist]:
    others = [one.person_id for one in rows if not wanted & set(one.competences)]
    shown = shown_by(others)
    return [one for one in rows if wanted & set(one.competences) or wanted & set(shown[one.person_id].ways)]


def shown_by(people: Iterable[UUID]) -> dict[UUID, Shown]:
    """Return what people showed here, worked out anew from what they did (a query for each way)."""
    return showing.shown_by(people)


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as pages show it. `shown` and `claimed` are names; what was shown is not repeated among the claimed."""

    entry: Specialist
    region: str
    roles: list[str]
    subjects: list[str]
    languages: list[tuple[str, str]]
    claimed: list[str]
    shown: list[tuple[str, frozenset[str]]]
    did: Shown


def cards(entries: Iterable[Specialist]) -> list[Card]:
    """Return entries with what their people showed."""
    rows = list(entries)
    shown = shown_by([one.person_id for one in rows])
    return [card_of(one, shown[one.person_id]) for one in rows]


def card_of(one: Specialist, did: Shown) -> Card:
    """Return one entry as a page shows it."""
    return Card(
        entry=one,
        region=in_language(one.region, "name"),
        roles=labels.role_names(one.roles),
        subjects=[labels.subject_name(id) for id in one.subjects],
        languages=[(code, name) for code, name in LANGUAGE_NAMES.items() if code in one.languages],
        claimed=[labels.competence_name(id) for id in sorted(one.competences) if id not in did.ways],
        shown=[(labels.competence_name(id), did.ways[id]) for id in sorted(did.ways)],
        did=did,
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody of one audience would see of an entry."""

    audience: str
    label: Any
    sees: bool


def preview(person: Any, facts: dict[str, Any]) -> tuple[Card, list[Sight]]:
    """Return the card that the facts would make, and which audiences would see it; nothing is stored."""
    made = Specialist(person=person, **facts)
    ways = [Audience.NETWORK, Audience.SCHOOLS, Audience.PUBLIC]
    reach = ways.index(Audience(made.audience))
    names = (
        _("Specialists and coordinators"),
        _("Everybody who is signed in"),
        _("Visitors who are not signed in"),
    )
    sights = [
        Sight(str(one), name, at <= reach) for at, (one, name) in enumerate(zip(ways, names, strict=True))
    ]
    return card_of(made, shown_by([person.pk])[person.pk]), sights

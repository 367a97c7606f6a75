"""The invented programme: a title, a few people with roles. All of it is marked and goes in one step."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.models import TextProvenance
from sauatty.web.base.texts import in_language
from sauatty.web.programmes import members, services
from sauatty.web.programmes.models import Cohort, CohortMember, Programme
from sauatty.web.programmes.selectors import SCOPE, list_members

TITLES = {
    "kk": "Ойдан құрастырылған бағдарлама: кітапханашыларға арналған медиа және ақпараттық сауаттылық",
    "ru": "Вымышленная программа: медиа- и информационная грамотность для библиотекарей",
    "en": "Invented programme: media and information literacy for librarians",
}
CAST = (
    ("Гүлнар Үлгі", "trainer"),
    ("Ерлан Үлгі", "coder"),
    ("Мария Образцова", "coder"),
    ("Сәуле Үлгі", "analyst"),
    ("Дәурен Үлгі", "participant"),
    ("Қарлығаш Үлгі", "participant"),
    ("Іңкәр Үлгі", "participant"),
)


def make(actor: Any) -> None:
    """Make the invented programme unless it is there."""
    if Programme.objects.filter(is_demo=True).exists():
        return
    programme = services.add_programme(actor=actor, titles=TITLES, is_demo=True)
    for name, role in CAST:
        person = people.add_person(actor=actor, name=name, is_demo=True)
        people.give_role(actor=actor, person=person, role=role, scope_kind=SCOPE, scope_id=programme.pk)


def count() -> Iterator[DemoCount]:
    """Say what goes: programmes, cohorts, invented people, and the roles of people who are real."""
    invented = list(Programme.objects.filter(is_demo=True))
    cohorts = Cohort.objects.filter(programme__in=invented)
    real = {one.pk: one.name for row in invented for one in list_members(row) if not one.is_demo}
    learners = CohortMember.objects.filter(cohort__in=cohorts, person__is_demo=False)
    yield DemoCount(_("Programmes"), len(invented))
    yield DemoCount(_("Cohorts"), cohorts.count(), tuple(in_language(one, "name") for one in cohorts))
    yield DemoCount(_("Invented people"), accounts.count_invented_people())
    yield DemoCount(_("People who lose their roles in the programme"), len(real), tuple(real.values()))
    names = tuple(learners.values_list("person__name", flat=True))
    yield DemoCount(_("People who lose their place in a cohort"), len(names), names)


def remove() -> None:
    """Delete the invented programmes, their people and every role in them."""
    invented = list(Programme.objects.filter(is_demo=True))
    ids = [programme.pk for programme in invented]
    people.forget_scopes(scope_kind=SCOPE, ids=ids)
    texts = [str(pk) for pk in ids]
    TextProvenance.objects.filter(target_kind=Programme._meta.label, target_id__in=texts).delete()
    # Their seats in cohorts that stay are given back; deleting a person alone would leave them taken.
    members.forget_members(CohortMember.objects.filter(person__is_demo=True))
    people.remove_invented_people()
    Programme.objects.filter(pk__in=ids).delete()

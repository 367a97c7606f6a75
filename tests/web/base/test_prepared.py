"""Prepared questions answer as the query itself does, for every value, inside and outside of transactions."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.models import Grant, Person
from sauatty.web.base.prepared import Prepared
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


def test_each_value_gets_its_own_rows_as_the_query_gives_them(aigerim, bolat):
    question = Prepared(
        lambda id: Person.objects.select_related("organisation", "region").filter(pk=id), UUID
    )

    for person in (aigerim, bolat, aigerim):
        [found] = question.rows(person.pk)
        plain = Person.objects.get(pk=person.pk)
        assert {f.attname: getattr(found, f.attname) for f in Person._meta.concrete_fields} == {
            f.attname: getattr(plain, f.attname) for f in Person._meta.concrete_fields
        }
        assert found == plain and not found._state.adding and found._state.db == "default"
    assert question.rows(uuid4()) == [] and question.first(uuid4()) is None


def test_relations_come_with_their_rows_and_what_was_left_out_is_read_later(bolat, aigerim):
    grant = Grant.objects.filter(person=bolat).first()
    question = Prepared(
        lambda id, role: Grant.objects.select_related("person").filter(pk=id, role=role).defer("scope_kind"),
        UUID,
        str,
    )

    found = question.first(grant.pk, grant.role)

    assert "person" in found._state.fields_cache and found.person == bolat
    assert "scope_kind" in found.get_deferred_fields() and found.scope_kind == grant.scope_kind
    assert question.first(grant.pk, "nobody's role") is None


def test_a_text_with_marks_of_sql_is_a_value_and_nothing_else(aigerim):
    question = Prepared(lambda name: Person.objects.filter(name=name).values_list("name", "id"), str)
    strange = make_person("100 % ' OR 1=1 -- %s")

    assert question.rows(strange.name) == [(strange.name, strange.pk)]
    assert question.rows("' OR 1=1 --") == []


def test_moments_are_compared_as_moments(aigerim):
    question = Prepared(lambda at: Person.objects.filter(created_at__gt=at), type(timezone.now()))

    assert aigerim in question.rows(aigerim.created_at - timedelta(microseconds=1))
    assert aigerim not in question.rows(aigerim.created_at)


def test_a_value_that_comes_out_in_another_shape_is_refused_at_once():
    question = Prepared(lambda word: Person.objects.filter(name__contains=word), str)

    with pytest.raises(ValueError, match="cannot be prepared"):
        question.rows("a")


# --- what rests on it ---


def test_sessions_that_were_made_before_hold_and_those_that_ended_do_not(aigerim):
    own = import_module(settings.SESSION_ENGINE).SessionStore
    old = Plain()
    old["who"] = "aigerim"
    old.save()

    assert own(old.session_key)["who"] == "aigerim"
    Session.objects.filter(pk=old.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    late = own(old.session_key)
    assert "who" not in late and late.session_key is None
    assert own("0" * 32).load() == {}


def test_a_role_that_was_taken_away_is_gone_on_the_next_page(client_of, stranger, programme):
    grant = give_role(stranger, "participant", programme)
    client = client_of(stranger)
    [page] = [f"/en/programmes/{programme.pk}/"]
    before = client.get(page).status_code
    grant.delete()

    assert (before, client.get(page).status_code) == (200, 404)


def test_scopes_are_those_that_the_gate_has_read_and_are_asked_for_otherwise(stranger, programme):
    give_role(stranger, "participant", programme)
    asked = Person.objects.get(pk=stranger.pk)
    with CaptureQueriesContext(connection) as queries:
        assert accounts.scopes_at_hand(asked) == {programme.pk}
        assert asked.role_names() == {"participant"}
        assert accounts.scopes_at_hand(asked) == {programme.pk}
        assert accounts.scopes_at_hand(asked, "curriculum") == set()
    assert len(queries) == 2

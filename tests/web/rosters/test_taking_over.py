import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.core.errors import RosterNotReady, RosterPersonUnknown, RosterUndecided
from sauatty.web.accounts.models import Grant, Organisation, Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.accounts.services.people import erase_person
from sauatty.web.base import jobs
from sauatty.web.base.models import AuditEvent
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.programmes.models import Cohort
from sauatty.web.rosters import files, selectors, services
from sauatty.web.rosters.models import Roster, RosterRow
from web.rosters.conftest import quiet

HEAD = "Аты-жөні;Пошта;Жұмыс орны;Ұйым түрі;Облыс;Тіл"
pytestmark = pytest.mark.django_db


def line(name, mail="", place="№1 мектеп", kind="мектеп", region="Павлодар облысы", language="қазақша"):
    return ";".join([name, mail, place, kind, region, language])


def decisions(roster):
    return list(roster.rows.order_by("number").values_list("decision", flat=True))


def test_it_works(programme, event, bring, take):
    load_regions()
    names = ["Дана Ким", "Ерлан Омар", "Сәуле Қали", "Алия Есен", "Марат Цой", "Олжас Бек", "Жанар Нұр"]
    roster = bring(HEAD, *(line(name, f"p{n}@x.kz") for n, name in enumerate(names)), event=event)

    assert (roster.state, roster.n_rows, roster.n_wrong, roster.n_new) == ("read", 7, 0, 7)
    assert not Person.objects.filter(email="p0@x.kz").exists() and not files.has(roster.pk)
    assert take(roster).state == "taken"
    found = list(Enrolment.objects.order_by("number").values_list("person__name", "state"))
    assert found == [(name, "placed" if n < 5 else "waiting") for n, name in enumerate(names)]
    person = Person.objects.get(email="p0@x.kz")
    assert (person.region_id, person.language, person.organisation.kind) == ("KZ-55", "kk", "school")
    assert Organisation.objects.filter(name_kk="№1 мектеп").count() == 1 and not person.has_usable_password()
    assert Grant.objects.filter(role="participant", scope_id=programme.pk).count() == 7
    assert person.search_key == person.make_search_key()


def test_the_same_list_again_changes_nothing(event, bring, take):
    lines = (HEAD, line("Дана Ким", "d@x.kz"), line("Ерлан Омар"))
    take(bring(*lines, event=event))
    before = Person.objects.count(), Enrolment.objects.count(), Grant.objects.count()
    again = bring(*lines, event=event)

    assert again.state == "taken" and Roster.objects.count() == 1
    with pytest.raises(RosterNotReady):
        services.take(actor=None, roster=again)
    assert (Person.objects.count(), Enrolment.objects.count(), Grant.objects.count()) == before


def test_a_longer_list_of_the_same_people_brings_only_the_new_ones(event, bring, take):
    take(bring(HEAD, line("Дана Ким", "d@x.kz"), line("Ерлан Омар"), event=event))
    roster = bring(HEAD, line("Ким Дана", "d@x.kz"), line("Yerlan Omar"), line("Алия Есен"), event=event)

    assert decisions(roster) == ["known", "open", "new"]
    row = selectors.access_row(roster, 3)
    person = row.candidates[0]["person"]
    services.decide(actor=None, row=row, decision="known", person=person)
    take(roster)
    assert Person.objects.filter(name__in=["Ерлан Омар", "Yerlan Omar"]).count() == 1
    assert Enrolment.objects.count() == 3


def test_two_people_of_the_same_name_and_region_stay_two(event, bring, take):
    roster = bring(HEAD, line("Дана Ким"), line("Дана Ким", place="№2 мектеп"), line("Dana Kim"), event=event)

    assert decisions(roster) == ["new", "new", "open"]
    with pytest.raises(RosterUndecided):
        take(roster)
    services.decide_open(actor=None, roster=roster, decision="new")
    take(roster)
    assert Person.objects.filter(name__in=["Дана Ким", "Dana Kim"]).count() == 3


def test_a_mailbox_that_two_share_signs_in_one_of_them(bring, take):
    roster = bring(HEAD, line("Дана Ким", "lib@x.kz"))
    take(roster)
    other = bring(HEAD, line("Ерлан Омар", "lib@x.kz"))

    assert decisions(other) == ["open"] and other.rows.get().candidates[0]["why"] == "mail"
    services.decide(actor=None, row=selectors.access_row(other, 2), decision="new")
    take(other)
    assert Person.objects.get(name="Ерлан Омар").email is None


def test_lines_with_mistakes_are_left_out_and_shown(bring, take):
    roster = bring(
        HEAD, line("12345"), line("Дана Ким", "no-address"), line("Ерлан Омар", region="Атлантида")
    )

    assert roster.n_wrong == 2 and decisions(roster) == ["left", "left", "new"]
    assert [row.number for row in selectors.list_rows(roster, "wrong")] == [2, 3, 4]
    with pytest.raises(RosterPersonUnknown):
        services.decide(actor=None, row=selectors.access_row(roster, 2), decision="new")
    take(roster)
    assert Person.objects.get(name="Ерлан Омар").region is None


def test_nobody_can_be_chosen_who_was_not_suggested(bring, stranger):
    roster = bring(HEAD, line("Дана Ким"))

    with pytest.raises(RosterPersonUnknown):
        services.decide(actor=None, row=selectors.access_row(roster, 2), decision="known", person=stranger.pk)


def test_taking_over_goes_on_where_it_was_cut_off(event, bring, aigerim, monkeypatch):
    monkeypatch.setattr(services, "TAKEN_AT_ONCE", 2)
    roster = bring(
        HEAD, *(line(name) for name in ("Дана Ким", "Ерлан Омар", "Алия Есен", "Марат Цой")), event=event
    )
    services.take(actor=aigerim, roster=roster)
    payload = {"roster": str(roster.pk), "actor": str(aigerim.pk)}

    def die(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.take_over(payload, die)
    n_before = selectors.count_rows(Roster.objects.get()).taken
    services.take_over(payload, quiet)
    services.take_over(payload, quiet)
    assert n_before == 2 and selectors.count_rows(Roster.objects.get()).taken == 4
    assert Enrolment.objects.count() == 4 and Roster.objects.get().state == "taken"


def test_people_come_into_a_cohort(programme, bring, take):
    cohort = Cohort.objects.create(programme=programme, name_kk="Топ", language="kk", form="online", seats=3)
    take(bring(HEAD, line("Дана Ким"), line("Ерлан Омар"), cohort=cohort))

    assert cohort.members.count() == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"a;b\r\n1;2", "name"), ("Аты;Пошта\r\nБолат".encode("cp1251", "replace") * 9, "UTF-8")],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(bring, content, word):
    roster = bring(content)

    assert roster.state == "refused" and word in roster.problem["message"] % roster.problem["params"]
    assert not roster.rows.exists() and not files.has(roster.pk)


def test_a_formula_is_not_taken_over(bring):
    roster = bring("ФИО;Почта", "=cmd|'/c calc'!A1;a@x.kz")

    assert decisions(roster) == ["left"] and "name" not in roster.rows.get().fields


def test_whoever_is_forgotten_is_in_no_list(bring, take, aigerim):
    take(bring(HEAD, line("Дана Ким", "d@x.kz")))
    erase_person(actor=aigerim, person=Person.objects.get(email="d@x.kz"))

    assert not RosterRow.objects.exists()


def test_everything_is_in_the_audit_and_no_name_is(bring, take):
    take(bring(HEAD, line("Дана Ким", "d@x.kz")))
    actions = set(AuditEvent.objects.values_list("action", flat=True))

    assert {"roster.uploaded", "roster.taken", "person.added-many"} <= actions
    assert not any("Дана" in str(one) for one in AuditEvent.objects.values_list("detail__payload", flat=True))


def test_the_same_bytes_for_two_trainings_are_read_twice(programme, event, aigerim):
    content = "\r\n".join([HEAD, line("Дана Ким", "d@x.kz")]).encode()
    found = []
    for target in ({"event": event}, {}):
        file = SimpleUploadedFile("list.csv", content)
        found.append(services.upload(actor=aigerim, programme=programme, file=file, **target)[0])
    for roster in found:
        services.read({"roster": str(roster.pk)}, quiet)

    assert list(Roster.objects.values_list("state", flat=True)) == ["read", "read"]
    assert not any(files.has(one.pk) for one in found)


def test_a_second_worker_leaves_what_was_decided(bring, aigerim, monkeypatch):
    roster = bring(HEAD, line("Дана Ким"))
    services.decide(actor=aigerim, row=selectors.access_row(roster, 2), decision="left")
    Roster.objects.filter(pk=roster.pk).update(state="reading")
    late = services.read_participants_in_sandbox

    def slow(*args, **kwargs):
        Roster.objects.filter(pk=roster.pk).update(state="read")
        with files.local(roster.pk) as path:
            return late(path, **kwargs)

    files.SHELF.put(str(roster.pk), [f"{HEAD}\r\n{line('Дана Ким')}".encode()])
    monkeypatch.setattr(services, "read_participants_in_sandbox", slow)
    services.read({"roster": str(roster.pk)}, quiet)
    assert decisions(roster) == ["left"]


def test_two_workers_take_no_part_twice(event, bring, aigerim):
    roster = bring(HEAD, line("Дана Ким"), line("Ерлан Омар"), event=event)
    services.take(actor=aigerim, roster=roster)
    late = Roster.objects.get(pk=roster.pk)
    services.take_over({"roster": str(roster.pk), "actor": str(aigerim.pk)}, quiet)
    with pytest.raises(jobs.JobCancelled):
        services._take_rows(late, selectors.rows_to_take(late, 9), aigerim, services.many.Workplaces())

    assert Enrolment.objects.count() == 2 and Person.objects.filter(name="Дана Ким").count() == 1


def test_taking_over_that_was_stopped_goes_on_when_somebody_says_so(event, bring, aigerim, client_of):
    roster = bring(HEAD, line("Дана Ким"), event=event)
    job = services.take(actor=aigerim, roster=roster)
    address = f"/en/people-lists/{roster.pk}/"
    assert "goes on where it was" not in client_of(aigerim).get(address).content.decode()
    jobs.cancel(job)
    assert "goes on where it was" in client_of(aigerim).get(address).content.decode()
    client_of(aigerim).post(f"{address}take/")
    job.refresh_from_db()
    assert job.state == "queued"
    with pytest.raises(RosterNotReady):
        services.remove(actor=aigerim, roster=roster)
    jobs.cancel(job)
    services.remove(actor=aigerim, roster=roster)
    assert not Roster.objects.exists()


def test_lines_with_the_address_of_whoever_is_forgotten_go_too(bring, take, aigerim):
    take(bring(HEAD, line("Дана Ким", "d@x.kz")))
    bring(HEAD, line("Д. Ким", "d@x.kz"), line("Ерлан Омар"))
    erase_person(actor=aigerim, person=Person.objects.get(email="d@x.kz"))

    assert [row.fields["name"] for row in RosterRow.objects.all()] == ["Ерлан Омар"]


def test_files_on_their_way_in_are_not_swept(programme, bring):
    bring(HEAD, line("Дана Ким"))
    part = Path(settings.MEDIA_ROOT, "rosters", ".part-x")
    part.write_bytes(b"x")
    assert services.sweep_files() == 0
    os.utime(part, (0, 0))
    assert services.sweep_files() == 1 and not part.exists()

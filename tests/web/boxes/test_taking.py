"""What came in on a box comes home once, whatever happened on the server meanwhile."""

from uuid import uuid4

import pytest

from web.boxes import training
from web.boxes.conftest import total

pytestmark = pytest.mark.django_db


def test_the_server_has_both_days_and_the_same_file_twice_changes_nothing(site):
    before = training.numbers()
    path = site.away(lambda: training.happen("01"))
    assert training.numbers() == before  # the box is away
    training.happen("23")
    alone = training.numbers()
    taken, found = site.take(path)
    after = training.numbers()
    gained = {name: alone[name] - before[name] for name in before}
    assert {name: after[name] - alone[name] for name in after} == gained and gained["responses"] == 4
    assert total(taken, "refused") == total(taken, "conflict") == 0 and not found

    again, _found = site.take(path)
    assert training.numbers() == after
    assert total(again, "taken") == 0 and total(again, "there") == total(taken, "taken") + total(
        taken, "there"
    )


def renew_ids(folder, path):
    """Write a file anew with other numbers of its rows and envelopes: what a box without fixed numbers would send."""
    import json

    from sauatty.web.boxes import files
    from sauatty.web.upkeep import containers

    told, rows = files.check(path, ""), files.read_rows(path, "")
    new = folder / "renewed.box"
    named = {one["row"]["id"]: str(uuid4()) for one in rows["surveys.Response"] + rows["attendances.Mark"]}
    with containers.packing(new, "") as packer:
        for label, lines in rows.items():
            changed = [one | {"row": one["row"] | _renewed(one["row"], named)} for one in lines]
            packer.add_bytes(
                f"rows/{label}.jsonl", "".join(json.dumps(one) + "\n" for one in changed).encode()
            )
        told = {name: one for name, one in told.items() if name not in ("format", "members", "signature")}
        packer.finish(told | {"signature": files.signature(told, packer.members)})
    return new


def _renewed(row, named):
    return {"id": named[row["id"]]} if row.get("id") in named else {}


def test_a_file_with_other_numbers_is_seen_to_double_everything(site):
    """The broken variant: were the count blind to doubles, the test above would prove nothing."""
    path = site.away(lambda: training.happen("01"))
    site.take(path)
    once = training.numbers()
    site.take(renew_ids(site.folder, path))
    twice = training.numbers()
    assert twice["marks"] == once["marks"] + 2 and twice["responses"] > once["responses"]


def test_two_boxes_with_the_same_people_and_a_later_file_of_one(site):
    one, two = training.people()[:2]
    first, later = site.away(
        lambda: (training.note(one), training.plan(one, id=ACTIVITY)),
        again=[lambda: training.report(activity()), lambda: training.note(two)],
    )
    other = site.away(lambda: training.note(one, source="sheet"), lambda: training.write_test(one))
    for path in (first, other, later, first, other):
        _taken, found = site.take(path)
        assert not found
    told = training.numbers()
    assert (told["marks"], told["present"], told["attempts"], told["reported"]) == (3, 2, 1, 1)


ACTIVITY = uuid4()


def activity():
    from sauatty.web.activities.models import Activity

    return Activity.objects.get(pk=ACTIVITY)


def test_a_later_file_alone_is_enough(site):
    one = training.people()[0]
    _first, later = site.away(
        lambda: training.plan(one, id=ACTIVITY), again=[lambda: training.report(activity())]
    )
    site.take(later)
    assert activity().state == "reported"


def test_marks_that_disagree_are_all_kept_and_shown(site):
    one = training.people()[0]
    path = site.away(lambda: training.note(one))
    training.note(one, is_present=False)
    taken, found = site.take(path)
    assert found == {("attendances.Mark", "marks-disagree")} and training.numbers()["marks"] == 2
    assert taken.findings.get().person == one


def test_a_mark_struck_out_on_the_box_is_struck_out_here(site):
    from sauatty.web.attendances import services
    from sauatty.web.attendances.models import Mark

    one = training.people()[0]
    mark = training.note(one)
    boss = training.person("Әйгерім Сәрсенова")
    path = site.away(lambda: services.strike(actor=boss, mark=mark, why="қате"))
    site.take(path)
    assert Mark.objects.get().struck_why == "қате" and training.numbers()["present"] == 0


def test_what_was_changed_on_both_sides_stays_as_the_server_has_it(site):
    one = training.people()[0]
    training.plan(one, id=ACTIVITY)
    path = site.away(lambda: training.report(activity()))
    training.report(activity())
    reported_at = activity().reported_at
    taken, found = site.take(path)
    assert found == {("activities.Activity", "changed-on-both")} and activity().reported_at == reported_at
    assert taken.findings.get().row["state"] == "reported"  # the box's word is kept beside


def test_a_mentors_decision_after_the_file_was_taken_stands_when_it_comes_again(site):
    from sauatty.web.activities import services

    one = training.people()[0]
    path = site.away(lambda: training.report(training.plan(one, id=ACTIVITY)))
    site.take(path)
    boss = training.person("Әйгерім Сәрсенова")
    assert services.settle(actor=boss, activity=activity(), sequence=1, is_accepted=True)
    _taken, found = site.take(path)
    assert activity().state == "accepted" and not found


def test_nobody_who_was_erased_meanwhile_comes_back(site):
    from sauatty.web.accounts.models import Person
    from sauatty.web.accounts.services import people
    from sauatty.web.attempts.models import Attempt

    one, two = training.people()[:2]
    path = site.away(lambda: training.happen("01"))
    people.erase_person(actor=training.person("Әйгерім Сәрсенова"), person=one)
    taken, found = site.take(path)
    assert ("attempts.Attempt", "person-erased") in found and total(taken, "conflict") == 0
    assert Attempt.objects.get().person == two and training.numbers()["activities"] == 0
    assert not Person.objects.filter(name=training.PLACED[0]).exists()
    refused = taken.findings.filter(reason="person-erased")
    assert refused.count() >= 3 and {(row.key, row.person_id, str(row.row)) for row in refused} == {
        ("", None, "{}")
    }
    assert ("surveys.Response", "link-gone") in found
    assert (
        training.numbers()["responses"] == 3
    )  # theirs under a pseudonym is not; anonymous ones nobody can trace


def test_a_test_closed_or_used_up_meanwhile(site):
    from sauatty.web.attempts.models import Attempt
    from sauatty.web.papers import services as papers
    from sauatty.web.papers.models import Test

    one, two = training.people()[:2]
    path = site.away(lambda: training.write_test(one), lambda: training.send_test(two, uuid4()))
    training.write_test(one)
    papers.close_test(actor=training.person("Әйгерім Сәрсенова"), test=Test.objects.get())
    _taken, found = site.take(path)
    assert found == {("attempts.Attempt", "attempts-used-up"), ("attempts.Attempt", "test-closed")}
    mine = Attempt.objects.filter(person=one).order_by("number")
    assert [(row.number, row.state) for row in mine] == [(1, "submitted"), (2, "void")]
    assert Attempt.objects.get(person=two).is_late


def test_a_personal_link_used_on_both_sides(site):
    one = training.people()[0]
    path = site.away(lambda: training.answer("named", of=one))
    training.answer("named", of=one, reads="no")
    _taken, found = site.take(path)
    told = training.numbers()
    assert ("surveys.Response", "answered-twice") in found and (told["responses"], told["waiting"]) == (1, 1)


def test_an_anonymous_response_leaves_no_trace_of_its_number_in_the_report(site):
    from sauatty.web.boxes.models import Finding
    from sauatty.web.surveys.models import Campaign

    path = site.away(lambda: training.answer("open"))
    Campaign.objects.get(slug="open").delete()
    _taken, found = site.take(path)
    assert found == {("surveys.Response", "parent-gone")}
    one = Finding.objects.get()
    assert (one.key, one.row, one.person) == ("", {}, None)


def test_somebody_at_the_door_with_a_known_address_waits_for_a_decision_and_is_merged_by_nobody(site):
    path = site.away(lambda: training.note(training.walk_in("Жанар Омар", "Zhanar@example.kz")))
    here = training.make_person("Жанар Омарова", "zhanar@example.kz")
    before = training.numbers()
    taken, found = site.take(path)
    assert found == {
        ("accounts.Person", "person-known"), ("enrolments.Enrolment", "person-waits"), ("attendances.Mark", "person-waits"),
    }  # fmt: skip
    assert training.numbers() == before
    of_box = taken.findings.get(reason="person-known").key
    _taken, found = site.take(path, same={of_box: str(here.pk)})
    after = training.numbers()
    assert not found and after["people"] == before["people"] and after["present"] == before["present"] + 1
    assert after["placed"] == after["taken_seats"] == before["placed"] + 1


def test_places_are_the_servers(site):
    path = site.away(*[lambda name=name: training.walk_in(name) for name in ("Асқар Ниязов", "Мария Ким")])
    training.walk_in("Айгүл Төлеген")
    _taken, found = site.take(path)
    assert found == {("enrolments.Enrolment", "waits-for-a-place")}
    told = training.numbers()
    assert told["placed"] == told["taken_seats"] == 6


def test_the_later_of_two_notes_holds_and_the_other_is_kept(site):
    from sauatty.web.lessons.models import NotebookEntry

    one, two = training.people()[:2]
    training.read_lesson(one, "ескі")
    path = site.away(lambda: training.read_lesson(one, "жәшікте"), lambda: training.read_lesson(two, "ерте"))
    training.read_lesson(two, "серверде")
    _taken, found = site.take(path)
    assert NotebookEntry.objects.get(person=one).text == "жәшікте"
    assert NotebookEntry.objects.get(person=two).text == "серверде"
    assert ("lessons.NotebookEntry", "changed-on-both") in found


def test_what_is_not_finished_is_named_and_comes_with_the_next_file(site):
    one = training.people()[0]
    first, later = site.away(
        lambda: training.write_test(one, is_ended=False), again=[lambda: training.write_test(one)]
    )
    taken, _found = site.take(first)
    assert taken.left["attempt-open"] == 1 and training.numbers()["attempts"] == 0
    site.take(later)
    assert training.numbers()["attempts"] == 1


def test_files_come_with_their_rows(site, settings):
    from sauatty.web.attendances.models import SheetScan
    from sauatty.web.events.models import Session

    sheet = settings.MEDIA_ROOT / "sheets" / "a.jpg"

    def scan():
        sheet.parent.mkdir(parents=True)
        sheet.write_bytes(b"signed")
        SheetScan.objects.create(session=Session.objects.get(), path="a.jpg", sha256="0" * 64, n_bytes=6)

    path = site.away(scan)
    sheet.unlink()
    site.take(path)
    assert sheet.read_bytes() == b"signed" and SheetScan.objects.get().path == "a.jpg"


def test_a_take_that_broke_off_in_the_middle_is_finished_by_the_next(site, monkeypatch):
    from sauatty.web.boxes import meeting, taking

    path = site.away(lambda: training.happen("01"))

    def power_cut(_attempt_id):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(meeting.attempting, "grade", power_cut)
        with pytest.raises(KeyboardInterrupt):
            taking.take(path)
    half = training.numbers()
    assert half["responses"] == 4 and half["activities"] == 0
    _taken, found = site.take(path)
    whole = training.numbers()
    assert not found and (whole["attempts"], whole["activities"], whole["responses"]) == (2, 1, 4)


def test_a_kind_whose_rows_follow_from_one_another_goes_through_its_receiver_once_more(site, monkeypatch):
    from sauatty.core.errors import SauattyError
    from sauatty.web.base import inbox
    from sauatty.web.boxes import kinds

    seen = []

    def take_in(_id, body, sender):
        seen.append((body["n"], sender))
        if body["n"] == 3:
            raise SauattyError

    monkeypatch.setitem(inbox._kinds, "follow", take_in)
    monkeypatch.setattr(kinds, "SUBMISSIONS", {**kinds.SUBMISSIONS, "follow": kinds.AGAIN})
    one = training.people()[0]
    raws = [b'{"kind": "follow", "n": %d}' % n for n in (1, 2, 3)]
    path = site.away(*[lambda raw=raw: inbox.receive(uuid4(), raw, sender=one) for raw in raws])
    seen.clear()
    taken, found = site.take(path)
    assert seen == [(1, one), (2, one), (3, one)] and found == {("base.Envelope", "kept-aside")}
    again, _found = site.take(path)
    assert len(seen) == 3 and total(again, "there") == total(taken, "taken") == 3


def test_a_box_gives_nobody_rights_and_changes_no_account(site):
    from sauatty.web.accounts.models import Grant, Person

    one = training.people()[0]

    def grasp():
        Person.objects.filter(pk=one.pk).update(is_site_admin=True, email="thief@example.kz")
        Grant.objects.create(person=one, role="coordinator", scope_kind="site")
        Person.objects.filter(pk=training.walk_in("Жанар Омар").pk).update(is_site_admin=True)

    site.take(site.away(grasp))
    assert Person.objects.filter(is_site_admin=True).count() == 1
    assert not Person.objects.filter(email="thief@example.kz").exists()
    assert set(Grant.objects.exclude(role="participant").values_list("person__email", flat=True)) == {
        "boss@example.kz"
    }


def test_what_the_office_did_on_the_box_is_named_and_stays_there(site):
    from sauatty.web.programmes.models import Programme

    path = site.away(lambda: Programme.objects.create(title_kk="Тағы бір курс"))
    assert site.collected.stays == ["programmes.Programme"]
    taken, _found = site.take(path)
    assert taken.left == {"stays:programmes.Programme": 1} and Programme.objects.count() == 1


# --- registrations, and people who wait or went ---


def enrol(who):
    from sauatty.web.enrolments import services
    from sauatty.web.events.models import Event

    return services.register(actor=who, event=Event.objects.get(), person=who, source="desk")


def unenrol(who):
    from sauatty.web.enrolments import services

    services.cancel(actor=who, enrolment=states(who, active=True).get())


def states(who, *, active=False):
    from sauatty.web.enrolments.models import Enrolment

    found = Enrolment.objects.filter(person=who)
    return found.exclude(state="cancelled") if active else found


def test_who_cancelled_and_registered_again_on_the_box_keeps_a_place(site):
    one = training.people()[0]
    path = site.away(lambda: unenrol(one), lambda: enrol(one))
    before = training.numbers()["taken_seats"]
    for _ in range(2):
        _taken, found = site.take(path)
        assert not found and states(one, active=True).count() == 1
    assert training.numbers()["taken_seats"] == before


def test_who_had_cancelled_here_and_registers_on_the_box_is_registered(site):
    one = training.people()[0]
    unenrol(one)
    path = site.away(lambda: enrol(one))
    site.take(path)
    assert states(one, active=True).count() == 1
    unenrol(one)  # what is cancelled here afterwards stays so when the file comes again
    site.take(path)
    assert not states(one, active=True).exists()


def test_an_older_file_revives_no_registration_that_the_newer_one_cancelled(site):
    new = training.make_person("Жанар Омар", "zhanar@example.kz")
    first, later = site.away(lambda: enrol(new), again=[lambda: unenrol(new)])
    for path in (later, first):
        site.take(path)
    assert not states(new, active=True).exists()
    site.take(site.away(lambda: enrol(new)))
    assert states(new, active=True).count() == 1


def test_nothing_of_an_erased_persons_activity_is_kept_in_the_report(site):
    from sauatty.web.accounts.services import people
    from sauatty.web.activities.models import Evidence
    from sauatty.web.attachments.models import Attachment

    one = training.people()[0]

    def at_the_box():
        training.report(training.plan(one, id=ACTIVITY))
        file = Attachment.objects.create(
            id=uuid4(),
            owner=one,
            kind="photo",
            name="a.jpg",
            sha256="0" * 64,
            size=1,
            n_parts=1,
            state="refused",
        )
        Evidence.objects.create(activity=activity(), attachment=file, caption="Әлияның суреті", author="Әлия")

    path = site.away(at_the_box)
    people.erase_person(actor=training.person("Әйгерім Сәрсенова"), person=one)
    taken, found = site.take(path)
    assert ("activities.Evidence", "person-erased") in found
    assert not any("Әлия" in str(row.row) for row in taken.findings.all())


def test_what_waits_of_somebody_goes_with_whoever_they_may_be(site):
    def at_the_box():
        new = training.walk_in("Жанар Омар", "zhanar@example.kz")
        training.read_lesson(new, "Менің ойым")

    path = site.away(at_the_box)
    here = training.make_person("Жанар Омарова", "zhanar@example.kz")
    taken, found = site.take(path)
    assert ("lessons.NotebookEntry", "person-waits") in found
    assert {row.person_id for row in taken.findings.all()} == {here.pk}

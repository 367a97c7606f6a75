"""Who is entitled, and that each gets one."""

import pytest

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.errors import AwardNotCurrent, CertificateNotEarned
from sauatty.web.base.models import AuditEvent
from sauatty.web.certificates import entitlement, services, told
from sauatty.web.certificates.models import Award, Certificate
from sauatty.web.mails.models import Letter

from .conftest import TITLES, make_award, standing


@pytest.mark.django_db
def test_it_works(award, aigerim, gulnar):
    row = services.issue(actor=aigerim, award=award, person=gulnar)

    printed = PrintedCertificate.from_json(row.printed)
    assert (printed.holder, printed.register_number, printed.academic_hours) == (gulnar.name, "2026-0001", 16)
    assert codes.fault_of(row.code) == "" and printed.address.endswith(f"/kk/certificates/v/{row.code}/")
    assert row.grounds == [{"rule": "attendance", "done": 2, "needed": 2}]
    letter = Letter.objects.get(person=gulnar)
    assert letter.kind == "certificate-issued" and "2026-0001" in letter.body
    assert AuditEvent.objects.filter(action="certificate.issued", target_id=str(row.pk)).count() == 1


@pytest.mark.django_db
def test_who_registered_and_missed_a_session_is_told_what_is_missing(award, aigerim, erlan):
    found = standing(award, erlan)

    assert not found.is_entitled and "1" in found.missing[0][1].words
    with pytest.raises(CertificateNotEarned) as caught:
        services.issue(actor=aigerim, award=award, person=erlan)
    assert (caught.value.params["met"], caught.value.params["asked"]) == (0, 1)
    assert not Certificate.objects.exists()


@pytest.mark.django_db
def test_who_has_one_is_given_no_second_one(award, aigerim, certificate, gulnar):
    assert services.issue(actor=aigerim, award=award, person=gulnar) == certificate
    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_all_who_are_entitled_get_theirs_and_nobody_else(award, aigerim, gulnar, erlan, take_part, sessions):
    others = [take_part(f"Қатысушы {n}", at=sessions) for n in range(3)]

    given = services.issue_many(actor=aigerim, award=award)

    assert {row.person for row in given} == {gulnar, *others}
    assert sorted(row.register_number for row in given) == [f"2026-000{n}" for n in range(1, 5)]
    assert all(row.pdf_sha256 for row in Certificate.objects.all())
    assert services.issue_many(actor=aigerim, award=award) == []


@pytest.mark.django_db
def test_rules_changed_after_giving_leave_what_was_given(award, aigerim, design, certificate, erlan):
    changed = services.change_award(
        actor=aigerim, award=award, titles=TITLES, kind="attendance", design=design, academic_hours=8,
        rules=[{"rule": "attendance", "settings": {"events": 3}}],
    )  # fmt: skip

    certificate.refresh_from_db()
    assert (changed.version, changed.family) == (2, award.family)
    assert certificate.award.version == 1 and certificate.printed["academic_hours"] == 16
    assert Award.objects.get(pk=award.pk).is_current is False
    held = entitlement.standing_of(changed, certificate.person)
    assert held.certificate == certificate and not held.is_due
    with pytest.raises(AwardNotCurrent):
        services.give(actor=aigerim, award=award, standing=standing(award, erlan))


@pytest.mark.django_db
def test_numbers_of_the_next_version_go_on(award, aigerim, design, certificate, take_part, sessions):
    changed = services.change_award(
        actor=aigerim, award=award, titles=TITLES, rules=award.rules, academic_hours=8
    )
    other = take_part("Сәуле Нұрғалиева", at=sessions)

    row = services.issue(actor=aigerim, award=changed, person=other)

    assert (row.register_number, row.award.version) == ("2026-0002", 2)


@pytest.mark.django_db
def test_higher_apps_hear_of_a_certificate_in_its_transaction(award, aigerim, gulnar, monkeypatch):
    heard = []
    monkeypatch.setattr(told, "_listeners", [heard.append])

    row = services.issue(actor=aigerim, award=award, person=gulnar)

    assert [(one.kind, one.certificate) for one in heard] == [("issued", row)]


@pytest.mark.django_db
def test_what_a_listener_refuses_is_not_given(award, aigerim, gulnar, monkeypatch):
    def refuse(_told):
        raise RuntimeError("no badge")

    monkeypatch.setattr(told, "_listeners", [refuse])

    with pytest.raises(RuntimeError):
        services.issue(actor=aigerim, award=award, person=gulnar)
    assert not Certificate.objects.exists() and not Letter.objects.exists()


@pytest.mark.django_db
def test_an_award_for_all_editions_takes_the_one_that_was_attended(
    aigerim, programme, design, event, sessions, gulnar
):
    from sauatty.web.events.models import Series

    series = Series.objects.create(programme=programme, title_kk="Өңірлер")
    event.series = series
    event.save()
    event.__class__.objects.create(
        programme=programme,
        slug="oral",
        series=series,
        title_kk="Орал",
        form="onsite",
        language="kk",
        state="open",
    )
    award = make_award(aigerim, programme, design, series=series)

    row = services.issue(actor=aigerim, award=award, person=gulnar)

    assert row.event == event and row.printed["starts_on"] is not None


@pytest.mark.django_db
def test_who_had_one_revoked_is_given_another_only_when_somebody_says_so(award, aigerim, certificate, gulnar):
    services.revoke(actor=aigerim, certificate=certificate, kind="untrue", why="was not there")

    assert services.issue_many(actor=aigerim, award=award) == []
    assert [row.person for row in services.issue_many(actor=aigerim, award=award, people=[gulnar])] == [
        gulnar
    ]

import random
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from sauatty.web.base import anchors, audit
from sauatty.web.base.models import AuditDetail, AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


def record_three():
    for number in range(3):
        audit.record("thing.done", actor=None, target=("thing", str(number)), value=number)


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_no_update")
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_change ON base_auditevent")


def test_it_works():
    record_three()

    assert audit.verify() == audit.Verdict(3)


def test_the_database_refuses_to_change_or_delete_an_event():
    record_three()

    for write in (
        lambda: AuditEvent.objects.filter(seq=1).update(action="x"),
        lambda: AuditEvent.objects.filter(seq=1).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: AuditEvent.objects.filter(seq=2).update(action="forged"),
        lambda: AuditEvent.objects.filter(seq=2).delete(),
        lambda: AuditEvent.objects.filter(seq=3).delete(),
        lambda: AuditDetail.objects.filter(event_id=2).update(payload={"value": 99}),
        lambda: AuditEvent.objects.filter(seq=3).update(prev_hash="0" * 64),
    ],
)
def test_tampering_past_the_triggers_is_found(tamper):
    record_three()
    drop_triggers()

    tamper()

    assert audit.verify().broken_at is not None


def test_erasing_the_values_leaves_the_chain_whole():
    record_three()

    AuditDetail.objects.all().delete()

    assert audit.verify() == audit.Verdict(3)


def test_the_event_falls_with_the_write_it_belongs_to():
    record_three()

    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("thing.done", actor=None, target=("thing", "4"))
        raise RuntimeError

    assert audit.verify() == audit.Verdict(3)
    assert AuditHead.objects.get().seq == 3


EDITS = ("change", "detail", "delete", "move", "cut")


def edit(dice, n):
    """Do one of the things that somebody with the database in hand may do."""
    kind, at = dice.choice(EDITS), dice.randrange(2, n)
    if kind == "change":
        field = dice.choice(["action", "target_id", "target_kind", "digest", "prev_hash"])
        AuditEvent.objects.filter(seq=at).update(**{field: f"x{dice.random()}"})
    elif kind == "detail":
        AuditDetail.objects.filter(event_id=at).update(payload={"value": dice.random()})
    elif kind == "delete":
        AuditEvent.objects.filter(seq=at).delete()
    elif kind == "move":
        AuditEvent.objects.filter(seq=at).update(at=AuditEvent.objects.get(seq=at).at + timedelta(seconds=1))
    else:
        AuditEvent.objects.filter(seq__gt=at - 1).delete()


@pytest.mark.parametrize("n", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_each_of_many_random_edits_is_found(n):
    for _ in range(10):
        record_three()
    drop_triggers()
    dice, missed = random.Random(20261123), []
    for number in range(n):
        try:
            with transaction.atomic():
                edit(dice, 30)
                if audit.verify().broken_at is None:
                    missed.append(number)
                raise InterruptedError
        except InterruptedError:
            pass

    assert missed == [] and audit.verify() == audit.Verdict(30)


@pytest.fixture
def anchored(settings, tmp_path):
    """Nine events, and the anchor of the day before."""
    settings.DATA_DIR = tmp_path
    for _ in range(3):
        record_three()
    assert anchors.note() and not anchors.note(), "once a day"
    return anchors.path()


def written_anew(upto):
    """Write the whole chain anew, as somebody would who has the database and knows how the hashes are made."""
    drop_triggers()
    AuditEvent.objects.filter(seq__gt=upto).delete()
    AuditHead.objects.update(seq=0, hash="0" * 64)
    AuditEvent.objects.all().delete()
    for number in range(upto):
        audit.record("thing.forged", actor=None, target=("thing", str(number)))


@pytest.mark.parametrize("upto", [3, 9, 12])
def test_a_chain_that_was_written_anew_to_its_end_is_found_by_the_anchor(anchored, upto):
    written_anew(upto)

    assert audit.verify() == audit.Verdict(upto), "the chain alone does not see it"
    assert anchors.first_broken().seq == 9
    with pytest.raises(CommandError, match="cut off or written anew"):
        call_command("audit", "verify")


def test_an_anchor_that_somebody_else_wrote_is_none(anchored, settings):
    settings.SECRET_KEY = "another key that this site never had"

    assert not anchors.first_broken().is_ours


def test_a_line_that_cannot_be_read_is_no_anchor(anchored):
    anchored.write_text("{}\n", "utf-8")

    assert not anchors.first_broken().is_ours


def test_more_events_after_it_leave_the_anchor_whole(anchored, capsys):
    record_three()
    call_command("audit", "verify")

    assert anchors.first_broken() is None
    assert "12 events, chain unbroken; 1 anchors hold" in capsys.readouterr().out

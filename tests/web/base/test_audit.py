import pytest
from django.db import DatabaseError, connection, transaction

from sauatty.web.base import audit
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

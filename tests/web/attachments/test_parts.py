"""Files in parts: any order, more than once, after a kill, and two alike."""

import io
import random
import uuid

import pytest
from PIL import Image

from sauatty.core.errors import AttachmentOther, AttachmentQuota, AttachmentTooLarge, PartOther, PartUnfit
from sauatty.web.attachments import limits, selectors, services
from sauatty.web.attachments.models import Attachment, Part
from web.attachments.sending import begin_at_door, do_jobs, lies, part_at_door, part_of, photo, send, told_of

pytestmark = pytest.mark.django_db


def noisy(seed=1, side=900):
    """A photo of several parts."""
    out = io.BytesIO()
    points = random.Random(seed).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), points).save(out, "JPEG", quality=92)
    return out.getvalue()


def test_it_works_by_the_door(client_of, bolat):
    client, id, content = client_of(bolat), uuid.uuid4(), noisy()
    told = told_of(content)
    begun = begin_at_door(client, id, told).json()

    assert begun["state"] == "coming" and begun["missing"] == list(range(told["n_parts"]))
    assert told["n_parts"] > 3
    for number in begun["missing"]:
        assert part_at_door(client, id, number, part_of(content, number)).status_code == 200
    assert begin_at_door(client, id, told).json()["state"] == "checking"
    do_jobs()
    ready = begin_at_door(client, id, told).json()
    assert ready["state"] == "ready"
    shown = client.get(ready["url"])
    served = b"".join(shown.streaming_content)
    assert Image.open(io.BytesIO(served)).size == (900, 900)
    assert served != content and content[:64] not in served
    assert not Part.objects.exists()


def test_the_same_part_again_is_taken_and_other_bytes_are_not(client_of, bolat):
    client, id, content = client_of(bolat), uuid.uuid4(), noisy()
    begin_at_door(client, id, told_of(content))
    first = part_of(content, 0)

    answers = [part_at_door(client, id, 0, first).status_code for _n in range(3)]
    other = part_at_door(client, id, 0, b"x" + first[1:])

    assert answers == [200, 200, 200]
    assert other.status_code == 409 and other.json()["code"] == "part-other" and other.json()["sentence"]
    assert bytes(Part.objects.get().raw) == first


def test_parts_that_come_in_any_order_make_the_file(bolat):
    id, content = uuid.uuid4(), noisy()
    told = told_of(content)
    services.begin(actor=bolat, id=id, **told)
    numbers = list(range(told["n_parts"])) * 2
    random.Random(3).shuffle(numbers)
    for number in numbers:
        services.take_part(actor=bolat, id=id, number=number, raw=part_of(content, number))
    do_jobs()

    assert Attachment.objects.get().state == "ready"


def test_a_device_that_was_killed_sends_only_what_is_missing(client_of, bolat):
    client, id, content = client_of(bolat), uuid.uuid4(), noisy()
    told = told_of(content)
    begin_at_door(client, id, told)
    for number in (0, 2):
        part_at_door(client, id, number, part_of(content, number))

    again = begin_at_door(client_of(bolat), id, told).json()

    assert again["missing"] == [number for number in range(told["n_parts"]) if number not in (0, 2)]


def test_two_photos_with_the_same_content_and_name_are_two(bolat):
    content = photo()
    first, second = send(bolat, content), send(bolat, content)

    assert first.pk != second.pk and first.sha256 == second.sha256
    assert first.stored != second.stored
    assert lies(first.stored).is_file() and lies(second.stored).is_file()


def test_a_part_that_changed_on_the_way_is_not_taken(client_of, bolat):
    client, id, content = client_of(bolat), uuid.uuid4(), noisy()
    begin_at_door(client, id, told_of(content))

    changed = part_at_door(client, id, 0, part_of(content, 0), sha256="0" * 64)
    without = client.put(
        f"/api/v1/attachments/{id}/parts/0", part_of(content, 0), content_type="application/octet-stream"
    )

    assert (changed.status_code, without.status_code) == (422, 400)
    assert not Part.objects.exists()


@pytest.mark.parametrize(("number", "raw"), [(99, b"x"), (0, b"short"), (0, b"")])
def test_a_part_that_the_file_cannot_have_is_refused(bolat, number, raw):
    id, content = uuid.uuid4(), noisy()
    services.begin(actor=bolat, id=id, **told_of(content))

    with pytest.raises(PartUnfit):
        services.take_part(actor=bolat, id=id, number=number, raw=raw)
    assert not Part.objects.exists()


def test_a_part_larger_than_a_part_is_refused_at_the_door(client_of, bolat):
    client, id, content = client_of(bolat), uuid.uuid4(), noisy()
    begin_at_door(client, id, told_of(content))

    assert part_at_door(client, id, 0, bytes(limits.PART_BYTES + 1)).status_code == 413


def test_a_part_that_comes_late_changes_nothing(bolat):
    content = photo()
    row = send(bolat, content)

    late = services.take_part(actor=bolat, id=row.pk, number=0, raw=content)

    assert late.state == "ready" and not Part.objects.exists()


def test_nobody_sends_into_the_file_of_another_person(client_of, bolat, stranger):
    id, content = uuid.uuid4(), noisy()
    told = told_of(content)
    begin_at_door(client_of(bolat), id, told)

    assert begin_at_door(client_of(stranger), id, told).status_code == 409
    assert part_at_door(client_of(stranger), id, 0, part_of(content, 0)).status_code == 404
    assert begin_at_door(client_of(), uuid.uuid4(), told).status_code == 302
    assert not Part.objects.exists() and Attachment.objects.get().owner == bolat


def test_what_one_person_kept_is_not_sent_as_another_one(client_of, bolat, stranger):
    told = told_of(photo())
    answer = client_of(stranger).put(
        f"/api/v1/attachments/{uuid.uuid4()}/", told, content_type="application/json",
        headers={"X-Sauatty-Person": str(bolat.pk)},
    )  # fmt: skip

    assert answer.status_code == 401 and not Attachment.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 0},
        {"size": -5},
        {"n_parts": 9},
        {"kind": "film"},
        {"sha256": "no hash"},
        {"size": True},
        {"name": None},
        {"size": "12"},
    ],
)
def test_what_cannot_be_said_of_a_file_is_refused(client_of, bolat, changes):
    answer = begin_at_door(client_of(bolat), uuid.uuid4(), told_of(photo()) | changes)

    assert answer.status_code in (400, 422) and not Attachment.objects.exists()


def test_another_file_under_the_same_number_is_refused(bolat):
    id = uuid.uuid4()
    services.begin(actor=bolat, id=id, **told_of(photo()))

    with pytest.raises(AttachmentOther):
        services.begin(actor=bolat, id=id, **told_of(photo(side=800)))


@pytest.mark.parametrize(("kind", "most"), [("photo", 12), ("file", 20)])
def test_a_file_above_the_limit_of_its_kind_is_refused_by_name(bolat, kind, most):
    size = most * limits.MEGABYTE
    told = {"kind": kind, "name": "a.jpg", "sha256": "0" * 64}
    services.begin(actor=bolat, id=uuid.uuid4(), size=size, n_parts=most * 4, **told)

    with pytest.raises(AttachmentTooLarge, match=f"a.jpg.*at most {most} MB"):
        services.begin(actor=bolat, id=uuid.uuid4(), size=size + 1, n_parts=most * 4 + 1, **told)


def test_more_than_the_quota_of_a_month_is_refused(bolat, stranger):
    told = {"kind": "file", "name": "a.pdf", "sha256": "0" * 64, "size": 20 * 2**20, "n_parts": 80}
    for _n in range(10):
        services.begin(actor=bolat, id=uuid.uuid4(), **told)

    with pytest.raises(AttachmentQuota, match="200 MB"):
        services.begin(actor=bolat, id=uuid.uuid4(), **told)
    assert services.begin(actor=stranger, id=uuid.uuid4(), **told).state == "coming"


def test_what_was_refused_takes_no_room(bolat):
    Attachment.objects.create(
        id=uuid.uuid4(), owner=bolat, kind="photo", name="a", size=200 * 2**20, n_parts=800, state="refused"
    )

    assert services.begin(actor=bolat, id=uuid.uuid4(), **told_of(photo())).state == "coming"


def test_names_lose_their_folders_and_signs_that_turn_the_writing(bolat):
    told = told_of(photo()) | {"name": "C:\\Users\\Аружан\\сурет\u202egpj.exe\0"}

    assert services.begin(actor=bolat, id=uuid.uuid4(), **told).name == "сурет gpj.exe"


def test_a_report_may_name_a_file_before_it_comes(client_of, bolat, stranger):
    id, content = uuid.uuid4(), photo()
    foreign = send(stranger, photo())

    rows = services.expect(actor=bolat, ids=[id, foreign.pk, id])
    assert [row.pk for row in rows] == [id, id] and rows[0].state == "coming"
    assert part_at_door(client_of(bolat), id, 0, content).status_code == 404
    assert client_of(bolat).get(selectors.url_of(rows[0])).status_code == 404
    assert begin_at_door(client_of(stranger), id, told_of(content)).status_code == 409

    assert send(bolat, content, id=id).state == "ready"


class _Upload(io.BytesIO):
    name = "сурет.jpg"

    @property
    def size(self):
        return len(self.getvalue())


def test_a_plain_form_that_is_sent_twice_brings_its_files_once(bolat):
    form, content = uuid.uuid4(), noisy()
    for _send in range(2):
        services.take_uploads(
            actor=bolat, uploads=[_Upload(content), _Upload(content)], kind="photo", seed=form
        )
    do_jobs()

    assert [row.state for row in Attachment.objects.all()] == ["ready", "ready"]


def test_of_a_plain_form_with_a_file_too_large_none_is_taken(bolat):
    with pytest.raises(AttachmentTooLarge):
        services.take_uploads(
            actor=bolat, uploads=[_Upload(photo()), _Upload(bytes(13 * 2**20))], kind="photo"
        )

    assert not Attachment.objects.exists()


def test_a_part_costs_few_questions(bolat, django_assert_max_num_queries):
    id, content = uuid.uuid4(), noisy()
    services.begin(actor=bolat, id=id, **told_of(content))

    with django_assert_max_num_queries(7):
        services.take_part(actor=bolat, id=id, number=0, raw=part_of(content, 0))


def test_other_ways_to_ask_are_told_what_the_door_takes(client_of, bolat):
    answer = client_of(bolat).post(f"/api/v1/attachments/{uuid.uuid4()}/", {})

    assert answer.status_code == 405 and answer.headers["Allow"] == "PUT"
    assert client_of(bolat).put(f"/api/v1/attachments/{uuid.uuid4()}/", "nonsense").status_code == 400


def test_a_part_with_other_bytes_is_named(bolat):
    id, content = uuid.uuid4(), noisy()
    services.begin(actor=bolat, id=id, **told_of(content))
    services.take_part(actor=bolat, id=id, number=1, raw=part_of(content, 1))

    with pytest.raises(PartOther, match="Part 1 of 'photo.jpg'"):
        services.take_part(actor=bolat, id=id, number=1, raw=bytes(limits.PART_BYTES))

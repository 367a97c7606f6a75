"""How the tests send a file, as a device does."""

import hashlib
import io
import json
import uuid
from pathlib import Path

from django.conf import settings
from PIL import Image

from sauatty.web.attachments import checking, limits, services
from sauatty.web.attachments.models import Attachment
from sauatty.web.base import jobs
from sauatty.web.base.models import Job


def photo(side=600, kind="JPEG", mode="RGB", colour="teal", **facts):
    out = io.BytesIO()
    Image.new(mode, (side, side // 2), colour).save(out, kind, **facts)
    return out.getvalue()


def told_of(content, name="photo.jpg", kind="photo"):
    return {
        "kind": kind, "name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        "n_parts": limits.n_parts_of(len(content)),
    }  # fmt: skip


def part_of(content, number):
    return content[number * limits.PART_BYTES : (number + 1) * limits.PART_BYTES]


def send(person, content, name="photo.jpg", kind="photo", id=None, check=True):
    """Send a whole file and have it checked; returns its row."""
    id = id or uuid.uuid4()
    told = told_of(content, name, kind)
    services.begin(actor=person, id=id, **told)
    for number in range(told["n_parts"]):
        services.take_part(actor=person, id=id, number=number, raw=part_of(content, number))
    if check:
        checking.do_check({"attachment": str(id)}, lambda done, total: None)
    return Attachment.objects.get(pk=id)


def do_jobs():
    for job in Job.objects.filter(state=Job.State.QUEUED):
        jobs.run_job.call(str(job.pk))


def begin_at_door(client, id, told):
    return client.put(f"/api/v1/attachments/{id}/", json.dumps(told), content_type="application/json")


def part_at_door(client, id, number, raw, sha256=None):
    return client.put(
        f"/api/v1/attachments/{id}/parts/{number}", raw, content_type="application/octet-stream",
        headers={"X-Sauatty-Sha256": sha256 or hashlib.sha256(raw).hexdigest()},
    )  # fmt: skip


def lies(name=""):
    """Return where a file lies."""
    folder = Path(settings.MEDIA_ROOT) / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name

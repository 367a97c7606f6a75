"""What twenty photos of 6 MB cost: sent in parts over a line that loses answers, from a telephone that is killed once.

A site of its own (granian, SQLite with FULL durability; PostgreSQL where SAUATTY_DATABASE_URL names one, as under
tests/with-postgres). A telephone sends parts of 256 KB as `attachments.js` does, each with its hash. Every tenth
answer is lost after the server has committed, so that the part is sent again; half-way the telephone is killed and
asks what is missing. Then each photo is made anew in a process of its own, as the job does.

Afterwards: every photo ready once, two alike still two, no part left, no place in any file.

    python benchmarks/photos.py [--photos 20] [--megabytes 6]
"""

import argparse
import hashlib
import http.client
import io
import json
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid

from attempts import CSRF, _session
from survey_submission import Site, prepare

ANSWER_LOST = 0.1
GOAL_PART_P95, GOAL_CHECK = 0.5, 5.0
PLACE = b"HiddenPlaceOfThePhoto"


def photo(megabytes: float) -> bytes:
    """A photo as a telephone takes it: 12 million points, about so many MB, with a place in it."""
    from PIL import Image
    from PIL.ExifTags import Base

    exif = Image.Exif()
    exif[Base.ImageDescription] = PLACE.decode()
    picture = Image.effect_noise((4000, 3000), 40).convert("RGB")
    low, high, found = 5, 95, b""
    while low <= high:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=(low + high) // 2, exif=exif)
        if len(out.getvalue()) <= megabytes * 2**20:
            found, low = out.getvalue(), (low + high) // 2 + 1
        else:
            high = (low + high) // 2 - 1
    return found


class Telephone:
    """Sends one file after the other, and begins again after it was killed."""

    def __init__(self, port: int, cookies: str) -> None:
        self.cookies, self.dice, self.line = (
            cookies,
            random.Random(1),
            http.client.HTTPConnection("127.0.0.1", port),
        )
        self.seconds: list[float] = []
        self.n_again = 0

    def put(self, path: str, body: bytes, kind: str, sha256: str = "") -> dict[str, object]:
        headers = {
            "Cookie": f"{self.cookies}; sauatty_csrf={CSRF}", "X-CSRFToken": CSRF, "Content-Type": kind,
            "X-Sauatty-Sha256": sha256,
        }  # fmt: skip
        began = time.perf_counter()
        self.line.request("PUT", f"/api/v1/attachments/{path}", body, headers)
        answer = self.line.getresponse()
        raw = answer.read()
        self.seconds.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {raw[:200]!r}")
        told: dict[str, object] = json.loads(raw)
        return told

    def begin(self, id: str, content: bytes) -> list[int]:
        from sauatty.web.attachments.limits import n_parts_of

        told = {
            "kind": "photo", "name": "photo.jpg", "size": len(content), "n_parts": n_parts_of(len(content)),
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        found = self.put(f"{id}/", json.dumps(told).encode(), "application/json")["missing"]
        assert isinstance(found, list)
        return found

    def send(self, id: str, content: bytes, *, dies_after: int | None = None) -> None:
        from sauatty.web.attachments.limits import PART_BYTES

        for place, number in enumerate(self.begin(id, content)):
            if place == dies_after:
                return
            raw = content[number * PART_BYTES : (number + 1) * PART_BYTES]
            for _try in range(20):
                self.put(
                    f"{id}/parts/{number}", raw, "application/octet-stream", hashlib.sha256(raw).hexdigest()
                )
                if self.dice.random() >= ANSWER_LOST:
                    break
                self.n_again += 1


def check_all() -> list[float]:
    """Make each photo anew; returns the seconds of each."""
    from sauatty.web.attachments.checking import do_check
    from sauatty.web.attachments.models import Attachment

    seconds = []
    for row in Attachment.objects.filter(state="checking"):
        began = time.perf_counter()
        do_check({"attachment": str(row.pk)}, lambda done, total: None)
        seconds.append(time.perf_counter() - began)
    return seconds


def left() -> dict[str, object]:
    from sauatty.web.attachments import files
    from sauatty.web.attachments.models import Attachment, Part

    kept = [path.read_bytes() for path in files.folder().iterdir()]
    sizes = list(Attachment.objects.filter(state="ready").values_list("stored_size", flat=True))
    return {
        "ready": len(sizes), "parts_left": Part.objects.count(), "with_a_place": sum(PLACE in one for one in kept),
        "mb_kept_each": round(statistics.mean(sizes) / 2**20, 2) if sizes else 0.0,
    }  # fmt: skip


def measure(n_photos: int, megabytes: float) -> dict[str, object]:
    from django.conf import settings

    from sauatty.web.accounts.models import Person

    person = Person.objects.create_person(name="Bench", email="bench@example.kz")
    content = photo(megabytes)
    files = [str(uuid.uuid4()) for _n in range(n_photos)]
    site = Site(2)
    site.wait()
    try:
        telephone = Telephone(site.port, f"{settings.SESSION_COOKIE_NAME}={_session(person)}")
        began = time.perf_counter()
        for place, id in enumerate(files):
            if place == n_photos // 2:
                telephone.send(id, content, dies_after=7)
            telephone.send(id, content)
        sent = time.perf_counter() - began
    finally:
        site.stop()
    checks = check_all()
    ordered = sorted(telephone.seconds)
    return {
        "photos": n_photos, "mb_each": round(len(content) / 2**20, 2), "seconds_sending": round(sent, 1),
        "requests": len(ordered), "sent_again": telephone.n_again,
        "part_p50_ms": round(1000 * statistics.median(ordered), 1),
        "part_p95_ms": round(1000 * ordered[int(0.95 * len(ordered))], 1),
        "check_mean_s": round(statistics.mean(checks), 2), "check_longest_s": round(max(checks), 2),
        "largest_process_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        **left(),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=20)
    parser.add_argument("--megabytes", type=float, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kind = prepare(folder)
        found = measure(given.photos, given.megabytes)
    print(json.dumps({"database": kind, **found}))
    is_good = (
        found["ready"] == given.photos
        and not found["parts_left"]
        and not found["with_a_place"]
        and float(str(found["part_p95_ms"])) <= 1000 * GOAL_PART_P95
        and float(str(found["check_longest_s"])) <= GOAL_CHECK
    )
    print("good" if is_good else "NOT GOOD")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

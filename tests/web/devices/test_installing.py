"""The site on a home screen: what the manifest says in each language, and that all it names is there."""

import io
import json

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "lessons"), [("kk", "Сабақтар"), ("ru", "Занятия"), ("en", "Lessons")])
def test_the_manifest_speaks_the_language_of_its_address(client, language, lessons):
    answer = client.get(f"/{language}/app.webmanifest")
    told = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["scope"]) == (language, f"/{language}/", "/")
    assert told["shortcuts"][0] == {"name": lessons, "url": f"/{language}/lessons/"}
    assert told["id"] == "/"  # one app, whichever language it was put there in


def test_every_icon_is_a_picture_of_the_size_it_is_called(client):
    icons = json.loads(client.get("/kk/app.webmanifest").content)["icons"]
    drawn = [one for one in icons if one["type"] == "image/png"]

    assert {(one["sizes"], one["purpose"]) for one in drawn} == {
        (f"{size}x{size}", purpose) for size in (192, 512) for purpose in ("any", "maskable")
    }
    for one in drawn:
        file = finders.find("devices/" + one["src"].rsplit("/", 1)[1])
        with open(file, "rb") as picture:
            width, height = Image.open(io.BytesIO(picture.read())).size
        assert f"{width}x{height}" == one["sizes"]


def test_a_maskable_icon_has_no_corner_that_shows_through_and_its_mark_inside_the_circle():
    picture = Image.open(finders.find("devices/maskable-512.png")).convert("RGB")
    ground = picture.getpixel((0, 0))
    marked = [
        (x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if picture.getpixel((x, y)) != ground
    ]

    assert ground == (0x0B, 0x63, 0x77)
    assert marked
    assert all((x - 256) ** 2 + (y - 256) ** 2 <= (0.4 * 512) ** 2 for x, y in marked)


def test_every_page_names_the_manifest_of_its_language(client):
    assert 'rel="manifest" href="/ru/app.webmanifest"' in client.get("/ru/about/").content.decode()

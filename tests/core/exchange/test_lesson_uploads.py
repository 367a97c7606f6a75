"""A lesson from outside is one by the schema, and leads nowhere but to the web."""

from io import BytesIO

import pytest
import yaml
from PIL import Image

from core.catalogue.small_lesson import mapping, small
from sauatty.core.errors import LessonFileRefused
from sauatty.core.exchange.lesson_uploads import read_lesson_upload, redraw_picture


def upload(**changed):
    return yaml.safe_dump(mapping() | changed, allow_unicode=True).encode()


def test_it_works():
    assert read_lesson_upload(upload(), "a.yaml") == small()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.kz", "/srv/file"])
def test_a_source_that_leads_elsewhere_than_to_the_web_is_refused(url):
    sources = [one | {"url": url} for one in mapping()["sources"]]

    with pytest.raises(LessonFileRefused) as caught:
        read_lesson_upload(upload(sources=sources), "a.yaml")

    assert url in caught.value.params["problem"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"schema": "lesson/9"}, "lesson/9"),
        ({"id": "../x"}, "../x"),
        ({"sections": "x"}, "not a list"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_no_lesson_is_refused_with_its_place(changed, told):
    with pytest.raises(LessonFileRefused) as caught:
        read_lesson_upload(upload(**changed), "a.yaml")

    assert told in caught.value.params["problem"]


def test_a_scan_in_grey_of_16_bits_keeps_its_greys():
    scan, file = Image.new("I;16", (40, 20)), BytesIO()
    for at in range(800):
        scan.putpixel((at % 40, at // 40), at % 40 * 1600)
    scan.save(file, "PNG")

    drawn = Image.open(BytesIO(redraw_picture(file.getvalue(), "scan.png").content)).convert("L")

    greys = [drawn.getpixel((x, 10)) for x in range(0, 40, 8)]
    assert greys == pytest.approx([x * 1600 / 256 for x in range(0, 40, 8)], abs=6)

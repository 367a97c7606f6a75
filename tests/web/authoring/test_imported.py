"""Names in a file of a lesson become parts of addresses: what no address can hold never comes in."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.web.authoring import parts
from sauatty.web.authoring.models import AuthoredLesson
from sauatty.web.lessons.urls import urlpatterns
from web.authoring.cast import lesson_body, three

pytestmark = pytest.mark.django_db


def bring(client, programme, **changes):
    content = yaml.safe_dump(lesson_body(**changes), allow_unicode=True).encode()
    upload = SimpleUploadedFile("own-lesson.yaml", content)
    sent = {"file": upload, "programme": str(programme.pk)}
    return client.post(reverse("authoring:lesson_import"), sent)


def section(id):
    return {"id": id, "heading": three("Бірінші"), "text": three("Мәтін.[^own]")}


def test_a_module_of_its_own_is_taken_in(client_of, bolat, programme):
    assert bring(client_of(bolat), programme, module="our-library").status_code == 302
    assert AuthoredLesson.objects.get().key == "our-library.own-lesson"


@pytest.mark.parametrize(
    "changes",
    [
        {"module": "our library"}, {"module": "a/b"}, {"module": "m" * 61}, {"id": "Own lesson"},
        {"sections": [section("one/two"), section("two")]}, *({"module": one} for one in parts.NOT_MODULES),
    ],
)  # fmt: skip
def test_a_name_that_is_no_address_is_refused_and_the_lessons_still_open(
    client_of, bolat, programme, changes
):
    assert bring(client_of(bolat), programme, **changes).status_code == 422
    assert not AuthoredLesson.objects.exists()


def test_every_page_beside_the_modules_is_known_to_be_no_module():
    fixed = {str(one.pattern).partition("/")[0] for one in urlpatterns}

    assert {one for one in fixed if one.isalnum()} == parts.NOT_MODULES

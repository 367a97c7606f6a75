"""The pages: who sees them, how many queries they take, shipped instruments, files, preview, logic."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.web.instruments import selectors, services
from sauatty.web.instruments.models import Instrument, KeptPart
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
PAGES = ("instrument_detail", "head_edit", "kept_list", "check", "preview", "version_list")


def url(name, instrument, *args):
    return reverse(f"instruments:{name}", args=[instrument.pk, *args])


def test_it_works(client_of, aigerim, programme):
    client = client_of(aigerim)
    answer = client.post(
        reverse("instruments:shipped_take_over", args=["mil-needs"]),
        {"programme": str(programme.pk)},
        follow=True,
    )

    assert answer.status_code == 200
    row = Instrument.objects.get()
    assert (row.programme, row.kind, row.origin) == (programme, "needs", "mil-needs 1")
    assert services.publish(instrument=row, actor=aigerim).number == 1
    for name in PAGES:
        assert client.get(url(name, row)).status_code == 200
    for question in ("region", "familiarity", "organisation_kind"):
        assert client.get(url("question_edit", row, question)).status_code in {200, 404}
    assert client.get(url("version_detail", row, 1)).status_code == 200


def test_two_clicks_take_over_once_and_a_changed_copy_does_not_count(client_of, aigerim, programme):
    client, address = client_of(aigerim), reverse("instruments:shipped_take_over", args=["mil-needs"])
    for _ in range(2):
        client.post(address, {"programme": str(programme.pk)})
    row = Instrument.objects.get()
    services.add_section(instrument=row, actor=aigerim)
    client.post(address, {"programme": str(programme.pk)})

    assert sorted(Instrument.objects.values_list("slug", flat=True)) == ["mil-needs", "mil-needs-2"]


def test_what_is_not_shipped_cannot_be_taken_over(client_of, aigerim, programme):
    address = reverse("instruments:shipped_take_over", args=["absent"])

    assert client_of(aigerim).post(address, {"programme": str(programme.pk)}).status_code == 422
    assert Instrument.objects.count() == 0


def test_a_machine_text_says_that_nobody_has_reviewed_it(client_of, aigerim, programme):
    row = services.take_over_shipped(actor=aigerim, slug="mil-needs", programme=programme)

    assert b'class="tag machine"' in client_of(aigerim).get(url("instrument_detail", row)).content


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_open_to_readers_and_to_nobody_else(client_of, bolat, stranger, instrument, name):
    assert client_of(bolat).get(url(name, instrument)).status_code == 200
    assert client_of(stranger).get(url(name, instrument)).status_code == 404
    assert "/sign-in/" in client_of().get(url(name, instrument))["Location"]


def test_the_list_takes_no_more_queries_for_more_instruments(
    client_of, aigerim, programme, instrument, django_assert_max_num_queries
):
    for n in range(6):
        row = services.start_instrument(
            actor=aigerim,
            slug=f"one{n}",
            titles={"kk": f"Сауалнама {n}"},
            kind="other",
            language="kk",
            programme=programme,
        )
        services.publish(instrument=instrument, actor=aigerim) if n == 0 else services.add_section(
            instrument=row, actor=aigerim
        )
    client = client_of(aigerim)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("instruments:instrument_list"))

    assert "Сауалнама 5" in page.content.decode()


@pytest.mark.parametrize("name", [*PAGES, "question_edit"])
def test_a_page_of_an_instrument_takes_few_queries(
    client_of, bolat, instrument, name, django_assert_max_num_queries
):
    client = client_of(bolat)
    with django_assert_max_num_queries(9):
        assert (
            client.get(url(name, instrument, *(["say"] if name == "question_edit" else []))).status_code
            == 200
        )


def test_rights_follow_the_role_and_its_programme(aigerim, programme, instrument):
    analyst, at_large, trainer = (
        make_person(name, f"{name}@example.kz") for name in ("analyst", "large", "trainer")
    )
    give_role(analyst, "analyst", programme)
    give_role(at_large, "methodologist")
    give_role(trainer, "trainer", programme)
    site = services.start_instrument(
        actor=aigerim, slug="site", titles={"kk": "Сайт"}, kind="other", language="kk"
    )

    assert set(selectors.list_instruments(analyst)) == {instrument}
    assert set(selectors.list_instruments(at_large)) == {instrument, site}
    assert not selectors.list_instruments(trainer).exists()
    assert selectors.may_write(analyst, instrument) and not selectors.may_write(analyst, site)
    assert not selectors.may_start(trainer) and selectors.belongs_to_site(at_large)


def test_nobody_begins_an_instrument_in_a_programme_of_others(client_of, programme):
    from sauatty.web.programmes.models import Programme

    other = make_person("Ерлан", "erlan@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа"))
    sent = {"title_kk": "А", "kind": "other", "language": "kk", "programme": str(programme.pk)}

    assert client_of(other).post(reverse("instruments:instrument_create"), sent).status_code == 422
    assert (
        client_of(other)
        .post(reverse("instruments:instrument_create"), sent | {"programme": "site"})
        .status_code
        == 422
    )


def test_an_instrument_begins_empty(client_of, aigerim, programme):
    client, address = client_of(aigerim), reverse("instruments:instrument_create")
    sent = {"title_ru": "Опрос", "kind": "other", "language": "ru", "programme": str(programme.pk)}

    assert client.post(address, sent | {"title_ru": ""}).status_code == 422
    assert client.post(address, sent, follow=True).status_code == 200
    assert Instrument.objects.get().title_ru == "Опрос"


def test_yaml_goes_out_and_comes_back_the_same(client_of, aigerim, programme, instrument):
    client = client_of(aigerim)
    content = client.get(url("draft_file", instrument, "yaml")).content
    assert yaml.safe_load(content)["sections"][0]["id"] == "you"
    file = SimpleUploadedFile("small.yaml", content)
    answer = client.post(
        reverse("instruments:instrument_import"), {"file": file, "programme": str(programme.pk)}, follow=True
    )

    assert answer.status_code == 200
    copy = Instrument.objects.exclude(pk=instrument.pk).get()
    assert copy.body["sections"] == instrument.body["sections"] and copy.slug == "small-2"


@pytest.mark.parametrize("name, content", [
    ("a.yaml", b"- 1"), ("a.yaml", b"schema: [unclosed"), ("a.yaml", b"id: a\nsections: 7\n"), ("a.yaml", b"\xff\xfe"),
    ("a.yaml", b"id: a\nversion: '1'\ntitle: A\nsurprise: 1\n"), ("a.exe", b"MZ"), ("a.xlsx", b"no zip at all"),
    ("a.yaml", b"x" * 2_000_001),
])  # fmt: skip
def test_a_file_that_is_no_instrument_is_refused_by_name(client_of, aigerim, instrument, name, content):
    client = client_of(aigerim)
    answer = client.post(url("draft_replace", instrument), {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert name in answer.content.decode()
    assert Instrument.objects.get().body == instrument.body and KeptPart.objects.count() == 0


def test_a_file_takes_the_place_of_the_draft_which_is_kept(client_of, aigerim, instrument):
    client = client_of(aigerim)
    content = client.get(url("draft_file", instrument, "yaml")).content.replace(
        b"Small survey en", b"Replaced"
    )
    client.post(url("draft_replace", instrument), {"file": SimpleUploadedFile("new.yaml", content)})

    assert Instrument.objects.get().title_en == "Replaced"
    assert KeptPart.objects.get().body["title"]["en"] == "Small survey en"


def test_xlsform_goes_out_and_comes_back_the_same(client_of, aigerim, programme, instrument):
    pytest.importorskip("sauatty.core.exchange.xlsform")
    client = client_of(aigerim)
    content = client.get(url("draft_file", instrument, "xlsx")).content
    assert content.startswith(b"PK")
    file = SimpleUploadedFile("small.xlsx", content)
    client.post(reverse("instruments:instrument_import"), {"file": file, "programme": str(programme.pk)})

    assert Instrument.objects.exclude(pk=instrument.pk).get().body["sections"] == instrument.body["sections"]


def test_files_of_other_forms_are_nowhere(client_of, aigerim, instrument):
    services.publish(instrument=instrument, actor=aigerim)
    client = client_of(aigerim)

    assert client.get(url("draft_file", instrument, "exe")).status_code == 404
    assert client.get(url("version_file", instrument, 1, "yaml")).status_code == 200
    assert client.get(url("version_file", instrument, 7, "yaml")).status_code == 404
    assert (
        client.post(url("paper_form", instrument, 1), {"language": "xx", "format": "pdf"}).status_code == 404
    )


def test_the_preview_follows_conditions_and_keeps_nothing(client_of, aigerim, instrument):
    client, address = client_of(aigerim), url("preview", instrument)
    before = Instrument.objects.get().body

    assert "Years кк" not in client.get(address, {"language": "kk"}).content.decode()
    sent = {"language": "ru", "section": "you", "works": "yes", "years": "99", "check": "1"}
    page = client.post(address, sent).content.decode()
    assert "Years ру" in page and "Years кк" not in page and 'class="answer-error"' in page
    onward = client.post(address, {**sent, "next": "1", "topics": ["a", "b"]})
    assert 'name="works" value="yes"' in onward.content.decode() and "Topics ру" in onward.content.decode()
    assert Instrument.objects.get().body == before


def test_the_preview_shows_everything_where_a_condition_cannot_be_read(client_of, aigerim, instrument):
    body = Instrument.objects.get().body
    body["sections"][0]["questions"][2]["when"] = "((("
    services.save_draft(instrument=instrument, body=body, actor=aigerim)

    assert (
        "Years кк" in client_of(aigerim).get(url("preview", instrument), {"language": "kk"}).content.decode()
    )


@pytest.mark.parametrize("text, word", [
    ("${works} = 'yes'", ""), ("${nobody} = 1", "nobody"), ("${say} = ''", "say"), ("pulldata('x')", "pulldata"),
    ("${works} = 'perhaps'", "perhaps"), ("((", "(("), ("x" * 5000, "x"),
])  # fmt: skip
def test_the_check_answers_beside_a_condition(client_of, aigerim, instrument, text, word):
    address = url("logic_check", instrument, "topics") + "?field=when"
    page = client_of(aigerim).post(address, {"when": text}, headers={"HX-Request": "true"}).content.decode()

    assert ('class="problem"' in page) == bool(word)
    assert word in page


def test_without_a_script_the_answer_comes_with_the_page_and_nothing_is_kept(client_of, aigerim, instrument):
    client, address = client_of(aigerim), url("section_edit", instrument, "use")
    form = client.get(address).context["form"]
    sent = {field.name: field.value() or "" for field in form if field.value() is not False}
    page = client.post(address, sent | {"when": "${nobody} = 1", "look": "when"})

    assert page.status_code == 200 and "nobody" in page.content.decode()
    assert "when" not in Instrument.objects.get().body["sections"][1]


def test_parts_that_are_nowhere_answer_404(client_of, aigerim, instrument):
    client = client_of(aigerim)

    for name, part in (("question_edit", "nobody"), ("section_edit", "nobody"), ("choices_edit", "say")):
        assert client.get(url(name, instrument, part)).status_code == 404


def test_the_invented_instrument_is_marked_and_goes_with_its_programme(client_of, aigerim):
    from sauatty.web.instruments import demonstration
    from sauatty.web.programmes import demonstration as programmes

    demonstration.make(aigerim)
    assert Instrument.objects.count() == 0, "there is no invented programme"
    programmes.make(aigerim)
    for _ in range(2):
        demonstration.make(aigerim)
    row = Instrument.objects.get()
    assert row.is_demo and row.versions.count() == 1
    assert b'class="invented"' in client_of(aigerim).get(url("instrument_detail", row)).content

    demonstration.remove()
    programmes.remove()
    assert Instrument.objects.count() == 0


def test_a_yaml_that_grows_without_end_is_refused(client_of, aigerim, instrument, process_of_its_own):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 10)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    file = SimpleUploadedFile("laughs.yaml", "\n".join(lines).encode())
    answer = client_of(aigerim).post(url("draft_replace", instrument), {"file": file})

    assert answer.status_code == 422
    assert Instrument.objects.get().body == instrument.body

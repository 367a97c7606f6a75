"""Codebooks of one's own: drafts, versions that never change, files; and moving a coding to another version."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from sauatty.core.catalogue.answer_codebooks import answer_codebook
from sauatty.core.errors import CodebookRefused, InstrumentPartMoved, RecodingRefused, UnknownCodebook
from sauatty.core.exchange.refi import read_codebook
from sauatty.web.agreements import services as agreements
from sauatty.web.agreements.models import Adjudication
from sauatty.web.answers import books, exchanging, services
from sauatty.web.answers.models import Codebook, CodebookVersion, Recoding
from sauatty.web.coding.models import Decision, Seat, Unit
from web.answers.conftest import TITLES, decide, make_person

pytestmark = pytest.mark.django_db
SHIPPED = answer_codebook("mil-definition")


def page(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


@pytest.fixture
def codebook(aigerim, programme):
    return services.begin_codebook(actor=aigerim, programme=programme, source=SHIPPED, titles=TITLES)


def changed(codebook, **parts):
    """Return the codebook with parts renamed (new id), or taken out (None)."""
    body = Codebook.objects.get(pk=codebook.pk).body
    kept = [{**one, "id": parts.get(one["id"], one["id"])} for one in body["parts"]]
    Codebook.objects.filter(pk=codebook.pk).update(
        body={**body, "parts": [one for one in kept if one["id"] is not None]}
    )
    codebook.refresh_from_db()
    return codebook


def publish(codebook, actor):
    version = services.publish_codebook(codebook=codebook, actor=actor)
    return books.find_book(codebook.slug, str(version.number))


def test_it_works(codebook, aigerim, client_of):
    client = client_of(aigerim)
    form = client.get(page("answers:part_edit", codebook.pk, "ethics")).context["form"]
    sent = {name: field.value() or "" for name, field in ((one.name, one) for one in form)}

    client.post(page("answers:part_edit", codebook.pk, "ethics"), {**sent, "name_kk": "Этика ережесі"})
    client.post(page("answers:codebook_publish", codebook.pk))

    book = books.find_book(codebook.slug, "1")
    assert book.part("ethics").name.kk == "Этика ережесі"
    assert book.part("ethics").rules == SHIPPED.part("ethics").rules
    assert [one.id for one in book.parts] == [one.id for one in SHIPPED.parts]
    assert client.get(page("answers:codebook_detail", codebook.pk)).status_code == 200
    assert client.get(page("answers:codebook_list")).status_code == 200


def test_a_published_version_never_changes(codebook, aigerim):
    version = services.publish_codebook(codebook=codebook, actor=aigerim)

    with pytest.raises(DatabaseError), transaction.atomic():
        CodebookVersion.objects.filter(pk=version.pk).update(body={})


def test_publishing_the_same_twice_is_refused(codebook, aigerim):
    services.publish_codebook(codebook=codebook, actor=aigerim)

    with pytest.raises(CodebookRefused):
        services.publish_codebook(codebook=codebook, actor=aigerim)


def test_a_codebook_without_parts_is_not_published(codebook, aigerim, client_of):
    changed(codebook, **{one.id: None for one in SHIPPED.parts})

    answer = client_of(aigerim).post(page("answers:codebook_publish", codebook.pk))

    assert answer.status_code == 422
    assert not CodebookVersion.objects.exists()


def test_two_writers_do_not_overwrite_each_other(codebook, aigerim):
    services.change_titles(codebook=codebook, actor=aigerim, revision=1, titles=TITLES)

    with pytest.raises(InstrumentPartMoved):
        services.change_titles(codebook=codebook, actor=aigerim, revision=1, titles=TITLES)


@pytest.mark.parametrize("name", ["ethics", "Этика", "a b", "9x", ""])
def test_short_names_of_parts_are_checked(codebook, aigerim, client_of, name):
    answer = client_of(aigerim).post(
        page("answers:part_add", codebook.pk), {"part": name, "name_kk": "Жаңа", "revision": 1}
    )

    assert answer.status_code == 422
    assert len(Codebook.objects.get().body["parts"]) == len(SHIPPED.parts)


def test_a_new_part_is_added_and_taken_out(codebook, aigerim, client_of):
    client = client_of(aigerim)

    client.post(
        page("answers:part_add", codebook.pk),
        {
            "part": "source",
            "name_kk": "Дереккөз",
            "text_kk": "Бар",
            "revision": 1,
            "rules_kk": "бір\nекі",
            "rules_ru": "один",
            "competences": ["gmilaf.2.3"],
        },
    )

    part = books.answer_codebook_from_mapping(Codebook.objects.get().body, "x").part("source")
    assert [(one.kk, one.ru) for one in part.rules] == [("бір", "один"), ("екі", "")]
    client.post(page("answers:part_remove", codebook.pk, "source"))
    assert "source" not in {one["id"] for one in Codebook.objects.get().body["parts"]}


def test_others_do_not_find_a_codebook(codebook, stranger, bolat, client_of):
    elsewhere = make_person("Басқа")
    for person in (stranger, bolat, elsewhere):
        for name in ("codebook_detail", "part_add", "title_edit"):
            assert client_of(person).get(page(f"answers:{name}", codebook.pk)).status_code == 404
        assert client_of(person).post(page("answers:codebook_publish", codebook.pk)).status_code == 404


# --- files --------------------------------------------------------------------------------------------------------


def test_a_codebook_goes_out_and_comes_back_as_refi_qda(codebook, aigerim, client_of):
    client = client_of(aigerim)
    publish(codebook, aigerim)
    content = client.get(page("answers:version_file", codebook.pk, 1)).content
    renamed = content.replace(b'name="ethics"', b'name="Fairness"')
    assert renamed != content

    answer = client.post(
        page("answers:codebook_import", codebook.pk), {"file": SimpleUploadedFile("x.qdc", renamed)}
    )

    book = books.find_book(codebook.slug, "2")
    assert answer.status_code == 302
    assert [one.id for one in book.parts] == [one.id for one in SHIPPED.parts]
    assert book.part("ethics").name.en == "Fairness"
    assert book.part("ethics").name.kk == SHIPPED.part("ethics").name.kk
    assert book.part("access").rules == SHIPPED.part("access").rules


def test_codes_of_another_programme_become_parts(codebook, aigerim):
    xml = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="11111111-1111-4111-8111-111111111111" '
        'name="Тексеру" isCodable="true"/><Code guid="21111111-1111-4111-8111-111111111111" name="Тексеру!" '
        'isCodable="true"><Description>Қашан</Description></Code></Codes></CodeBook>'
    )
    codes = read_codebook(xml.encode(), name="x.qdc")

    services.version_from_codes(codebook=codebook, actor=aigerim, codes=codes, language="kk")

    book = books.find_book(codebook.slug, "1")
    assert [(one.id, one.name.kk, one.text.kk) for one in book.parts] == [
        ("tekseru", "Тексеру", "Тексеру"), ("tekseru-2", "Тексеру!", "Қашан"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"no xml", b"<!DOCTYPE a []><a/>", b"<a/>"])
def test_files_that_are_no_codebooks_are_refused(codebook, aigerim, client_of, content):
    answer = client_of(aigerim).post(
        page("answers:codebook_import", codebook.pk), {"file": SimpleUploadedFile("x.qdc", content)}
    )

    assert answer.status_code == 422
    assert not CodebookVersion.objects.exists()


def test_the_shipped_one_is_shown_and_goes_out_in_each_language(aigerim, client_of):
    client = client_of(aigerim)

    assert client.get(page("answers:shipped_book", "mil-definition", "1")).status_code == 200
    assert client.get(page("answers:shipped_book", "mil-definition", "77")).status_code == 404
    kk = exchanging.book_file(SHIPPED, "kk").decode()
    assert "қол жеткізу" in kk
    assert {one.guid for one in read_codebook(kk.encode(), name="kk")} == {
        one.guid for one in read_codebook(exchanging.book_file(SHIPPED, "ru"), name="ru")
    }
    with pytest.raises(UnknownCodebook):
        books.find_book("no-such")


# --- recoding -----------------------------------------------------------------------------------------------------


def mapping(new, again=(), is_new_judged=True, **parts):
    usual = services.usual_mapping(SHIPPED, new)
    return services.PartMapping({**usual, **parts}, frozenset(again), is_new_judged)


def test_decisions_that_say_the_same_are_carried_over(project, first, second, units, codebook, aigerim):
    book = publish(changed(codebook, ethics="fairness"), aigerim)
    decide(first, units[0], 2, ["ethics", "evaluate"])
    decide(second, units[0], 2, ["ethics", "evaluate"])
    decide(first, units[1], 1, [])

    made = services.recode(
        project=project, book=book, mapping=mapping(book, ethics=("fairness",)), actor=aigerim
    )

    unit = Unit.objects.get(pk=units[0].pk)
    assert (made.n_kept, made.n_touched) == (3, 0)
    assert (unit.state, unit.competences) == ("agreed", ["evaluate", "fairness"])
    project.refresh_from_db()
    assert (project.codebook, project.codebook_sha256) == (book.id, book.sha256)
    assert Decision.objects.filter(unit=unit, state="replaced").count() == 2
    assert Seat.objects.get(pk=first.pk).n_standing == 2


def test_what_is_split_comes_back_and_nothing_of_it_is_lost(project, first, second, units, codebook, aigerim):
    book = publish(changed(codebook, ethics="rights"), aigerim)
    decide(first, units[0], 2, ["ethics"], note="себебі")
    decide(second, units[0], 2, ["ethics"])
    decide(first, units[1], 2, ["access"])

    made = services.recode(
        project=project, book=book, mapping=mapping(book, ethics=("rights", "civic-purpose")), actor=aigerim
    )

    unit = Unit.objects.get(pk=units[0].pk)
    assert (made.n_kept, made.n_touched) == (1, 2)
    assert (unit.state, unit.relevance, unit.n_standing) == ("open", None, 0)
    assert Decision.objects.get(unit=unit, seat=first).note == "себебі"
    assert Seat.objects.get(pk=first.pk).n_standing == 1
    assert decide(first, units[0], 2, ["rights"]).status == "accepted"
    assert decide(first, units[1], 2, ["ethics"]).status == "quarantined"


def test_merged_parts_become_one(project, first, units, codebook, aigerim):
    book = publish(changed(codebook, ethics=None), aigerim)
    decide(first, units[0], 2, ["ethics", "civic-purpose", "access"])

    services.recode(
        project=project, book=book, mapping=mapping(book, ethics=("civic-purpose",)), actor=aigerim
    )

    assert Decision.objects.get(unit=units[0], state="standing").competences == ["access", "civic-purpose"]


def test_a_part_nobody_looked_for_brings_back_all_that_was_judged(project, first, units, codebook, aigerim):
    services.change_part(
        codebook=codebook,
        actor=aigerim,
        revision=1,
        part="source",
        values={"name": {"kk": "Д"}, "text": {"kk": "Д"}},
        is_new=True,
    )
    codebook.refresh_from_db()
    book = publish(codebook, aigerim)
    decide(first, units[0], 2, ["access"])
    decide(first, units[1], 0)

    looked = services.plan_recoding(project=project, book=book, mapping=mapping(book))
    trusted = services.plan_recoding(project=project, book=book, mapping=mapping(book, is_new_judged=False))

    assert (looked.n_touched, looked.added) == (1, ("source",))
    assert trusted.n_touched == 0


def test_a_settled_difference_keeps_its_word_or_opens_again(
    project, first, second, judge, units, codebook, aigerim
):
    for unit in units[:2]:
        decide(first, unit, 3, ["evaluate"])
        decide(second, unit, 2, ["access"])
    for unit, parts in ((units[0], ["access"]), (units[1], ["ethics"])):
        body = {"relevance": 2, "competences": parts, "demand": None}
        agreements.adjudicate(
            seat=judge, unit=unit, body=body, reason="Себебі", revision=0, actor=judge.person
        )
    book = publish(changed(codebook, ethics=None, access="reach"), aigerim)

    services.recode(project=project, book=book, mapping=mapping(book, access=("reach",)), actor=aigerim)

    kept, back = (Unit.objects.get(pk=unit.pk) for unit in units[:2])
    assert (kept.state, kept.competences) == ("adjudicated", ["reach"])
    assert Adjudication.objects.get(unit=kept).competences == ["reach"]
    assert [one.revision for one in Adjudication.objects.get(unit=kept).history.all()] == [1, 2]
    assert back.state == "disagreed"


def test_a_mapping_that_names_nothing_is_refused(project, first, units, codebook, aigerim):
    book = publish(codebook, aigerim)

    with pytest.raises(RecodingRefused):
        services.recode(project=project, book=book, mapping=mapping(book, access=("nowhere",)), actor=aigerim)
    with pytest.raises(RecodingRefused):
        services.recode(project=project, book=SHIPPED, mapping=mapping(SHIPPED), actor=aigerim)
    assert not Recoding.objects.exists()


def test_moving_from_the_page(project, first, units, codebook, aigerim, client_of):
    book = publish(changed(codebook, ethics="fairness"), aigerim)
    decide(first, units[0], 2, ["ethics"])
    address = page("answers:recode", project.pk) + f"?to={book.id}+{book.version}"
    client = client_of(aigerim)
    form = client.get(address).context["form"]
    sent = {name: field.initial or [] for name, field in form.fields.items() if name.startswith("part_")}
    sent |= {"part_ethics": ["fairness"], "is_new_judged": "on"}

    looked = client.post(address, sent)
    assert looked.context["plan"].n_kept == 1
    assert not Recoding.objects.exists()
    assert client.post(address, {**sent, "part_ethics": ["nonsense"], "do": "move"}).status_code == 422
    assert client.post(address, {**sent, "do": "move"}).status_code == 302

    assert Recoding.objects.get().n_kept == 1
    assert client.get(page("answers:recode", project.pk) + "?to=no+1").status_code == 404

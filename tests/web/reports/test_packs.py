"""Research packs: who is in them, what is hidden, what is refused by name."""

import hashlib
import io
import zipfile

import pytest
from django.db import DatabaseError, transaction

from sauatty.core.errors import NobodyAgreed, PackPointsAtPeople, ResearchTextMissing, TooFewAgreed
from sauatty.core.evaluation.pack_files import read_pack
from sauatty.core.evaluation.pack_privacy import check_pack
from sauatty.web.accounts.models import Region
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.base.models import ExportedFile
from sauatty.web.evaluations.services import gather
from sauatty.web.reports import preparing, selectors, services
from sauatty.web.reports.models import MadePack
from web.conftest import give_role, make_person
from web.needs.conftest import demo_survey  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
MAKE = {"step": "make", "minimum": "5", "licence": "", "surveys": []}


def address(programme):
    return f"/en/board/{programme.pk}/pack/"


def prepared(programme, viewer, **wanted):
    return preparing.prepare(gather(programme, viewer), selectors.standing_of(programme), **wanted)


def made(client, programme, run_jobs, **said):
    assert client.post(address(programme), {**MAKE, **said}).status_code == 302
    run_jobs()
    pack = MadePack.objects.filter(programme=programme).first()
    return pack, bytes(ExportedFile.objects.get(pk=pack.file_id).content)


def test_it_works(aigerim, tested, agreed, learners, client_of, run_jobs):
    client = client_of(aigerim)

    pack, content = made(client, tested, run_jobs)
    page = client.get(address(tested)).content.decode()

    assert pack.sha256 == hashlib.sha256(content).hexdigest() and pack.sha256 in page
    read = read_pack(content, "pack.zip")
    assert len(read.people) == pack.n_people == 6 and check_pack(read).is_enough
    assert [one.scores.n_persons for one in read.tests] == [6, 6]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(one) for one in names).decode("utf-8", "replace")
        readme = archive.read("README-en.md").decode()
    assert {"codebook-kk.csv", "ddi-codebook.xml", "pack.json"} <= set(names)
    assert "People who agreed to research: 6 (version 1" in readme and "k = 6" in readme
    assert not [
        one
        for one in learners
        if one.name in everything or one.email in everything or str(one.pk) in everything
    ]


def test_who_takes_a_consent_back_is_in_no_later_pack(aigerim, tested, agreed, text, client_of, run_jobs):
    client = client_of(aigerim)
    first, _content = made(client, tested, run_jobs)

    services.answer(person=agreed[0], programme=tested, number=text.number, agrees=False, language="kk")
    second, content = made(client, tested, run_jobs)

    assert (first.n_people, second.n_people) == (6, 5)
    assert len(read_pack(content, "pack.zip").people) == 5


def test_two_packs_of_the_same_people_share_no_pseudonym(aigerim, tested, agreed, client_of, run_jobs):
    client = client_of(aigerim)
    one = read_pack(made(client, tested, run_jobs)[1], "one.zip")
    two = read_pack(made(client, tested, run_jobs)[1], "two.zip")

    codes = gather(tested, aigerim).pack.people.ids
    assert not set(one.people.ids) & set(two.people.ids)
    assert not set(one.people.ids) & set(codes)


def test_it_is_refused_by_name(aigerim, tested, learners, text, client_of):
    def say(n):
        services.answer(person=learners[n], programme=tested, number=text.number, agrees=True, language="kk")

    with pytest.raises(NobodyAgreed):
        prepared(tested, aigerim)
    for n in range(4):
        say(n)
    with pytest.raises(TooFewAgreed):
        prepared(tested, aigerim)
    page = client_of(aigerim).post(address(tested), MAKE)
    assert page.status_code == 422 and "a pack needs at least 5" in page.content.decode()
    say(4)
    assert prepared(tested, aigerim).after.people.n == 5
    with pytest.raises(TooFewAgreed):
        prepared(tested, aigerim, minimum=10)


def test_without_a_text_it_says_to_write_one(aigerim, tested, client_of):
    with pytest.raises(ResearchTextMissing):
        prepared(tested, aigerim)
    assert "Write the text" in client_of(aigerim).get(address(tested)).content.decode()


def test_a_rare_region_is_hidden_and_the_page_says_so(aigerim, tested, agreed, client_of):
    load_regions()
    regions = list(Region.objects.order_by("pk")[:2])
    for n, one in enumerate(agreed):
        one.region = regions[n == 0]
        one.save()

    found = prepared(tested, aigerim)
    page = client_of(aigerim).get(address(tested)).content.decode()

    assert found.before.people.k == 1 and found.after.is_enough
    assert [one.table for one in found.suppressed] == ["people"]
    assert "What is hidden" in page


def test_what_still_points_at_people_is_refused(aigerim, tested, agreed, monkeypatch):
    load_regions()
    for one, region in zip(agreed, Region.objects.order_by("pk"), strict=False):
        one.region = region
        one.save()
    monkeypatch.setattr(preparing, "protected", lambda pack, minimum: pack)

    with pytest.raises(PackPointsAtPeople):
        prepared(tested, aigerim)


def test_a_survey_goes_in_only_by_what_its_respondents_agreed_to(aigerim, demo_survey, client_of):  # noqa: F811
    programme = demo_survey.programme
    people = [make_person(f"Қатысушы {n}", f"p{n}@example.kz") for n in range(6)]
    own = services.publish_text(actor=aigerim, programme=programme, who="A", recipients="B", years=3)
    for one in people:
        give_role(one, "participant", programme)
        services.answer(person=one, programme=programme, number=own.number, agrees=True, language="kk")
    gathered = gather(programme, aigerim)

    offered = preparing.offered_surveys(gathered)
    without, with_it = prepared(programme, aigerim), prepared(programme, aigerim, surveys_in=(0,))

    assert [one.pk for _at, one, _page in offered] == [demo_survey.pk]
    assert not without.pack.surveys and len(with_it.pack.surveys) == 1
    assert with_it.pack.surveys[0].is_anonymous
    assert not set(with_it.pack.surveys[0].table.ids) & set(with_it.pack.people.ids)
    assert "no surveys" in without.pack.facts.consent.en and "no surveys" not in with_it.pack.facts.consent.en
    assert client_of(aigerim).get(address(programme)).status_code == 200


def test_a_pack_that_was_made_never_changes(aigerim, tested, agreed, client_of, run_jobs):
    pack, _content = made(client_of(aigerim), tested, run_jobs)

    for change in (lambda: MadePack.objects.update(sha256="0" * 64), pack.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_researcher_makes_a_pack_and_nobody_else_fetches_it(
    aigerim, tested, agreed, stranger, client_of, run_jobs
):
    person = make_person("Зерттеуші", "researcher@example.kz")
    give_role(person, "researcher", tested)
    pack, _content = made(client_of(person), tested, run_jobs)

    assert f"{pack.file_id}" in client_of(person).get(address(tested)).content.decode()
    assert f"{pack.file_id}" not in client_of(aigerim).get(address(tested)).content.decode()
    assert client_of(stranger).get(address(tested)).status_code == 404


def test_the_page_asks_a_bounded_number_of_questions(
    aigerim, tested, agreed, client_of, django_assert_max_num_queries
):
    client = client_of(aigerim)
    client.get(address(tested))

    with django_assert_max_num_queries(75):
        client.get(address(tested))

"""Reports on a programme: made by a job, frozen with their files, the same figures as from the pack."""

import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction

from sauatty.cli.pack import evaluate
from sauatty.core.errors import ReportNotForRole
from sauatty.web.accounts.services.people import erase_person
from sauatty.web.base.models import ExportedFile
from sauatty.web.reports import services
from sauatty.web.reports.models import MadePack, ReportFile, ReportVersion
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
WISH = {"surveys": [], "minimum": 5, "licence": "", "spss": False}


def address(programme, *rest):
    return "/".join(("/en/board", str(programme.pk), "report", *map(str, rest), ""))


def make_report(actor, programme, run_jobs, source="everybody", language="kk"):
    services.ask_for_report(actor=actor, programme=programme, language=language, source=source, wish=WISH)
    run_jobs()
    return ReportVersion.objects.filter(programme=programme).first()


def test_it_works(aigerim, tested, client_of, run_jobs):
    client = client_of(aigerim)

    answer = client.post(address(tested), {"language": "en", "source": "everybody"})
    run_jobs()
    page = client.get(address(tested, 1)).content.decode()

    assert answer.status_code == 302
    version = ReportVersion.objects.get(programme=tested)
    assert (version.number, version.language, version.n_people) == (1, "en", 7)
    assert version.sha256 in page and "Question 2. Gain" in page
    assert sorted(version.files.values_list("form", flat=True)) == ["docx", "html", "pdf", "zip"]
    fetched = client.post(address(tested, 1, "pdf"), follow=True)
    content = b"".join(fetched.streaming_content) if fetched.streaming else fetched.content
    assert content.startswith(b"%PDF") and content == bytes(version.files.get(form="pdf").content)


def test_evaluate_on_the_downloaded_pack_gives_the_figures_of_the_report_to_the_digit(
    aigerim, tested, agreed, run_jobs, tmp_path
):
    version = make_report(aigerim, tested, run_jobs, source="pack")
    made = MadePack.objects.get(programme=tested)
    file = tmp_path / "pack.zip"
    file.write_bytes(bytes(ExportedFile.objects.get(pk=made.file_id).content))

    told = CliRunner().invoke(evaluate, [str(file), "--format", "json"])

    assert told.exit_code == 0, told.output
    assert json.loads(told.output) == version.figures
    assert version.n_people == made.n_people == 6 and version.pack == made
    assert version.figures["gain"]["gain"] is not None


def test_everybody_agreeing_gives_the_thread_of_everybody(aigerim, tested, agreed, learners, text, run_jobs):
    services.answer(person=learners[0], programme=tested, number=text.number, agrees=True, language="kk")

    of_all = make_report(aigerim, tested, run_jobs)
    of_pack = make_report(aigerim, tested, run_jobs, source="pack")

    assert of_all.figures["gain"]["gain"] == of_pack.figures["gain"]["gain"]
    assert of_all.figures["thread"] == of_pack.figures["thread"]


def test_a_report_never_changes(aigerim, tested, run_jobs):
    version = make_report(aigerim, tested, run_jobs)

    for change in (
        lambda: ReportVersion.objects.filter(pk=version.pk).update(fragment=""),
        lambda: ReportVersion.objects.filter(pk=version.pk).update(figures={}),
        lambda: ReportFile.objects.filter(version=version).update(content=b""),
        lambda: ReportFile.objects.filter(version=version).delete(),
        lambda: version.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert version.files.count() == 4


def test_the_list_says_what_has_changed_since(aigerim, tested, client_of, run_jobs):
    make_report(aigerim, tested, run_jobs)
    client = client_of(aigerim)
    before = client.get(address(tested)).content.decode()

    give_role(make_person("Жаңа Адам", "new@example.kz"), "participant", tested)
    after = client.get(address(tested)).content.decode()

    assert "Participants: 7 → 8" not in before and "Participants: 7 → 8" in after


def test_a_programme_without_anything_says_what_it_cannot_say(aigerim, programme, client_of, run_jobs):
    version = make_report(aigerim, programme, run_jobs, language="en")

    assert version.n_people == 0
    assert "nothing can be said of people" in client_of(aigerim).get(address(programme, 1)).content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_one_participant_without_a_pre_test_gets_a_report(aigerim, programme, run_jobs, language):
    give_role(make_person("Жалғыз", "one@example.kz"), "participant", programme)

    version = make_report(aigerim, programme, run_jobs, language=language)

    assert version.n_people == 1 and version.files.count() == 4
    assert version.figures["gain"]["why_missing"]


def test_a_researcher_reads_only_reports_on_those_who_agreed(aigerim, tested, agreed, client_of, run_jobs):
    make_report(aigerim, tested, run_jobs), make_report(aigerim, tested, run_jobs, source="pack")
    person = make_person("Зерттеуші", "researcher@example.kz")
    give_role(person, "researcher", tested)
    client = client_of(person)

    assert client.get(address(tested, 1)).status_code == 404
    assert client.post(address(tested, 1, "pdf")).status_code == 404
    assert client.get(address(tested, 2)).status_code == 200
    assert client.post(address(tested), {"language": "kk", "source": "everybody"}).status_code == 422
    with pytest.raises(ReportNotForRole):
        services.ask_for_report(actor=person, programme=tested, language="kk", source="everybody", wish=WISH)


def test_strangers_and_other_coordinators_find_nothing(tested, stranger, bolat, client_of):
    for one in (stranger, bolat):
        assert client_of(one).get(address(tested)).status_code == 404


def test_who_only_keeps_the_site_finds_no_report(tested, client_of):
    keeper = make_person("Әкімші", "keeper@example.kz", is_site_admin=True)

    assert client_of(keeper).get(address(tested)).status_code == 404


def test_the_paper_pack_and_the_page_name_nobody(aigerim, tested, learners, run_jobs):
    version = make_report(aigerim, tested, run_jobs)
    with zipfile.ZipFile(io.BytesIO(bytes(version.files.get(form="zip").content))) as archive:
        words = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")

    names = [one.name for one in learners] + [one.email for one in learners]
    assert not [one for one in names if one in words or one in version.fragment]


def test_a_report_outlives_who_made_it(aigerim, tested, run_jobs):
    other = make_person("Талдаушы", "analyst@example.kz")
    give_role(other, "analyst", tested)
    version = make_report(other, tested, run_jobs)

    erase_person(actor=aigerim, person=other)

    version.refresh_from_db()
    assert version.made_by is None and version.files.count() == 4


def test_the_list_asks_a_bounded_number_of_questions(
    aigerim, tested, client_of, run_jobs, django_assert_max_num_queries
):
    make_report(aigerim, tested, run_jobs)
    client = client_of(aigerim)
    client.get(address(tested))

    with django_assert_max_num_queries(70):
        client.get(address(tested))

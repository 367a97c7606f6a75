"""The logframe: rows under each other, in three languages, and as a workbook."""

import io

import openpyxl
import pytest

from sauatty.web.base.models import ExportedFile
from sauatty.web.indicators import demonstration
from sauatty.web.indicators.models import Indicator, LogRow, Signature, Snapshot, Value
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(client_of, aigerim, address):
    def make(kind, text, *, under=None, status=302, **more):
        told = {"kind": kind, "text_kk": text, "parent": str(under.pk) if under else "", **more}
        answer = client_of(aigerim).post(address("row_new"), told)
        assert answer.status_code == status
        return LogRow.objects.filter(text_kk=text).first()

    return make


def cells(language, browser, address):
    assert browser.post(address("logframe_file"), {"language": language}).status_code == 302
    content = ExportedFile.objects.order_by("created_at").last().content
    return [[cell for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]


def test_it_works(client_of, aigerim, address, write, own, enter, take):
    take("gain")
    enter(45, n=90)
    goal = write("goal", "Мақсат", text_en="Goal of all", means_en="Reports", assumptions_en="Time")
    output = write("output", "Нәтиже", under=goal, indicators=[str(own.pk)])
    write("activity", "Іс-шара", under=output)

    browser = client_of(aigerim)
    page = browser.get(address("logframe")).content.decode()
    assert page.index("Goal of all") < page.index("Libraries with a corner") < page.index("Іс-шара")
    assert "1.1.1" in page and "Indicators in no row" in page and "Gain in knowledge" in page

    rows = cells("en", browser, address)
    by_code = {row[0].value: row for row in rows[1:] if row[0].value}
    assert by_code["1.1"][3].value == "Libraries with a corner" and by_code["1"][-2].value == "Reports"
    assert by_code["1.1"][10].value == 45 and by_code["1.1"][10].data_type == "n"
    assert all(by_code[code][0].data_type == "s" for code in ("1", "1.1", "1.1.1"))
    assert any(row[3].value == "Gain in knowledge" and row[14].value == "no final test" for row in rows)


def test_the_file_speaks_the_language_that_was_asked_for(client_of, aigerim, address, write):
    write("goal", "Мақсат қазақша", text_ru="Цель по-русски", text_en="Goal in English")
    browser = client_of(aigerim)
    for language, text in (("kk", "Мақсат қазақша"), ("ru", "Цель по-русски"), ("en", "Goal in English")):
        assert cells(language, browser, address)[1][2].value == text
        assert ExportedFile.objects.order_by("created_at").last().name.endswith(f"-{language}.xlsx")
    assert browser.post(address("logframe_file"), {"language": "de"}).status_code == 404


def test_texts_that_look_like_formulas_run_nowhere(client_of, aigerim, address, write):
    write("goal", "=1+1")
    cell = cells("kk", client_of(aigerim), address)[1][2]
    assert cell.data_type == "s" and cell.value == "'=1+1"


def test_rows_stand_under_a_row_of_a_kind_before(write, client_of, aigerim, address):
    goal, activity = write("goal", "Мақсат"), write("activity", "Іс")
    write("goal", "Екінші", under=activity, status=422)
    output = write("output", "Шығыс", under=goal)
    browser = client_of(aigerim)
    answer = browser.post(address("row_edit", goal.pk), {"kind": "activity", "text_kk": "Мақсат"})
    assert answer.status_code == 422 and "would no longer fit" in answer.content.decode()

    browser.post(address("row_delete", goal.pk))
    assert LogRow.objects.filter(pk=goal.pk).exists()
    browser.post(address("row_delete", output.pk))
    browser.post(address("row_delete", goal.pk))
    assert list(LogRow.objects.all()) == [activity]


def test_a_row_needs_a_text_and_takes_indicators_of_its_programme_only(write, own):
    write("goal", "", status=422)
    foreign = Indicator.objects.create(
        programme=Programme.objects.create(title_kk="Басқа"), level="1", unit="count", name_kk="Бөтен"
    )
    write("goal", "Мақсат", indicators=[str(foreign.pk)], status=422)


def test_a_row_is_changed_and_a_programme_goes_with_its_logframe(
    write, client_of, aigerim, address, programme
):
    goal = write("goal", "Мақсат")
    write("output", "Шығыс", under=goal)
    client_of(aigerim).post(address("row_edit", goal.pk), {"kind": "goal", "text_kk": "Жаңа мақсат"})
    goal.refresh_from_db()
    assert goal.text_kk == "Жаңа мақсат"

    programme.delete()
    assert not LogRow.objects.exists()


def test_the_demonstration_is_made_once_and_goes(aigerim, programme):
    Programme.objects.filter(pk=programme.pk).update(is_demo=True)
    for _again in range(2):
        demonstration.make(aigerim)
    assert Indicator.objects.filter(programme=programme).count() == 17
    assert Value.objects.filter(snapshot=None).count() == 12 and LogRow.objects.count() == 4
    assert Snapshot.objects.get().values.exists()
    for one in Indicator.objects.all():
        assert one.reviewer.is_demo and one.target_source and (one.library or one.formula)
    assert Signature.objects.values_list("by__name", flat=True).distinct().get() == "Бағила Үлгі"
    assert [one.n for one in demonstration.count()] == [17]

    demonstration.remove()
    assert not Indicator.objects.exists() and not LogRow.objects.exists() and not Value.objects.exists()

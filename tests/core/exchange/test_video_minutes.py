"""Reports of video services, as they come: several clocks, several languages, several code pages."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from sauatty.core.errors import FileEmpty, MinutesTimeUnreadable, MinutesUnreadable
from sauatty.core.exchange.video_minutes import read_minutes, report_from_json, report_to_json
from sauatty.core.exchange.video_times import Order, read_minutes_text, read_moment, read_zone
from sauatty.sandbox import read_minutes_in_sandbox

DAY = date(2026, 11, 12)
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Тренинг,11/12/2026 09:55:00 AM,11/12/2026 11:32:10 AM,host@example.kz,98,4

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Гүлнар Ахметова,gulnar@example.kz,11/12/2026 09:58:00 AM,11/12/2026 10:30:00 AM,32,Yes,No
Гүлнар Ахметова,gulnar@example.kz,11/12/2026 10:20:00 AM,11/12/2026 11:30:00 AM,70,Yes,No
Redmi 9,,11/12/2026 09:50:00 AM,11/12/2026 09:58:00 AM,8,Yes,Yes
Redmi 9,,11/12/2026 12:05:00 PM,11/12/2026 12:15:00 PM,10,Yes,No
"""
TEAMS = """1. Summary
Meeting title\tТренинг
Attended participants\t2
Start time\t12.11.2026, 10:00:00
End time\t12.11.2026, 11:30:00

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Ерлан Қасымов\t12.11.2026, 10:00:00\t12.11.2026, 11:30:00\t50m 0s\terlan@example.kz\terlan@example.kz\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Ерлан Қасымов\t12.11.2026, 10:00:00\t12.11.2026, 10:30:00\t30m 0s\terlan@example.kz\tAttendee
Ерлан Қасымов\t12.11.2026, 11:10:00\t12.11.2026, 11:30:00\t20m 0s\terlan@example.kz\tAttendee
"""
BBB = """"Name","Moderator","Activity Score","Talk Time","Webcam Time","Messages","Join","Left","Duration"
"Сауле Н.","FALSE","3.5","-","-","0","11/12/2026, 10:01:00 AM","11/12/2026, 11:31:00 AM","01:12:00"
"""


def at(hour, minute=0):
    return datetime(2026, 11, 12, hour, minute, tzinfo=UTC)


def read(text, **settings):
    content = text if isinstance(text, bytes) else text.encode()
    return read_minutes(content, "report.csv", **{"near": DAY, **settings})


def test_it_works():
    report = read(ZOOM)

    gulnar, redmi = report.rows
    assert report.service == "zoom"
    assert (gulnar.name, gulnar.email, gulnar.minutes) == ("Гүлнар Ахметова", "gulnar@example.kz", 92)
    assert gulnar.stays == ((at(4, 58), at(6, 30)),)
    assert (redmi.minutes, redmi.stays) == (10, ((at(7, 5), at(7, 15)),))
    assert (report.started, report.ended) == (at(4, 58), at(7, 15))


def test_two_devices_at_once_count_their_minutes_once_and_are_told():
    assert read(ZOOM).rows[0].n_at_once == 2


def test_time_in_the_waiting_room_does_not_count():
    assert all(row.minutes != 18 for row in read(ZOOM).rows)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_teams_tells_stays_in_its_third_part(encoding):
    report = read(TEAMS.encode(encoding))

    assert report.service == "teams"
    assert [(row.name, row.minutes) for row in report.rows] == [("Ерлан Қасымов", 50)]
    assert len(report.rows[0].stays) == 2


def test_teams_without_the_third_part_is_read_from_the_second():
    report = read(TEAMS.split("\n3. ")[0])

    assert [(row.minutes, len(row.stays)) for row in report.rows] == [(50, 1)]


def test_the_old_report_of_teams_pairs_who_joined_and_who_left():
    text = (
        "Full Name\tUser Action\tTimestamp\n"
        "Айгерім\tJoined before\t11/12/2026, 10:00:00 AM\nАйгерім\tLeft\t11/12/2026, 10:20:00 AM\n"
        "Айгерім\tJoined\t11/12/2026, 10:40:00 AM\nБолат\tJoined\t11/12/2026, 10:50:00 AM\n"
        "Болат\tLeft\t11/12/2026, 11:00:00 AM\n"
    )

    assert {row.name: row.minutes for row in read(text).rows} == {"Айгерім": 40, "Болат": 10}


def test_bigbluebutton_knows_pauses_that_its_ends_do_not_show():
    report = read(BBB)

    assert (report.service, report.rows[0].minutes) == ("bbb", 72)


@pytest.mark.parametrize(
    ("header", "line", "minutes"),
    [
        ("Имя (настоящее имя);Адрес электронной почты пользователя;Время входа;Время выхода;Продолжительность (минуты);Гость",
         "Мария Ким;;12.11.2026 10:00:00;12.11.2026 10:45:00;45;Да", 45),
        ("Аты-жөні;Қосылған уақыты;Шыққан уақыты", "Мария Ким;12.11.2026 10:00;12.11.2026 10:45", 45),
        ("Имя (настоящее имя),Электронная почта,Время входа,Время выхода,Гость",
         "Мария Ким,,12.11.2026 10:00:00 AM,12.11.2026 02:00:00 PM,Да", 240),
        ("Name (Original Name),User Email,Total Duration (Minutes),Guest", "Мария Ким,,45,Yes", 45),
        ("Имя\tПервое присоединение\tПоследний выход\tДлительность участия в собрании\tЭлектронная почта",
         "Мария Ким\t12.11.2026, 10:00:00\t12.11.2026, 11:45:00\t1 ч 40 мин 2 с\tm@example.kz", 100),
        ("Name,Join time (UTC),Leave time (UTC)", "Мария Ким,2026-11-12 05:00:00,2026-11-12 05:45:00", 45),
        ("Name,Join Time,Leave Time", "Мария Ким,2026-11-12T10:00:00+05:00,2026-11-12T10:45:00+05:00", 45),
        ("Name,Join Time,Leave Time", '"Мария Ким","Nov 12, 2026 10:00:00 AM","Nov 12, 2026 10:45:00 AM"', 45),
        ("Имя,Время входа,Время выхода", '"Мария Ким","12 нояб. 2026 г., 10:00:00","12 нояб. 2026 г., 10:45:00"', 45),
        ("Name,Join Time,Leave Time", "Мария Ким,11/12/2026 11:30:00\u202fAM,11/12/2026 12:15:00\u202fPM", 45),
    ],
)  # fmt: skip
def test_headers_and_clocks_of_three_languages_are_known(header, line, minutes):
    row = read(f"{header}\n{line}\n").rows[0]

    assert (row.name, row.minutes) == ("Мария Ким", minutes)


def test_times_are_in_the_zone_of_the_event_unless_they_name_their_own():
    text = "Name,Join Time{},Leave Time\nAda,2026-11-12 10:00,2026-11-12 10:45\n"

    assert read(text.format("")).started == at(5)
    assert read(text.format(" (GMT+03:00)")).started == at(7)
    assert read(text.format(""), zone="Asia/Tashkent").started == at(5)


@pytest.mark.parametrize(
    ("near", "month"), [(date(2026, 11, 10), 11), (date(2026, 12, 12), 12), (date(2026, 12, 11), 12)]
)
def test_the_day_of_the_session_decides_which_number_is_the_month(near, month):
    text = "Name,Join Time,Leave Time\nAda,11/12/2026 10:00,11/12/2026 10:45\n"

    assert read(text, near=near).started.month == month


def test_a_day_beyond_twelve_decides_for_the_whole_file():
    text = "Name,Join Time,Leave Time\nAda,11/12/2026 10:00,11/12/2026 10:45\nBob,13/12/2026 10:00,13/12/2026 10:45\n"

    assert read(text, near=date(2026, 11, 12)).rows[0].stays[0][0].month == 12


def test_a_report_that_a_table_program_saved_in_windows_1251_is_read_and_says_so():
    text = "Имя (настоящее имя);Время входа;Время выхода\r\n" + "".join(
        f"Марина Петровна Соколова {n};12.11.2026 10:00;12.11.2026 10:45\r\n" for n in range(5)
    )

    report = read(text.encode("cp1251"))

    assert (report.encoding, report.rows[0].name) == ("cp1251", "Марина Петровна Соколова 0")


def test_a_workbook_is_read_with_its_dates():
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
    page.write_row(0, 0, ["Имя", "Время входа", "Время выхода"])
    page.write(1, 0, "Мария Ким")
    page.write_datetime(1, 1, datetime(2026, 11, 12, 10, 0), day)
    page.write_datetime(1, 2, datetime(2026, 11, 12, 10, 45), day)
    book.close()

    assert read(out.getvalue()).rows[0].minutes == 45


def test_two_addresses_of_one_name_stay_two():
    text = (
        "Name,Email,Join Time,Leave Time\nAda,a@x.kz,2026-11-12 10:00,2026-11-12 10:45\n"
        "Ada,b@x.kz,2026-11-12 10:00,2026-11-12 10:30\n"
    )

    assert [row.minutes for row in read(text).rows] == [45, 30]


def test_who_had_not_left_when_the_report_was_made_stays_until_its_end():
    text = "Name,Join Time,Leave Time\nAda,2026-11-12 10:00,-\nBob,2026-11-12 10:00,2026-11-12 11:00\n"

    assert read(text).rows[0].minutes == 60


def test_a_time_that_is_none_is_named_with_its_line():
    with pytest.raises(MinutesTimeUnreadable) as caught:
        read("Name,Join Time,Leave Time\nAda,2026-11-12 10:00,32.13.2026 10:00\n")

    assert (caught.value.params["line"], caught.value.params["value"]) == (2, "32.13.2026 10:00")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Name,Join Time\n", "Meeting ID,Topic\n1,2\n", "\0\x01\x02,"])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(Exception) as caught:
        read(text)

    assert caught.value.code in {MinutesUnreadable.code, "encoding-unknown"}


def test_an_empty_file_is_refused():
    with pytest.raises(FileEmpty):
        read(" \n")


def test_a_report_comes_through_json_unchanged():
    report = read(ZOOM)

    assert report_from_json(report_to_json(report)) == report


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("92", 92), ("1h 28m 58s", 88 + 58 / 60), ("1 ч 28 мин", 88), ("01:28:30", 88.5), ("1 сағ 5 мин", 65), ("92,5", 92.5), ("1,5 ч", 90), ("1.5 h", 90),
     ("-", None), ("", None), ("99999999", None), ("nan", None), ("-5", None)],
)  # fmt: skip
def test_durations_of_three_languages_are_read(text, minutes):
    assert read_minutes_text(text) == (minutes if minutes is None else pytest.approx(minutes))


@pytest.mark.parametrize(
    "text", ["", "-", "10:00", "2026-11-12", "2026-02-30 10:00", "2026-11-12 25:00", "9999-11-12 10:00"]
)
def test_what_is_no_moment_is_none(text):
    assert read_moment(text, Order(True, UTC)) is None


def test_noon_and_midnight_of_a_twelve_hour_clock_are_kept_apart():
    order = Order(True, UTC)

    assert read_moment("2026-11-12 12:05 AM", order) == datetime(2026, 11, 12, 0, 5, tzinfo=UTC)
    assert read_moment("2026-11-12 12:05 PM", order) == datetime(2026, 11, 12, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(("text", "hours"), [("Join Time (GMT+05:00)", 5), ("(UTC)", 0), ("UTC-3", -3)])
def test_zones_in_headers_are_read(text, hours):
    assert read_zone(text).utcoffset(None).total_seconds() == hours * 3600


def test_a_process_of_its_own_reads_the_same(tmp_path):
    path = tmp_path / "zoom.csv"
    path.write_text(ZOOM, encoding="utf-8")

    assert read_minutes_in_sandbox(path, zone="Asia/Almaty", near=DAY) == read(ZOOM)


def test_a_process_of_its_own_names_what_it_refuses(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(MinutesUnreadable):
        read_minutes_in_sandbox(path, zone="Asia/Almaty", near=None)

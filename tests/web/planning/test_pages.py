"""The pages of those who plan: from a template to five announced trainings, by forms alone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from made_events import TITLES, five_editions, in_days, make_event, make_person, make_template
from sauatty.web.events import pages, services
from sauatty.web.events.models import Event, Session
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db
ABSENT = "00000000-0000-4000-8000-000000000000"


def event_form(**fields):
    return {
        "title_kk": "Семинар", "title_ru": "Семинар", "title_en": "Workshop", "about_en": "Two days.", "form": "onsite",
        "language": "kk", "timezone": "Asia/Almaty", "academic_hours": "16", "entry": "open", "capacity": "25",
        "has_waiting_list": "on", "contact": "+7 7182 00 00 00",
    } | fields  # fmt: skip


def session_form(**fields):
    return {
        "title_en": "First day", "begins": "10:00", "minutes": "90", "form": "onsite", "language": "kk",
        "place": "Pavlodar", "link": "", "module": "", "day": f"{in_days(20):%Y-%m-%d}",
    } | fields  # fmt: skip


def edition_form(rows, **fields):
    cells = {f"{name}_{n}": str(value) for n, row in enumerate(rows) for name, value in row.items()}
    return {"key": str(uuid4()), "n_rows": "5"} | cells | fields


def test_it_works_from_a_template_to_five_announced_trainings(client_of, aigerim, bolat, programme):
    client = client_of(aigerim)
    assert client.get("/en/events/new/")["Location"].endswith(f"/events/new/{programme.pk}/")
    made = client.post(f"/en/events/new/{programme.pk}/template/", event_form(needs_share="80"))
    template = Event.objects.get()
    assert template.is_template and template.needs == {"sessions": None, "minutes": None, "share": 0.8}
    assert "Add its sessions first." in client.get(made["Location"]).content.decode()
    for n in (0, 1):
        posted = session_form(day_offset=str(n), trainers=[str(bolat.pk)])
        posted.pop("day")
        assert client.post(f"/en/events/{template.pk}/sessions/new/", posted).status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "Day 2" in page and "10:00" in page and "Make trainings for regions" in page
    assert 'name="region_4"' in client.get(f"/en/events/{template.pk}/editions/").content.decode()
    done = client.post(f"/en/events/{template.pk}/editions/", edition_form(five_editions()), follow=True)
    page = done.content.decode()
    assert "5 trainings are prepared." in page and "Announce 5 trainings" in page and "Pavlodar" in page
    series = Event.objects.filter(series__isnull=False).first().series
    announced = client.post(f"/en/events/series/{series.pk}/announce/", follow=True).content.decode()
    assert "5 trainings are announced." in announced
    assert Event.objects.filter(state="open").count() == 5 and Session.objects.count() == 12
    event = Event.objects.filter(region="KZ-55").get()
    page = client.get(f"/en/events/{event.pk}/").content.decode()
    assert "1 March 2027, 10:00–11:30" in page and "Kazakhstan, UTC+5" in page and "0 of 25" in page
    assert "80%" in page and "16 academic hours" in page and "Болат Жұмабаев" in page


def test_times_of_registration_are_typed_and_shown_by_the_clocks_of_the_event(client_of, aigerim, programme):
    client = client_of(aigerim)
    sent = event_form(timezone="Europe/Moscow", opens_at="2027-01-10T09:00", closes_at="2027-02-10T18:30")
    made = client.post(f"/en/events/new/{programme.pk}/", sent)
    event = Event.objects.get()
    assert f"{event.opens_at:%H:%M %z}" == "06:00 +0000"
    edit = client.get(f"{made['Location']}edit/").content.decode()
    assert 'value="2027-01-10T09:00"' in edit and 'value="2027-02-10T18:30"' in edit
    assert "10 February 2027, 18:30" in client.get(made["Location"]).content.decode()
    client.post(f"{made['Location']}edit/", sent)
    event.refresh_from_db()
    assert f"{event.opens_at:%H:%M %z}" == "06:00 +0000" and event.sequence == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_kk": "", "title_ru": "", "title_en": ""}, "Write a title in at least one language."),
        ({"opens_at": "2027-01-02T10:00", "closes_at": "2027-01-01T10:00"}, "The end must lie after the beginning."),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"entry": "cohort"}, "Choose the cohort"),
        ({"timezone": "Mars/Base"}, "Select a valid choice"),
        ({"needs_share": "101"}, "less than or equal to 100"),
        ({"region": "KZ-99"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_a_wrong_form_says_what_is_wrong_and_links_to_the_field(client_of, aigerim, programme, wrong, said):
    response = client_of(aigerim).post(f"/en/events/new/{programme.pk}/", event_form(**wrong))
    page = response.content.decode()
    assert (
        response.status_code == 422 and said in page and 'role="alert"' in page and not Event.objects.exists()
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"starts_on_2": ""}, "Say on which day"),
        ({"region_2": "KZ-55", "starts_on_2": "2027-03-01", "language_2": "ru", "place_2": "0"}, "of a row above"),
        ({"starts_on_2": "31.02.2027"}, "Enter a valid date"),
        ({"capacity_2": "-1"}, "greater than or equal to 1"),
    ],
)  # fmt: skip
def test_one_row_that_does_not_fit_makes_no_training_and_keeps_what_was_typed(
    client_of, aigerim, programme, change, said
):
    template = make_template(aigerim, programme)
    sent = edition_form(five_editions(), **change)
    response = client_of(aigerim).post(f"/en/events/{template.pk}/editions/", sent)
    page = response.content.decode()
    assert response.status_code == 422 and said in page and 'value="2027-03-29"' in page
    assert Event.objects.count() == 1


def test_a_double_click_makes_five_trainings_not_ten(client_of, aigerim, programme):
    template, client = make_template(aigerim, programme), client_of(aigerim)
    sent = edition_form(five_editions())
    first = client.post(f"/en/events/{template.pk}/editions/", sent)
    again = client.post(f"/en/events/{template.pk}/editions/", sent)
    assert first["Location"] == again["Location"] and Event.objects.count() == 6


def test_a_weekly_course_is_added_in_one_step_and_keeps_its_hour_through_summer_time(
    client_of, aigerim, programme
):
    client = client_of(aigerim)
    event = make_event(aigerim, programme, days=(), announced=False, timezone="Europe/Paris", form="online")
    sent = session_form(day="2027-03-17", begins="18:00", times="3", every="7", form="online", place="")
    page = client.post(f"/en/events/{event.pk}/sessions/new/", sent, follow=True).content.decode()
    assert "3 sessions are added." in page and "31 March 2027, 18:00" in page
    assert [one.starts_at.hour for one in event.sessions.order_by("number")] == [17, 17, 16]
    template = make_template(aigerim, programme, offsets=())
    weekly = {**sent, "day_offset": "2", "times": "4"}
    client.post(f"/en/events/{template.pk}/sessions/new/", weekly)
    assert list(template.sessions.order_by("number").values_list("day_offset", flat=True)) == [2, 9, 16, 23]
    many = client.post(f"/en/events/{event.pk}/sessions/new/", {**sent, "times": "61"})
    assert many.status_code == 422 and event.sessions.count() == 3


def test_more_rows_keep_what_was_typed(client_of, aigerim, programme):
    template, client = make_template(aigerim, programme), client_of(aigerim)
    sent = edition_form(five_editions())
    page = client.post(f"/en/events/{template.pk}/editions/", sent | {"more": "1"}).content.decode()
    assert 'name="region_9"' in page and 'value="2027-03-29"' in page and sent["key"] in page
    assert Event.objects.count() == 1 and 'role="alert"' not in page
    client.post(
        f"/en/events/{template.pk}/editions/",
        sent | {"n_rows": "10", "region_7": "KZ-71", "starts_on_7": "2027-05-01"},
    )
    assert Event.objects.filter(template=template).count() == 6


def test_a_session_is_changed_called_off_and_its_trainer_warned_of(client_of, aigerim, bolat, programme):
    client = client_of(aigerim)
    make_event(aigerim, programme, days=(20,), trainers=[bolat])
    event = make_event(aigerim, programme, days=(21,))
    session = event.sessions.get()
    edit = client.get(f"/en/events/sessions/{session.pk}/edit/").content.decode()
    assert 'value="10:00"' in edit and f'value="{in_days(21):%Y-%m-%d}"' in edit
    sent = session_form(trainers=[str(bolat.pk)], place="Aksu")
    changed = client.post(f"/en/events/sessions/{session.pk}/edit/", sent, follow=True).content.decode()
    assert (
        "holds another session at that time" in changed
        and "two places at once" in changed
        and "Aksu" in changed
    )
    session.refresh_from_db()
    assert session.sequence == 1 and f"{session.starts_at:%H:%M}" == "05:00"
    past = session_form(day=f"{in_days(-2):%Y-%m-%d}")
    assert (
        "lies in the past"
        in client.post(f"/en/events/sessions/{session.pk}/edit/", past, follow=True).content.decode()
    )
    no_day = client.post(f"/en/events/sessions/{session.pk}/edit/", session_form(day=""))
    assert no_day.status_code == 422 and "This field is required" in no_day.content.decode()
    assert "cannot be undone" in client.get(f"/en/events/sessions/{session.pk}/call-off/").content.decode()
    off = client.post(f"/en/events/sessions/{session.pk}/call-off/", follow=True).content.decode()
    assert "called off" in off
    session.refresh_from_db()
    assert session.cancelled_at


def test_a_training_is_announced_called_off_and_a_draft_deleted(client_of, aigerim, programme):
    client = client_of(aigerim)
    event = make_event(aigerim, programme, announced=False)
    assert (
        "The training is announced."
        in client.post(f"/en/events/{event.pk}/announce/", follow=True).content.decode()
    )
    assert "was announced" in client.post(f"/en/events/{event.pk}/delete/", follow=True).content.decode()
    assert "Why it is called off" in client.get(f"/en/events/{event.pk}/call-off/").content.decode()
    page = client.post(f"/en/events/{event.pk}/call-off/", {"why": "Snow"}, follow=True).content.decode()
    assert "Snow" in page and "Call it off" not in page
    draft = make_event(aigerim, programme, announced=False)
    assert "its sessions go with it" in client.get(f"/en/events/{draft.pk}/delete/").content.decode()
    client.post(f"/en/events/{draft.pk}/delete/")
    assert not Event.objects.filter(pk=draft.pk).exists()
    held = make_event(aigerim, programme, days=(-2,))
    assert "The training is over." in client.post(f"/en/events/{held.pk}/over/", follow=True).content.decode()


def test_places_are_kept_by_a_table(client_of, aigerim, programme):
    event, client = make_event(aigerim, programme, capacity=25), client_of(aigerim)
    sent = {
        "for_0": "region:KZ-55",
        "seats_0": "5",
        "for_1": "kind:school-library",
        "seats_1": "4",
        "for_2": "",
        "seats_2": "",
    }
    page = client.post(f"/en/events/{event.pk}/places/", sent, follow=True).content.decode()
    assert "Kept: Pavlodar" in page.replace("  ", " ") and "0 of 5 taken" in page
    twice = client.post(f"/en/events/{event.pk}/places/", {**sent, "for_1": "region:KZ-55"})
    assert twice.status_code == 422 and "in a row above" in twice.content.decode()
    many = client.post(f"/en/events/{event.pk}/places/", {**sent, "seats_1": "40"})
    assert many.status_code == 422 and "keep 45 places" in many.content.decode()
    assert "Pavlodar" in client.get(f"/en/events/{event.pk}/places/").content.decode()


def test_strangers_find_nothing_trainers_change_nothing_participants_see_what_was_announced(
    client_of, aigerim, bolat, stranger, programme
):
    learner = make_person("Айсұлу", "aisulu@example.kz", role="participant", programme=programme)
    event, draft = (
        make_event(aigerim, programme, trainers=[bolat]),
        make_event(aigerim, programme, announced=False),
    )
    session = event.sessions.get()
    for path in (
        "new/",
        f"{event.pk}/edit/",
        f"{event.pk}/places/",
        f"sessions/{session.pk}/edit/",
        "requests/",
    ):
        assert client_of(bolat).get(f"/en/events/{path}").status_code == 404, path
        assert "/sign-in/" in client_of().get(f"/en/events/{path}")["Location"]
    for path in (f"{event.pk}/", f"{draft.pk}/", f"sessions/{session.pk}/", "calendar/"):
        assert client_of(bolat).get(f"/en/events/{path}").status_code == 200, path
        assert client_of(stranger).get(f"/en/events/{path}").status_code == 404, path
        assert "/sign-in/" in client_of().get(f"/en/events/{path}")["Location"]
    assert client_of(learner).get(f"/en/events/{event.pk}/")["Location"] == f"/en/events/e/{event.slug}/"
    assert client_of(learner).get(f"/en/events/{draft.pk}/").status_code == 404
    assert client_of(learner).get(f"/en/events/sessions/{session.pk}/").status_code == 404
    assert client_of(learner).post(f"/en/events/{event.pk}/call-off/").status_code == 404
    assert client_of(stranger).get("/en/events/")["Location"] == "/en/events/e/"
    assert client_of(aigerim).get(f"/en/events/{ABSENT}/").status_code == 404


def test_a_coordinator_of_another_programme_finds_nothing(client_of, aigerim, programme):
    other = Programme.objects.create(title_kk="Басқа")
    dana = make_person("Дана", "dana@example.kz", role="coordinator", programme=other)
    event = make_event(aigerim, programme)
    for path in ("", "edit/", "call-off/", "places/", "sessions/new/"):
        assert client_of(dana).get(f"/en/events/{event.pk}/{path}").status_code == 404
    for path in ("announce/", "over/", "as-template/", "delete/"):
        assert client_of(dana).post(f"/en/events/{event.pk}/{path}").status_code == 404
    assert str(event.pk) not in client_of(dana).get("/en/events/?state=all").content.decode()


def test_a_list_of_many_trainings_costs_few_queries_and_is_narrowed(
    client_of, aigerim, programme, django_assert_max_num_queries
):
    for n in range(30):
        make_event(aigerim, programme, days=(5 + n,), region_id="KZ-55" if n % 2 else "KZ-10")
    make_event(aigerim, programme, announced=False, titles={"kk": "Жоба"})
    make_event(aigerim, programme, days=(-5,), titles={"kk": "Өткен"})
    make_template(aigerim, programme, titles={"kk": "Үлгі"})
    client = client_of(aigerim)
    with django_assert_max_num_queries(14):
        page = client.get("/en/events/").content.decode()
    assert "page 1 of 2" in page and "Жоба" in page and "Өткен" not in page and "Үлгі" not in page
    assert "Өткен" in client.get("/en/events/?state=past").content.decode()
    assert "Үлгі" in client.get("/en/events/?state=template").content.decode()
    assert "page 1 of" not in client.get("/en/events/?region=KZ-10").content.decode()
    assert "Nothing fits" in client.get("/en/events/?q=absent").content.decode()
    assert "Жоба" in client.get("/en/events/?q=жоба&state=draft").content.decode()


def test_the_page_of_a_training_with_many_sessions_costs_few_queries(
    client_of, aigerim, bolat, programme, django_assert_max_num_queries
):
    event = make_event(aigerim, programme, days=range(3, 18), trainers=[bolat], capacity=25)
    services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 4), ("region", "KZ-10", 4)])
    client = client_of(aigerim)
    own = sum(len(one) for one in (pages._event_facts, pages._event_pages))
    with django_assert_max_num_queries(22 + own * 3):
        assert client.get(f"/en/events/{event.pk}/").status_code == 200


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(client_of, aigerim, bolat, programme, language):
    template, event = (
        make_template(aigerim, programme),
        make_event(aigerim, programme, trainers=[bolat], capacity=9),
    )
    made = services.make_editions(actor=aigerim, template=template, editions=five_editions())
    session, client = event.sessions.get(), client_of(aigerim)
    for path in (
        "", "new/", f"new/{programme.pk}/", f"new/{programme.pk}/template/", f"{event.pk}/", f"{template.pk}/",
        f"{event.pk}/edit/", f"{template.pk}/edit/", f"{event.pk}/places/", f"{template.pk}/editions/",
        f"{event.pk}/sessions/new/", f"{template.pk}/sessions/new/", f"sessions/{session.pk}/",
        f"sessions/{session.pk}/edit/", f"series/{made[0].series_id}/", "calendar/", "calendar/addresses/", "e/",
        f"e/{event.slug}/", "requests/", "requests/ask/", f"requests/ask/{programme.pk}/", "requests/kept/",
    ):  # fmt: skip
        response = client.get(f"/{language}/events/{path}")
        assert response.status_code in (200, 302), path
        assert response.status_code == 302 or "<h1>" in response.content.decode(), path


def test_higher_apps_add_pages_facts_and_steps(client_of, aigerim, programme, monkeypatch):
    for name in ("_event_pages", "_session_pages", "_event_facts", "_session_facts", "_steps"):
        monkeypatch.setattr(pages, name, [])
    pages.register_event_page(pages.EventPage(2, "events:event_edit", "Second page", managed=True))
    pages.register_event_page(pages.EventPage(1, "events:event_detail", "First page"))
    pages.register_session_page(pages.EventPage(1, "events:session_detail", "Of the day"))
    pages.register_event_facts(lambda event, actor: [("Waiting", f"{event.taken} people")])
    pages.register_public_step(lambda request, event: pages.Step("Come along", "/en/", "Register"))
    event, client = make_event(aigerim, programme), client_of(aigerim)
    page = client.get(f"/en/events/{event.pk}/").content.decode()
    assert page.index("First page") < page.index("Second page") and "0 people" in page
    assert "Of the day" in client.get(f"/en/events/sessions/{event.sessions.get().pk}/").content.decode()
    public = client_of().get(f"/en/events/e/{event.slug}/").content.decode()
    assert "Come along" in public and "Register" in public


def test_a_trainer_finds_the_next_sessions_on_the_own_path(client_of, aigerim, bolat, programme):
    event = make_event(aigerim, programme, days=(1, -4), trainers=[bolat], titles=TITLES)
    page = client_of(bolat).get("/en/").content.decode()
    session = event.sessions.order_by("starts_at").last()
    assert f"/en/events/sessions/{session.pk}/" in page and page.count("You hold a session") == 1
    assert timedelta(minutes=90) == session.ends_at - session.starts_at

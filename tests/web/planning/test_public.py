"""What everybody sees: announced open trainings, never a draft, never the link of a video meeting."""

import pytest

from made_events import make_event, make_person, make_template
from sauatty.web.events import services

pytestmark = pytest.mark.django_db


def test_it_works_to_find_a_training_and_open_it_without_signing_in(client_of, aigerim, programme):
    event = make_event(
        aigerim, programme, capacity=25, region_id="KZ-55", abouts={"en": "Two days of work."}, academic_hours=16,
        contact="+7 7182 00 00 00",
    )  # fmt: skip
    listed = client_of().get("/en/events/e/").content.decode()
    assert "Workshop on media" in listed and "25 places free" in listed and "Pavlodar" in listed
    page = client_of().get(f"/en/events/e/{event.slug}/").content.decode()
    for said in (
        "Two days of work.",
        "10:00–11:30",
        "Kazakhstan, UTC+5",
        "everybody may register",
        "+7 7182",
    ):
        assert said in page
    assert "Its page for organisers" not in page
    assert "Its page for organisers" in client_of(aigerim).get(f"/en/events/e/{event.slug}/").content.decode()


def test_the_link_of_a_video_meeting_is_never_public(client_of, aigerim, programme):
    event = make_event(aigerim, programme, form="online")
    services.change_session(
        actor=aigerim,
        session=event.sessions.get(),
        form="online",
        place="",
        link="https://video.example.kz/secret",
    )
    page = client_of().get(f"/en/events/e/{event.slug}/").content.decode()
    assert "secret" not in page and "the link comes with your place" in page and "online" in page


def test_drafts_templates_and_closed_trainings_are_nowhere_for_everybody(
    client_of, aigerim, stranger, programme
):
    learner = make_person("Айсұлу", "aisulu@example.kz", role="participant", programme=programme)
    draft, closed = (
        make_event(aigerim, programme, announced=False),
        make_event(aigerim, programme, entry="cohort"),
    )
    template = make_template(aigerim, programme)
    for event in (draft, closed, template):
        for path in (f"/en/events/e/{event.slug}/", f"/en/events/e/{event.slug}/calendar.ics"):
            assert (
                client_of().get(path).status_code == 404 and client_of(stranger).get(path).status_code == 404
            )
    assert "Workshop" not in client_of().get("/en/events/e/").content.decode()
    assert client_of(learner).get(f"/en/events/e/{closed.slug}/").status_code == 200
    assert client_of(learner).get(f"/en/events/e/{draft.slug}/").status_code == 404
    assert "not announced" in client_of(aigerim).get(f"/en/events/e/{draft.slug}/").content.decode()


def test_a_training_that_was_called_off_or_is_over_says_so_and_is_listed_no_more(
    client_of, aigerim, programme
):
    off, over = make_event(aigerim, programme), make_event(aigerim, programme, days=(-3,))
    services.cancel_event(actor=aigerim, event=off, why="The trainer is ill.")
    page = client_of().get(f"/en/events/e/{off.slug}/").content.decode()
    assert "This training was called off." in page and "The trainer is ill." in page
    assert "This training is over." in client_of().get(f"/en/events/e/{over.slug}/").content.decode()
    assert "No training is announced" in client_of().get("/en/events/e/").content.decode()


def test_a_region_narrows_the_list_and_an_unknown_one_counts_for_nothing(client_of, aigerim, programme):
    make_event(aigerim, programme, region_id="KZ-55", titles={"en": "In Pavlodar"})
    make_event(aigerim, programme, region_id="KZ-10", titles={"en": "In Abai"})
    page = client_of().get("/en/events/e/?region=KZ-55").content.decode()
    assert "In Pavlodar" in page and "In Abai" not in page
    assert "In Abai" in client_of().get("/en/events/e/?region=nowhere").content.decode()


def test_what_somebody_wrote_is_shown_as_words_never_as_a_page(client_of, aigerim, programme):
    bad = "<script>alert(1)</script>"
    event = make_event(aigerim, programme, titles={"en": bad}, abouts={"en": bad}, contact=bad)
    page = client_of().get(f"/en/events/e/{event.slug}/").content.decode()
    assert bad not in page and "&lt;script&gt;" in page


def test_the_public_pages_cost_few_queries(client_of, aigerim, programme, django_assert_max_num_queries):
    for n in range(12):
        event = make_event(aigerim, programme, days=(n + 1, n + 2), region_id="KZ-55")
    client = client_of()
    with django_assert_max_num_queries(6):
        client.get("/en/events/e/")
    with django_assert_max_num_queries(8):
        client.get(f"/en/events/e/{event.slug}/")

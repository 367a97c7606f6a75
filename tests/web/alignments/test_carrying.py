"""Decisions hold on where the text says the same: in a later edition by themselves, in the other language by a word."""

import pytest

from sauatty.core.exchange.succession import Placed, follow
from sauatty.web.alignments import carrying, hooks
from sauatty.web.alignments.models import UnitOrigin
from sauatty.web.coding.models import Project, Unit
from web.alignments.cast_reviews import JUDGED, decide
from web.curricula.cast import curriculum

pytestmark = pytest.mark.django_db


def later_text():
    """Return the small curriculum with one objective changed, one gone and one new."""
    text = curriculum("ru", extra="5.1.4.1 сравнивать два сообщения").decode()
    text = text.replace(
        "6.1.1.1 оценивать достоверность новости", "6.1.1.1 оценивать достоверность любой новости"
    )
    return text.replace("5.1.2.1 называть части компьютера", "").encode()


@pytest.fixture
def editions(agreed, store):
    """The reviewed edition, its review, and a later edition."""
    edition, project, seats = agreed
    return edition, project, store(later_text(), "later.html"), seats


def placed(number, code, text, grade=5):
    return Placed(number, "informatics", grade, code, "objectives", text)


def test_equal_words_follow_each_other_where_codes_have_shifted():
    earlier = [placed(1, "5.1.1", "искать"), placed(2, "5.1.2", "сравнивать")]
    later = [placed(3, "5.1.1", "называть"), placed(4, "5.1.2", "Искать."), placed(5, "5.1.3", "сравнивать")]

    found = follow(earlier, later)

    assert [(one.earlier.id, one.later.id, one.kind) for one in found.followed] == [
        (1, 4, "unchanged"), (2, 5, "unchanged"),
    ]  # fmt: skip
    assert [one.id for one in found.fresh] == [3] and found.withdrawn == ()


def test_another_grade_or_other_words_are_a_change():
    earlier = [placed(1, "5.1.1", "искать"), placed(2, "5.1.2", "сравнивать"), placed(3, "5.1.3", "называть")]
    later = [placed(4, "6.1.1", "искать", grade=6), placed(5, "5.1.2", "сравнивать два сообщения")]

    found = follow(earlier, later)

    assert {(one.earlier.id, one.later.id, one.kind) for one in found.followed} == {
        (1, 4, "changed"), (2, 5, "changed"),
    }  # fmt: skip
    assert [one.id for one in found.withdrawn] == [3]


def test_objectives_without_code_follow_their_words_only():
    found = follow([placed(1, "", "искать"), placed(2, "", "называть")], [placed(3, "", "сравнивать")])

    assert found.followed == () and len(found.fresh) == 1 and len(found.withdrawn) == 2


def test_unchanged_objectives_keep_their_decision_in_a_later_edition(editions, client_of, aigerim):
    edition, project, later, _ = editions
    client = client_of(aigerim)
    page = client.get(f"/en/coverage/reviews/{project.pk}/edition/")
    assert (page.context["n_unchanged"], page.context["n_changed"]) == (4, 1)
    assert (page.context["n_fresh"], page.context["n_withdrawn"]) == (1, 1)
    assert b"<ins>" in page.content

    for _ in range(2):
        client.post(f"/en/coverage/reviews/{project.pk}/edition/", {"edition": str(later.pk)})

    made = Project.objects.get(source_id=later.pk)
    units = {unit.code: unit for unit in Unit.objects.filter(project=made).select_related("carried_from")}
    assert (
        "оценивать достоверность новости»"
        in hooks.places_of([units["6.1.1.1"]])[units["6.1.1.1"].pk].path[-1]
    )
    assert units["6.1.2.1"].state == "carried" and units["6.1.2.1"].competences == ["gmilaf.3.1"]
    assert units["6.1.2.1"].carried_from.project_id == project.pk
    assert units["6.1.1.1"].state == units["5.1.4.1"].state == "open"
    assert Unit.objects.get(project=project, code="5.1.2.1").relevance == JUDGED["5.1.2.1"][0]
    assert UnitOrigin.objects.get(kind="changed").unit.code == "6.1.1.1"


def test_a_coder_sees_the_old_decision_after_their_own(editions, client_of, aigerim, coders, seat):
    edition, project, later, _ = editions
    made = carrying.go_on(project=project, earlier=edition, later=later, actor=aigerim)
    seats = seat(made, *coders)
    client = client_of(coders[1])

    before = client.get(f"/en/coverage/reviews/{made.pk}/changed/").content
    decide(seats[1], "6.1.1.1", 1, ["gmilaf.2.2"])
    after = client.get(f"/en/coverage/reviews/{made.pk}/changed/").content

    assert b"shown after your own decision" in before and b"2.3" not in before and b"direct" not in before
    assert b"shown after your own decision" not in after and b"2.3" in after


def test_a_foreign_review_does_not_exist(editions, client_of, stranger, coders):
    _, project, _, _ = editions

    for page in ("edition", "language", "changed"):
        assert client_of(stranger).get(f"/en/coverage/reviews/{project.pk}/{page}/").status_code == 404
    assert client_of(coders[0]).get(f"/en/coverage/reviews/{project.pk}/edition/").status_code == 404


def test_the_other_language_takes_a_decision_only_by_a_word(agreed, store, client_of, aigerim):
    edition, project, _ = agreed
    kazakh = store(curriculum("kk"), "act-kk.html")
    client = client_of(aigerim)
    address = f"/en/coverage/reviews/{project.pk}/language/"
    page = client.get(address)
    assert page.context["n_waiting"] == 6 and "сенімділігін" in page.content.decode()
    assert not Project.objects.filter(source_id=kazakh.pk).exists()
    chosen = [str(pair.other.pk) for pair, _ in page.context["rows"] if pair.other.code == "6.1.1.1"]

    client.post(address, {"edition": str(kazakh.pk), "objective": chosen})
    made = Project.objects.get(source_id=kazakh.pk)
    states = dict(Unit.objects.filter(project=made).values_list("code", "state"))
    assert states["6.1.1.1"] == "carried" and states["5.1.1.1"] == "open"
    origin = UnitOrigin.objects.get(unit__project=made)
    assert origin.confirmed_by == aigerim and origin.kind == "pair"

    client.post(address, {"edition": str(kazakh.pk), "confirm": "all"})
    assert set(Unit.objects.filter(project=made).values_list("state", flat=True)) == {"carried"}
    assert client.get(address).context["n_waiting"] == 0


def test_nothing_chosen_confirms_nothing(agreed, store, client_of, aigerim):
    _, project, _ = agreed
    kazakh = store(curriculum("kk"), "act-kk.html")
    address = f"/en/coverage/reviews/{project.pk}/language/"

    for sent in ({}, {"objective": "not-an-id"}):
        client_of(aigerim).post(address, {"edition": str(kazakh.pk), **sent})

    assert not Project.objects.filter(source_id=kazakh.pk).exists()


def test_a_review_without_a_later_edition_says_what_to_do(agreed, client_of, aigerim):
    _, project, _ = agreed
    client = client_of(aigerim)

    assert b"No later edition" in client.get(f"/en/coverage/reviews/{project.pk}/edition/").content
    assert (
        b"other language of this document is not stored"
        in client.get(f"/en/coverage/reviews/{project.pk}/language/").content
    )
    assert client.post(f"/en/coverage/reviews/{project.pk}/edition/").status_code == 404


def test_a_long_review_goes_on_in_a_job(editions, client_of, aigerim, run_jobs, monkeypatch, store):
    from sauatty.web.alignments import carrying_jobs

    monkeypatch.setattr(carrying_jobs, "AT_ONCE", 2)
    edition, project, later, _ = editions
    client = client_of(aigerim)
    kazakh = store(curriculum("kk"), "act-kk.html")

    sent = [
        client.post(f"/en/coverage/reviews/{project.pk}/edition/", {"edition": str(later.pk)}),
        client.post(
            f"/en/coverage/reviews/{project.pk}/language/", {"edition": str(kazakh.pk), "confirm": "all"}
        ),
    ]
    run_jobs()

    for answer, source in zip(sent, (later, kazakh), strict=True):
        made = Project.objects.get(source_id=source.pk)
        assert client.get(answer["Location"])["Location"].endswith(f"/reviews/{made.pk}/")
        assert Unit.objects.filter(project=made, state="carried").count() >= 4


def test_who_codes_the_other_language_blindly_sees_no_old_decision(
    editions, client_of, aigerim, coders, seat, begin, store
):
    edition, project, later, _ = editions
    made = carrying.go_on(project=project, earlier=edition, later=later, actor=aigerim)
    address = f"/en/coverage/reviews/{made.pk}/changed/"
    assert b"2.3" in client_of(coders[0]).get(address).content, "who codes nothing may read it"

    seat(begin(store(curriculum("kk"), "act-kk.html")), coders[0])

    assert b"2.3" not in client_of(coders[0]).get(address).content

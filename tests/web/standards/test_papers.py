"""Sessions for several papers at once."""

from uuid import uuid4

import pytest

from sauatty.core.errors import StandardItemTwice
from sauatty.web.assessments import services as assessments
from sauatty.web.assessments.bank import BankEntry
from sauatty.web.standards import figures, services
from web.assessments.conftest import make_item
from web.standards.conftest import DESCRIPTIONS, moved, rate_all

pytestmark = pytest.mark.django_db


def publish(aigerim, programme, family, code, items):
    entries = [BankEntry(one, False) for one in items]
    return assessments.publish_items(
        actor=aigerim, programme=programme, family=family, code=code, entries=entries
    )


def session_of(aigerim, programme, experts, papers):
    session = services.add_session(
        actor=aigerim, programme=programme, name="Two forms", descriptions=DESCRIPTIONS,
        papers=[one.pk for one in papers],
    )  # fmt: skip
    for judge in services.invite(actor=aigerim, session=session, people=experts):
        services.agree(judge=judge)
    return session


def test_a_question_of_both_forms_is_judged_once_and_each_form_has_its_own_cut(aigerim, programme, experts):
    items = [make_item(f"own-{n}") for n in range(6)]
    family = uuid4()
    papers = [
        publish(aigerim, programme, family, "A", items[:4]),
        publish(aigerim, programme, family, "B", items[2:]),
    ]
    opened = moved(aigerim, session_of(aigerim, programme, experts, papers), "open-first")

    rate_all(opened, [[20, 20, 50, 50, 90, 90]] * 5)
    found = {one.paper.code: one for one in figures.session_figures(moved(aigerim, opened, "close-first"))}

    assert len(opened.items) == 6
    assert found["A"].found.final.cut == pytest.approx(1.4)
    assert found["B"].found.final.cut == pytest.approx(2.8)


def test_one_name_for_two_texts_is_refused_by_name(aigerim, programme, experts):
    family = uuid4()
    papers = [
        publish(aigerim, programme, family, "A", [make_item("own-1"), make_item("own-2")]),
        publish(aigerim, programme, family, "B", [make_item("own-1", kind="judgement"), make_item("own-3")]),
    ]
    session = session_of(aigerim, programme, experts, papers)

    with pytest.raises(StandardItemTwice) as refused:
        moved(aigerim, session, "open-first")

    assert refused.value.params["item"] == "own-1"


def test_the_page_names_the_question_that_has_two_texts(aigerim, programme, experts, client_of):
    family = uuid4()
    papers = [
        publish(aigerim, programme, family, "A", [make_item("own-1"), make_item("own-2")]),
        publish(aigerim, programme, family, "B", [make_item("own-1", kind="judgement"), make_item("own-3")]),
    ]
    session = session_of(aigerim, programme, experts, papers)

    page = client_of(aigerim).get(f"/kk/tests/standards/{session.pk}/").content.decode()

    assert "own-1" in page and 'value="open-first"' not in page

"""Keys and reasons never reach a participant before their release, on whatever page."""

import pytest
from django.urls import reverse

from sauatty.web.assessments import services
from sauatty.web.attempts import services as attempts
from sauatty.web.attempts.reading import Given
from sauatty.web.papers import services as papers
from web.assessments.conftest import make_test

pytestmark = pytest.mark.django_db
# Every reason of the invented items holds this word, and nothing that may be seen does.
CANARY = " reason "


def pages_of(client, test, attempt):
    """Return all that a participant can fetch about a test."""
    addresses = [
        reverse("attempts:my_tests"), reverse("attempts:welcome", args=[test.slug]),
        reverse("attempts:page", args=[attempt.pk]), reverse("attempts:check", args=[attempt.pk]),
        reverse("attempts:result", args=[attempt.pk]),
    ]  # fmt: skip
    return [client.get(address, follow=True).content.decode() for address in addresses]


@pytest.mark.parametrize("release", ["at-once", "after-close", "never"])
def test_no_page_of_a_participant_tells_a_reason_while_the_test_is_open(
    aigerim, programme, paper, dana, client_of, release
):
    test = make_test(aigerim, programme, [paper], purpose="final", release=release, shows_rationales=True)
    client = client_of(dana)
    attempt = attempts.start(person=dana, test=test, language="en")
    during = pages_of(client, test, attempt)
    given = [Given(one["id"], "b") for one in paper.body["items"]]
    attempts.save_answers(attempt=attempt, given=given, language="en")
    attempt = attempts.submit(attempt=attempt)
    after = pages_of(client, test, attempt)

    assert attempt.state == "graded" and any("gmilaf-1-2-1 stem" in page for page in during)
    for page in (*during, *after):
        assert CANARY not in page and "is_right" not in page and "credit" not in page
    assert attempt.result is None or attempt.result["rationales"] is None


def test_after_the_close_the_reasons_are_there(aigerim, programme, paper, dana, client_of):
    test = make_test(
        aigerim, programme, [paper], purpose="final", release="after-close", shows_rationales=True
    )
    attempt = attempts.start(person=dana, test=test, language="en")
    attempt = attempts.submit(attempt=attempt)
    papers.close_test(actor=aigerim, test=test)
    services.look_for_results()
    services.do_release({"test": str(test.pk)}, lambda done, total: None)

    assert CANARY in pages_of(client_of(dana), test, attempt)[-1]


def test_a_participant_finds_no_page_of_keys(programme, test, paper, dana, client_of):
    for name, args in (
        ("key_list", [test.pk]), ("key_correct", [test.pk, paper.pk, "gmilaf-1-2-1"]), ("test_scores", [test.pk]),
        ("test_data", [test.pk]), ("test_patterns", [test.pk]), ("blueprint_list", []),
    ):  # fmt: skip
        assert client_of(dana).get(reverse(f"assessments:{name}", args=args)).status_code == 404, name

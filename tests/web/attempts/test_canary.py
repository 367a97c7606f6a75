"""Nothing that tells what is right, or why, reaches a participant before release: of every shipped item, on every way."""

import json
import re
from uuid import uuid4

import pytest

from made_tests import TITLES, make_test
from sauatty.core.catalogue.item_content import load_items
from sauatty.core.catalogue.item_keys import as_shown
from sauatty.core.languages import LANGUAGES
from sauatty.web.attempts import services
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.printing import do_paper
from sauatty.web.base.models import ExportedFile
from sauatty.web.papers import services as papers

pytestmark = pytest.mark.django_db
MARKERS = (
    "is_right", "goes_with", "credit", "rationale", "difficulty", "keyed_by", "provenance", "demand", "enemies", "scoring",
    '"right"', '"why"', '"key"', '"place"',
)  # fmt: skip
# What a page may say of itself in plain words
FINE = re.compile(r"<title>.*?</title>", re.S)


def squeezed(text):
    text = (
        text.replace("&#x27;", "'")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
    )
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def shipped():
    return load_items()


@pytest.fixture
def whole(programme, aigerim, shipped):
    """Tests whose papers are the whole shipped bank, 40 items each, that may be taken offline."""
    made = []
    for start in range(0, len(shipped), 40):
        items = [as_shown(one) for one in shipped[start : start + 40]]
        paper = papers.publish_paper(
            programme=programme, family=uuid4(), code="A", body={"items": items}, languages=LANGUAGES,
            is_provisional=True, actor=aigerim,
        )  # fmt: skip
        made.append(
            make_test(programme, aigerim, made=[paper], may_be_offline=True, titles=TITLES, minutes=60)
        )
    return made


def everything_seen(client, person, test):
    """Walk every address of an attempt as a browser, a script and a service worker do; return all that comes back."""
    seen = {}

    def keep(name, response):
        text = response.content.decode()
        seen[name] = "\n".join(f"{key}: {value}" for key, value in response.headers.items()) + "\n" + text
        return response

    for code in LANGUAGES:
        keep(f"list {code}", client.get(f"/{code}/t/"))
        keep(f"welcome {code}", client.get(f"/{code}/t/{test.slug}/"))
        keep(f"kept page {code}", client.get(f"/{code}/t/{test.slug}/offline/"))
        keep(f"worker {code}", client.get(f"/{code}/t/{test.slug}/offline/worker.js"))
    attempt = services.start(person=person, test=test, language="kk")
    for code in LANGUAGES:
        keep(f"page {code}", client.get(f"/{code}/t/a/{attempt.pk}/"))
        keep(f"check {code}", client.get(f"/{code}/t/a/{attempt.pk}/check/"))
    first = test.papers.get().paper.body["items"][0]["id"]
    body = json.dumps({"answers": {first: {"answer": None, "ms": 5}}, "revision": 0, "language": "kk"})
    keep("save", client.post(f"/kk/t/a/{attempt.pk}/save/", body, content_type="application/json"))
    keep("refused", client.post(f"/kk/t/a/{attempt.pk}/save/", "{}", content_type="application/json"))
    keep("submit", client.post(f"/kk/t/a/{attempt.pk}/check/"))
    keep("over", client.post(f"/kk/t/a/{attempt.pk}/save/", body, content_type="application/json"))
    for code in LANGUAGES:
        keep(f"result {code}", client.get(f"/{code}/t/a/{attempt.pk}/result/"))
    return seen


def test_no_rationale_and_no_key_of_any_shipped_item_reaches_a_participant(client_of, dana, whole, shipped):
    client, all_seen = client_of(dana), []
    for test in whole:
        all_seen += everything_seen(client, dana, test).items()
    whys = {
        text: (item.id, option.id)
        for item in shipped for option in item.options
        for text in (getattr(option.why, code) for code in LANGUAGES) if text
    }  # fmt: skip
    shown = {
        part for item in shipped for part in
        (getattr(text, code) for text in (item.stem, item.stimulus, *(one.text for one in (*item.options, *item.targets)))
         for code in LANGUAGES)
    }  # fmt: skip
    assert len(shipped) >= 100 and len(whys) > 1000
    for name, text in all_seen:
        plain = squeezed(FINE.sub("", text))
        found = [where for why, where in whys.items() if squeezed(why) in plain and why not in shown]
        assert not found, (name, found[:3])


def test_no_page_carries_a_field_that_marks_a_key(client_of, dana, whole):
    for name, text in everything_seen(client_of(dana), dana, whole[0]).items():
        assert not [one for one in MARKERS if one in text], name


def test_the_canary_would_be_seen(client_of, dana, whole, shipped, monkeypatch):
    """A rationale that slips into a page is found: the walk is able to see the fault."""
    from sauatty.web.attempts import showing

    why = shipped[0].options[0].why.kk
    monkeypatch.setattr(showing, "_papers", {})
    monkeypatch.setitem(showing.HINTS, shipped[0].kind, lambda: why)
    seen = everything_seen(client_of(dana), dana, whole[0])
    monkeypatch.setattr(showing, "_papers", {})
    assert squeezed(why) in squeezed(seen["page kk"]) and squeezed(why) in squeezed(seen["kept page ru"])


def test_options_of_an_order_do_not_stand_in_their_right_order(dana, whole, shipped):
    """With one seed for each person the shown order says nothing: over people every place is taken by every option."""
    from sauatty.web.attempts.ordering import shuffled

    order = next(one for one in shipped if one.kind == "order")
    right = [one.id for one in sorted(order.options, key=lambda one: one.place)]
    hits = sum(shuffled(sorted(right), seed, order.id) == right for seed in range(2000))
    assert hits < 2000 / 6


def test_the_printed_paper_holds_no_key_either(aigerim, whole, shipped):
    import io

    import pypdfium2

    test = whole[0]
    payload = {"test": str(test.pk), "paper": str(test.papers.get().paper_id), "language": "ru", "kind": "paper", "person": str(aigerim.pk), "name": "x.pdf"}  # fmt: skip
    do_paper(payload, lambda done, total: None)
    pages = pypdfium2.PdfDocument(io.BytesIO(bytes(ExportedFile.objects.get().content)))
    said = squeezed(" ".join(page.get_textpage().get_text_bounded() for page in pages)).replace(" ", "")
    assert shipped[0].options[0].text.ru.replace(" ", "")[:30] in said
    assert not [
        one.id
        for item in shipped[:40]
        for one in item.options
        if squeezed(one.why.ru).replace(" ", "") in said
    ]


def test_released_rationales_come_only_with_a_test_that_says_so(client_of, dana, programme, aigerim, graded):
    from sauatty.web.attempts.models import Attempt as Row

    why = [{"item": "q1", "right": "b", "whys": {"b": {"en": "BECAUSE-CANARY"}}}]
    for shows in (True, False):
        test = make_test(programme, aigerim, purpose="practice", shows_rationales=shows)
        attempt = services.submit(attempt=services.start(person=dana, test=test, language="en"))
        Row.objects.filter(pk=attempt.pk).update(result=attempt.result | {"rationales": why})
        page = client_of(dana).get(f"/en/t/a/{attempt.pk}/result/").content.decode()
        assert ("BECAUSE-CANARY" in page) is shows
    assert Attempt.objects.count() == 2

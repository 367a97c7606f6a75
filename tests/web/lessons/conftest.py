import pytest

from sauatty.web.lessons import catalogue, rendering
from sauatty.web.lessons.views import reference
from web.lessons import cast


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    """Only the two invented lessons are there."""
    shown = cast.lessons("first", "second")
    monkeypatch.setattr(catalogue, "load_lessons", lambda: shown)
    monkeypatch.setattr(catalogue, "load_modules", lambda: (cast.outline(),))
    for place in (rendering, reference):
        monkeypatch.setattr(place, "load_terms", lambda: {"licence": cast.TERM})
        monkeypatch.setattr(place, "load_resources", lambda: {"library": cast.RESOURCE})
    monkeypatch.setattr(rendering, "term_names", lambda language: {"licence": cast.TERM.term.text(language)})
    return shown


@pytest.fixture
def address():
    return "/en/lessons/trying/first/"


@pytest.fixture
def work():
    return "/en/lessons/trying/first/own/"

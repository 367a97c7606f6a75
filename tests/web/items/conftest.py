"""An expert, a methodologist and a participant beside the cast; a copy of a shipped item as an own one."""

import pytest

from sauatty.core.catalogue.item_reading import load_items
from sauatty.web.items import services
from web.conftest import give_role, make_person


@pytest.fixture
def shipped():
    """The first shipped single choice."""
    return next(one for one in load_items() if one.kind == "single")


@pytest.fixture
def erlan(programme):
    """An expert of the programme."""
    person = make_person("Ерлан Сарапшы", "erlan@example.kz")
    give_role(person, "expert", programme)
    return person


@pytest.fixture
def saule(programme):
    """A methodologist of the programme, and so an expert too."""
    person = make_person("Сәуле Әдіскер", "saule@example.kz")
    give_role(person, "methodologist", programme)
    return person


@pytest.fixture
def dana(programme):
    """A participant of the programme."""
    person = make_person("Дана Оқырман", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


@pytest.fixture
def own(aigerim, programme, shipped):
    """An own draft of the programme, whole in three languages."""
    return services.copy_item(actor=aigerim, item=shipped, programme=programme)


@pytest.fixture
def published(own, aigerim):
    """The same, published once."""
    services.publish(item=own, actor=aigerim)
    return own

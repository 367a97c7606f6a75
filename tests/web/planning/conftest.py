import pytest

from sauatty.web.accounts.services.content import load_regions


@pytest.fixture(autouse=True)
def _regions(db):
    load_regions()

"""The people and the items of the bank's tests."""

from web.items.conftest import dana, erlan, own, published, saule, shipped  # noqa: F401 - fixtures

"""How items forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.items.models import AuthoredItem, ItemReading, ItemUpload, ItemVersion, RetiredItem


def authorship(person: Any) -> int:
    """Leave items and versions without the person's name; the texts stay."""
    rows: list[tuple[Any, str]] = [
        (AuthoredItem, "created_by"), (AuthoredItem, "draft_changed_by"), (AuthoredItem, "retired_by"),
        (ItemVersion, "published_by"), (RetiredItem, "retired_by"),
    ]  # fmt: skip
    return sum(model.objects.filter(**{field: person}).update(**{field: None}) for model, field in rows)


def readings(person: Any) -> int:
    """Take the name off the texts that the person read: from then on nobody stands behind them."""
    return ItemReading.objects.filter(person=person).update(person=None, name="")


def uploads(person: Any) -> int:
    """Delete the files that the person sent and did not take over."""
    return int(ItemUpload.objects.filter(uploaded_by=person).delete()[0])


def keep(person: Any) -> int:
    """Nothing to do: `authorship` takes the name off these rows together."""
    return 0

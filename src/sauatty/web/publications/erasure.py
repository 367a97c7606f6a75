"""How publications forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.publications.models import (
    Challenge,
    ReturnedChange,
    ReturnedFile,
    SentFile,
    SignOff,
    Version,
    Workshop,
)


def keep(person: Any) -> int:
    """Nothing to do: `authorship` takes the name off these rows together."""
    return 0


def authorship(person: Any) -> int:
    """Leave versions, files and workshops without the name of the person who recorded them."""
    rows: list[tuple[Any, str]] = [
        (Version, "published_by"), (SentFile, "sent_by"), (ReturnedChange, "decided_by"), (Workshop, "recorded_by"),
        (Challenge, "recorded_by"),
    ]  # fmt: skip
    return sum(model.objects.filter(**{field: person}).update(**{field: None}) for model, field in rows)


def signatures(person: Any) -> int:
    """Delete signatures that no published version carries."""
    return int(SignOff.objects.filter(person=person).delete()[0])


def returned_files(person: Any) -> int:
    """Delete the files that the person sent in; what was accepted of them stands in the texts."""
    return int(ReturnedFile.objects.filter(returned_by=person).delete()[0])

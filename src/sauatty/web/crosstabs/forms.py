"""Forms of cross-tables. What a table may show is checked in core, which names what it does not know."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.evaluation.crosstab import VARIABLES, PeopleColumns, Specification
from sauatty.web.base.forms import HouseForm
from sauatty.web.crosstabs import labels

Words = Mapping[str, Mapping[str, str]]


class TableForm(HouseForm):
    """What a table shows, chosen from lists; the same names stand in its address."""

    row = forms.CharField(label=_("Rows"))
    column = forms.CharField(label=_("Columns"), required=False)
    measure = forms.CharField(label=_("What is shown"))
    filter = forms.CharField(label=_("Only people of whom this is so"), required=False)

    def __init__(self, *args: Any, people: PeopleColumns, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", "–")]
        choices: dict[str, list[Any]] = {
            "row": labels.variables(), "column": nothing + labels.variables(), "measure": labels.measures(),
            "filter": [*nothing, *_filters(people, words)],
        }  # fmt: skip
        for name, found in choices.items():
            self.fields[name].widget = forms.Select(choices=found)


def _filters(people: PeopleColumns, words: Words) -> list[Any]:
    """Return the values of each variable as groups of choices."""
    return [
        (
            labels.VARIABLE_LABELS[name],
            [(f"{name}:{one}", labels.value_label(words, name, one)) for one in people.values(name)],
        )
        for name in VARIABLES
        if len(people.values(name)) > 1
    ]


def specification(asked: Mapping[str, Any]) -> Specification:
    """Read what a table shows from an address or a form; without rows it is by region."""
    by, _colon, value = str(asked.get("filter", "")).partition(":")
    return Specification(
        str(asked.get("row", "")) or "region", str(asked.get("column", "")), str(asked.get("measure", "")) or "count",
        by, value,
    )  # fmt: skip


def fields_of(asked: Specification) -> dict[str, str]:
    """Return what stands in the address of a table."""
    chosen = f"{asked.filter_by}:{asked.filter_value}" if asked.filter_by else ""
    return {"row": asked.row, "column": asked.column, "measure": asked.measure, "filter": chosen}


class SaveForm(HouseForm):
    """The name of a table, and who sees it."""

    name = forms.CharField(label=_("Name of the table"), max_length=120)
    is_shared = forms.BooleanField(
        label=_("Shared with all who read the figures of this programme"), required=False
    )

"""The form that takes a list, and what it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.web.base.tables import PastedTableForm
from sauatty.web.base.texts import in_language


class UploadForm(PastedTableForm):
    """A list of people, and where they shall be put in."""

    file = forms.FileField(label=gettext_lazy("List of people (XLSX or CSV)"))
    purpose = forms.ChoiceField(label=gettext_lazy("What the list is for"))

    def __init__(self, events: Any, cohorts: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._events = {f"event:{one.pk}": one for one in events}
        self._cohorts = {f"cohort:{one.pk}": one for one in cohorts}
        choices: list[Any] = [("programme", _("people of the programme, no training yet"))]
        if self._events:
            choices.append(
                (_("Trainings"), [(key, in_language(one, "title")) for key, one in self._events.items()])
            )
        if self._cohorts:
            choices.append(
                (_("Cohorts"), [(key, in_language(one, "name")) for key, one in self._cohorts.items()])
            )
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]

    @property
    def target(self) -> dict[str, Any]:
        """The event or the cohort that the list is for."""
        purpose = self.cleaned_data["purpose"]
        return {"event": self._events.get(purpose), "cohort": self._cohorts.get(purpose)}

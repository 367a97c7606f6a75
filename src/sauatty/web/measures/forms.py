"""The form of teaching hours."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.curricula.titles import subject_name


class HoursForm(HouseForm):
    """Hours a year for each subject and grade of an edition; an empty field means: not known."""

    def __init__(
        self,
        *args: Any,
        courses: list[tuple[str, int]],
        known: dict[tuple[str, int | None], float],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.courses, self.language = courses, language
        for number, course in enumerate(courses):
            named = {"subject": subject_name(course[0], language), "grade": course[1]}
            self.fields[f"hours_{number}"] = forms.DecimalField(
                label=_("%(subject)s, grade %(grade)s") % named,
                required=False,
                min_value=Decimal("0.5"),
                max_value=Decimal("1000"),
                max_digits=6,
                decimal_places=1,
                initial=known.get(course),
            )

    @property
    def hours(self) -> dict[tuple[str, int], Decimal | None]:
        """Return the hours by subject and grade, None where nothing was entered."""
        return {
            course: self.cleaned_data.get(f"hours_{number}") for number, course in enumerate(self.courses)
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields as a table: one row a subject, its grades in order."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for number, (subject, grade) in enumerate(self.courses):
            rows.setdefault(subject, []).append({"grade": grade, "field": self[f"hours_{number}"]})
        named = [(subject_name(subject, self.language), fields) for subject, fields in rows.items()]
        return [{"subject": name, "fields": fields} for name, fields in sorted(named, key=lambda one: one[0])]

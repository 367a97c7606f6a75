"""The forms of numbers by region and of a plan of workshops."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.core.errors import SauattyError
from sauatty.core.evaluation.workshop_planning import Terms
from sauatty.core.exchange.region_numbers import read_region_numbers, region_numbers_of_file
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.sentences import say
from sauatty.web.specialists.models import RegionFigure

MOST_MONEY = 10_000_000_000


class FiguresForm(HouseForm):
    """A table of numbers, typed or uploaded, with its source and its day."""

    kind = forms.ChoiceField(label=gettext_lazy("Numbers of what"), choices=RegionFigure.Kind.choices)
    table = forms.CharField(
        label=gettext_lazy("Region and number, one a line"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("For example: Павлодар облысы; 371. One region alone is enough."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file (CSV) with the same two columns"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,.txt"}),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=300,
        help_text=gettext_lazy("Who published it and where, so that others can look it up."),
    )  # fmt: skip
    stated_on = forms.DateField(
        label=gettext_lazy("For which day the numbers hold"), input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean_stated_on(self) -> Any:
        day = self.cleaned_data["stated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            cleaned["numbers"] = self._read(cleaned)
        except SauattyError as error:
            self.add_error("file" if cleaned.get("file") else "table", say(error))
        else:
            if not cleaned["numbers"] and not self.errors:
                self.add_error("table", _("Write at least one region with its number, or choose a file."))
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> dict[str, int]:
        if file := cleaned.get("file"):
            return region_numbers_of_file(file.read(64_001), name=file.name)
        return read_region_numbers(cleaned.get("table") or "")


def _whole(label: Any, least: int, most: int, initial: Any = None, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, initial=initial, **more)


class PlanForm(HouseForm):
    """What a plan of workshops is made from. It is asked for by an address, so that it can be sent on."""

    kind = forms.ChoiceField(label=gettext_lazy("Whom specialists serve"), choices=RegionFigure.Kind.choices)
    per_specialist = _whole(gettext_lazy("How many of them one specialist can serve"), 1, 10_000, 20)
    budget = _whole(gettext_lazy("Budget of one round, tenge"), 0, MOST_MONEY, 5_000_000)
    price = _whole(gettext_lazy("Price of one workshop, tenge"), 0, MOST_MONEY, 1_000_000)
    prices = forms.CharField(
        label=gettext_lazy("Regions where it costs something else"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Region and price, one a line. For example: Маңғыстау облысы; 1500000"),
    )  # fmt: skip
    price_person = _whole(gettext_lazy("For each participant in addition, tenge"), 0, MOST_MONEY, 0)
    least = _whole(gettext_lazy("Places of a workshop: at least"), 1, 1000, 25)
    most = _whole(gettext_lazy("Places of a workshop: at most"), 1, 1000, 30)
    percent_staying = _whole(
        gettext_lazy("How many of a hundred participants go on as specialists"), 1, 100, 50,
        help_text=gettext_lazy("Your own experience; nobody knows it beforehand."),
    )  # fmt: skip
    most_workshops = _whole(
        gettext_lazy("Workshops in one round: at most"), 1, 1000, required=False,
        help_text=gettext_lazy("May be left empty."),
    )  # fmt: skip
    white_spots_first = forms.BooleanField(
        label=gettext_lazy("First the regions where nobody is"), required=False, initial=True
    )

    def clean_prices(self) -> dict[str, int]:
        try:
            return read_region_numbers(self.cleaned_data["prices"])
        except SauattyError as error:
            raise forms.ValidationError(say(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and cleaned["least"] > cleaned["most"]:
            self.add_error("most", _("At most must not be fewer than at least."))
        return cleaned

    def terms(self) -> Terms:
        """What holds for all workshops."""
        names = (
            "budget", "per_specialist", "least", "most", "percent_staying", "price_person", "most_workshops",
            "white_spots_first",
        )  # fmt: skip
        return Terms(**{name: self.cleaned_data[name] for name in names})

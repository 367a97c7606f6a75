"""What a participant types about an activity: the plan beforehand, the report on a phone afterwards."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.activities import selectors, services
from sauatty.web.activities.audience import as_typed, read_audience
from sauatty.web.activities.kinds import AUDIENCES
from sauatty.web.activities.models import Evidence
from sauatty.web.activities.standing import SEEN, mark_of
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.sentences import say

LONGEST, MOST_LINKS = 8000, 5


def _text(label: Any, rows: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text
    )


def _day(label: Any, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class PlaceForm(HouseForm):
    """Where it is held."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=250,
        help_text=_("For example: the library of school 5, Aqsu."),
    )

    def __init__(self, *args: Any, regions: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "–"), *((str(one.pk), name) for one, name in regions)]

    def clean_region(self) -> Any:
        """Return the key of the region, None where none was chosen."""
        return self.cleaned_data["region"] or None


class PlanForm(PlaceForm):
    """An activity that is to be held."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    # Which plan the author saw; empty on a new sheet
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    programme = forms.ChoiceField(label=_("Programme"))
    title = forms.CharField(label=_("What it is called"), max_length=250)
    aim = _text(_("Aim: what people can do afterwards"), 2)
    competences = forms.MultipleChoiceField(
        label=_("Competences"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience_kinds = forms.MultipleChoiceField(
        label=_("For whom"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(AUDIENCES.items()),
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))
    planned_on = _day(_("Day"), required=False)
    plan = _text(_("The plan"), 6, help_text=_("Steps, materials, how long."))

    def __init__(self, *args: Any, programmes: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(str(one.pk), title) for one, title in programmes]
        self.fields["competences"].choices = selectors.competence_choices()
        self.order_fields(
            [
                "id",
                "seen",
                "source",
                "programme",
                "title",
                "aim",
                "competences",
                "audience_kinds",
                "language",
                "planned_on",
            ]
        )

    @property
    def facts(self) -> dict[str, Any]:
        """Return the plan as columns."""
        found = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("id", "seen", "programme", "region")
        }
        return {**found, "region_id": self.cleaned_data["region"]}


class ReportForm(PlaceForm):
    """What was held: five minutes on a phone."""

    sequence = forms.IntegerField(widget=forms.HiddenInput)
    held_on = _day(_("Day"), required=True)
    done = _text(
        _("What was done"),
        5,
        required=True,
        help_text=_("No names of children and no marks of single people."),
    )
    worked = _text(_("What worked, and what did not"), 3)
    next_steps = _text(_("What next"), 2)
    links = forms.CharField(
        label=_("Links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on a line."),
    )
    is_sure = forms.BooleanField(label=_("Yes, so many people were there"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in AUDIENCES.items():
            self.fields[f"n_{kind}"] = forms.CharField(
                label=label,
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
        self.is_asked = False

    def clean_held_on(self) -> Any:
        """Refuse a day to come beside its field, before anything is written."""
        try:
            services.check_day(self.cleaned_data["held_on"], get_language() or "kk")
        except SauattyError as error:
            raise forms.ValidationError(say(error)) from error
        return self.cleaned_data["held_on"]

    def clean_links(self) -> list[str]:
        """Return the addresses, one of each line."""
        links = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        field = forms.URLField(assume_scheme="https", max_length=500)
        if len(links) > MOST_LINKS:
            raise forms.ValidationError(_("At most %(n)s links.") % {"n": MOST_LINKS})
        return [field.clean(link) for link in links]

    def clean(self) -> dict[str, Any]:
        """Read how many came."""
        found = dict(super().clean() or self.cleaned_data)
        typed = {kind: str(found.get(f"n_{kind}") or "") for kind in AUDIENCES}
        try:
            found["audience"] = read_audience(typed, is_sure=bool(found.get("is_sure")))
        except SauattyError as error:
            self.is_asked = error.code == "audience-unlikely"
            raise forms.ValidationError(say(error)) from error
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """Return the report as columns."""
        names = ("held_on", "place", "done", "worked", "next_steps", "audience", "links")
        return {**{name: self.cleaned_data[name] for name in names}, "region_id": self.cleaned_data["region"]}

    def audience_fields(self) -> list[Any]:
        """Return the fields of numbers."""
        return [self[f"n_{kind}"] for kind in AUDIENCES]


def plan_initial(activity: Any) -> dict[str, Any]:
    """Return what a changed plan begins with: what stands there already."""
    names = (
        "title", "aim", "plan", "competences", "audience_kinds", "language", "place", "planned_on", "source",
    )  # fmt: skip
    return {
        **{name: getattr(activity, name) for name in names}, "id": activity.pk, SEEN: mark_of(activity),
        "region": str(activity.region_id or ""), "programme": str(activity.programme_id),
    }  # fmt: skip


def report_initial(activity: Any) -> dict[str, Any]:
    """Return what a report begins with: what stands there already."""
    names = ("sequence", "place", "done", "worked", "next_steps")
    return {
        **{name: getattr(activity, name) for name in names}, "region": str(activity.region_id or ""),
        "held_on": activity.held_on or activity.planned_on, "links": "\n".join(activity.links),
        **{f"n_{row['kind']}": as_typed(row) for row in activity.audience},
    }  # fmt: skip


class EvidenceForm(HouseForm):
    """Caption, author and licence of one piece of evidence."""

    caption = forms.CharField(label=_("What it shows"), required=False, max_length=250)
    author = forms.CharField(label=_("Author"), required=False, max_length=150)
    licence = forms.ChoiceField(label=_("Licence"), choices=Evidence.Licence.choices, required=False)
    remove = forms.BooleanField(label=_("Take it away"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the author of what is somebody else's."""
        found = dict(super().clean() or self.cleaned_data)
        is_anothers = found.get("licence") == Evidence.Licence.OTHER and not found.get("remove")
        if is_anothers and not found.get("author"):
            self.add_error("author", _("Say whose it is."))
        return found


class CodeForm(HouseForm):
    """The code of an activity, as its guests type it."""

    code = forms.CharField(label=_("Code of the activity"), max_length=20)


class GuestForm(HouseForm):
    """A guest without an account. `website` is seen by machines only."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("Surname and name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    agree = forms.BooleanField(label=_("I have read this and agree"))
    website = forms.CharField(
        required=False, label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

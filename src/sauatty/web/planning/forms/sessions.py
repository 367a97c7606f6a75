"""The form of a session: in a template counted from its first day, else by a day of the calendar."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGES, format_date
from sauatty.web.base.forms import TitledForm
from sauatty.web.events import zones

MOST_AT_ONCE = 60
HELD = [("onsite", _("face to face")), ("online", _("online")), ("mixed", _("both at once"))]


class DayField(forms.DateField):
    """A day of the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)


class ClockTimeField(forms.TimeField):
    """An hour and a minute."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], **kwargs)


class SessionForm(TitledForm):
    """When and where a session is, what it teaches, who holds it. `event` says by which clocks."""

    module = forms.ChoiceField(label=_("Module that it teaches"), required=False)
    form = forms.ChoiceField(label=_("How it is held"), choices=HELD)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    begins = ClockTimeField(label=_("Begins at"), required=False)
    minutes = forms.IntegerField(label=_("Lasts, in minutes"), min_value=5, max_value=1440, initial=90)
    place = forms.CharField(
        label=_("Place"), help_text=_("Town, building, room. For what is held face to face."), max_length=250,
        required=False,
    )  # fmt: skip
    link = forms.URLField(
        label=_("Link of the video meeting"), required=False, assume_scheme="https",
        help_text=_("Only those who have a place see it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, event: Any, trainers: Any, modules: Any, is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.trainers = {str(one.pk): one for one in trainers}
        self.fields["module"].choices = [("", _("none")), *modules]  # type: ignore[attr-defined]
        if event.is_template:
            self.fields["day_offset"] = forms.IntegerField(
                label=_("Days after the first one"), help_text=_("0 is the first day of the training."), min_value=0,
                max_value=730, initial=0,
            )  # fmt: skip
        else:
            self.fields["day"] = DayField(label=_("Day"), required=event.state != "draft")
        self.fields["begins"].required = "day" in self.fields and self.fields["day"].required
        self.fields["trainers"] = forms.MultipleChoiceField(
            label=_("Trainers"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(key, one.name) for key, one in self.trainers.items()],
        )  # fmt: skip
        if is_new:
            self._add_repeats()
        first = [
            "title_kk",
            "title_ru",
            "title_en",
            "day_offset",
            "day",
            "begins",
            "minutes",
            "times",
            "every",
            "form",
            "place",
            "link",
        ]
        self.order_fields(first)

    def _add_repeats(self) -> None:
        """Let several sessions be added in one step: each week one, or each day."""
        self.fields["times"] = forms.IntegerField(
            label=_("How many such sessions"), min_value=1, max_value=MOST_AT_ONCE, initial=1, required=False
        )
        self.fields["every"] = forms.IntegerField(
            label=_("Days from one to the next"), min_value=1, max_value=60, initial=7, required=False,
            help_text=_("7 is once a week. Counts for several sessions only."),
        )  # fmt: skip

    @property
    def repeats(self) -> dict[str, int]:
        """How many sessions are added, and how many days lie between them."""
        return {"times": self.cleaned_data.get("times") or 1, "every": self.cleaned_data.get("every") or 7}

    def when_fields(self) -> list[Any]:
        """All fields after the titles, without the trainers."""
        return [one for one in self.other_fields() if one.name != "trainers"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, begins = cleaned.get("day"), cleaned.get("begins")
        if "day" in self.fields and bool(day) != bool(begins) and not self.errors:
            self.add_error("begins" if day else "day", _("A session needs both: its day and its time."))
        return cleaned

    @property
    def chosen_trainers(self) -> list[Any]:
        """The people who were chosen."""
        return [self.trainers[key] for key in self.cleaned_data["trainers"]]

    def values(self) -> dict[str, Any]:
        """The columns of the session without its titles."""
        cleaned = self.cleaned_data
        found = {
            name: cleaned[name]
            for name in ("module", "form", "language", "minutes", "place", "link", "begins")
        }
        if self.event.is_template:
            return {**found, "day_offset": cleaned["day_offset"]}
        day, begins = cleaned["day"], cleaned["begins"]
        starts_at = zones.at_clock(day, begins, self.event.timezone) if day and begins else None
        ends_at = zones.lasting(starts_at, cleaned["minutes"]) if starts_at else None
        return {**found, "starts_at": starts_at, "ends_at": ends_at}

    @property
    def caution(self) -> str:
        """Return what may not be meant: a day that lies in the past; '' without it."""
        day: date | None = self.cleaned_data.get("day")
        if day is None or day >= timezone.localdate():
            return ""
        said = _("This session lies in the past: %(day)s. Correct it if this is not meant.")
        return str(said % {"day": format_date(day, get_language() or "kk")})


def initial_of(session: Any) -> dict[str, Any]:
    """Return what the form of a session begins with."""
    names = ("module", "form", "language", "begins", "minutes", "place", "link", "day_offset")
    found = {name: getattr(session, name) for name in names}
    if session.starts_at and session.ends_at:
        clock = zones.local(session.starts_at, session.event.timezone)
        length = int((session.ends_at - session.starts_at).total_seconds() // 60)
        found |= {"day": clock.date(), "begins": clock.time(), "minutes": length}
    return {
        **found, **{f"title_{code}": getattr(session, f"title_{code}") for code in LANGUAGES},
        "trainers": [str(one.person_id) for one in session.trainers.all()],
    }  # fmt: skip

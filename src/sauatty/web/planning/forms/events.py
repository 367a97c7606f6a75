"""The forms of an event, of its end, and of the places that are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm, MomentField, TitledForm
from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors, zones

WHAT = ("form", "language", "region", "timezone", "academic_hours", "contact")
ENTRY = ("entry", "cohort", "opens_at", "closes_at", "capacity", "has_waiting_list")
NEEDS = ("needs_sessions", "needs_minutes", "needs_share")
# What has no sense in a template: each edition says its own.
NOT_IN_TEMPLATES = ("region", "cohort", "opens_at", "closes_at")
MOST_QUOTAS = 12


class ClockField(MomentField):
    """A day and a time by the clocks of the event, whose zone the form knows only when all is read."""

    def to_python(self, value: Any) -> datetime | None:
        found: datetime | None = super().to_python(value)
        return timezone.make_naive(found) if found is not None and timezone.is_aware(found) else found


def region_choices(empty: Any) -> list[tuple[str, Any]]:
    """Return the regions to choose from, after the words for none (one query)."""
    return [("", empty), *((one.code, in_language(one, "name")) for one in accounts.list_regions())]


class EventForm(TitledForm):
    """What an event is, who may come, and what counts as having been there."""

    form = forms.ChoiceField(label=_("How it is held"), choices=selectors.form_choices())
    language = forms.ChoiceField(label=_("Language of the training"), choices=settings.LANGUAGES)
    region = forms.ChoiceField(label=_("Region"), required=False)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones.CHOICES, initial="Asia/Almaty")
    academic_hours = forms.IntegerField(
        label=_("Academic hours"), help_text=_("They stand on the certificate."), min_value=0, max_value=1000,
        initial=0,
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Whom to ask"), help_text=_("A name with a telephone number or an e-mail address; everybody sees it."),
        max_length=250, required=False,
    )  # fmt: skip
    entry = forms.ChoiceField(
        label=_("Who may come"), choices=selectors.entry_choices(), widget=forms.RadioSelect, initial="open"
    )
    cohort = forms.ChoiceField(label=_("Cohort"), required=False)
    opens_at = ClockField(
        label=_("Registration opens"), help_text=_("May be left empty: then at once."), required=False
    )
    closes_at = ClockField(
        label=_("Registration closes"),
        help_text=_("May be left empty: then with the last session."),
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Places"), help_text=_("May be left empty: then there is room for everybody."), required=False,
        min_value=1, max_value=100_000,
    )  # fmt: skip
    has_waiting_list = forms.BooleanField(
        label=_("When all places are taken, people wait in line and move up by themselves"), required=False,
        initial=True,
    )  # fmt: skip
    needs_sessions = forms.IntegerField(
        label=_("Sessions that somebody must attend"), help_text=_("May be left empty."), required=False, min_value=1,
        max_value=200,
    )  # fmt: skip
    needs_minutes = forms.IntegerField(
        label=_("Minutes that somebody must attend"), help_text=_("May be left empty."), required=False, min_value=1,
        max_value=20_000,
    )  # fmt: skip
    needs_share = forms.IntegerField(
        label=_("Share of the sessions in percent"), help_text=_("May be left empty."), required=False, min_value=1,
        max_value=100,
    )  # fmt: skip

    def __init__(self, *args: Any, cohorts: Any, is_template: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_template = is_template
        for code in LANGUAGES:
            self.fields[f"about_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], max_length=5000, required=False,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )  # fmt: skip
        self.fields["region"].choices = region_choices(_("all of Kazakhstan"))  # type: ignore[attr-defined]
        rows = [("", _("none")), *((str(one.pk), in_language(one, "name")) for one in cohorts)]
        self.fields["cohort"].choices = rows  # type: ignore[attr-defined]
        for name in NOT_IN_TEMPLATES if is_template else ():
            del self.fields[name]
        if len(rows) == 1 and "cohort" in self.fields:
            del self.fields["cohort"]

    def _those(self, names: Any) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def about_fields(self) -> list[Any]:
        """The three texts that say what the training is about."""
        return self._those(f"about_{code}" for code in LANGUAGES)

    def what_fields(self) -> list[Any]:
        """The fields that say what and where it is."""
        return self._those(WHAT)

    def entry_fields(self) -> list[Any]:
        """The fields that say who may come."""
        return self._those(ENTRY)

    def needs_fields(self) -> list[Any]:
        """The fields that say what counts as having attended."""
        return self._those(NEEDS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", _("Write a title in at least one language."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The end must lie after the beginning."))
        if cleaned.get("entry") == "cohort" and not self.is_template and not cleaned.get("cohort"):
            self.add_error(
                "cohort" if "cohort" in self.fields else "entry", _("Choose the cohort that may come.")
            )
        return cleaned

    @property
    def abouts(self) -> dict[str, str]:
        """The texts about the training."""
        return {code: self.cleaned_data.get(f"about_{code}", "") for code in LANGUAGES}

    def values(self) -> dict[str, Any]:
        """The columns of the event without its texts."""
        cleaned = self.cleaned_data
        plain = (
            "form",
            "language",
            "timezone",
            "academic_hours",
            "contact",
            "entry",
            "capacity",
            "has_waiting_list",
        )
        found: dict[str, Any] = {name: cleaned[name] for name in plain}
        found["needs"] = _needs(cleaned)
        if not self.is_template:
            zone = zones.zone(cleaned["timezone"])
            found |= {name: _in_zone(cleaned[name], zone) for name in ("opens_at", "closes_at")}
            found |= {"region_id": cleaned["region"] or None, "cohort_id": _uuid(cleaned.get("cohort"))}
        return found


def _in_zone(moment: datetime | None, zone: Any) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment else None


def _uuid(value: str | None) -> Any:
    return UUID(value) if value else None


def _needs(cleaned: dict[str, Any]) -> dict[str, Any]:
    share = cleaned["needs_share"]
    return {
        "sessions": cleaned["needs_sessions"],
        "minutes": cleaned["needs_minutes"],
        "share": share / 100 if share else None,
    }


def initial_of(event: Any) -> dict[str, Any]:
    """Return what the form of an event begins with; times as the clocks of the event show them."""
    texts = {
        f"{name}_{code}": getattr(event, f"{name}_{code}")
        for name in ("title", "about")
        for code in LANGUAGES
    }
    plain = {name: getattr(event, name) for name in (*WHAT, *ENTRY) if hasattr(event, name)}
    clocks = {
        name: zones.local(moment, event.timezone).replace(tzinfo=None)
        for name in ("opens_at", "closes_at")
        if (moment := getattr(event, name))
    }
    needs = event.needs or {}
    share = needs.get("share")
    return {
        **texts, **plain, **clocks, "region": event.region_id or "", "cohort": str(event.cohort_id or ""),
        "needs_sessions": needs.get("sessions"), "needs_minutes": needs.get("minutes"),
        "needs_share": round(share * 100) if share else None,
    }  # fmt: skip


class BeginForm(HouseForm):
    """For which programme a training is made."""

    programme = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(one.pk), in_language(one, "title")) for one in programmes]
        self.fields["programme"].choices = rows  # type: ignore[attr-defined]


class CancelForm(HouseForm):
    """Why a training is called off; those who are registered read it."""

    why = forms.CharField(
        label=_("Why it is called off"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("May be left empty. Everybody who opens the page of the training reads it."),
    )  # fmt: skip


class QuotasForm(HouseForm):
    """For whom how many places are kept: some rows, empty ones count for nothing."""

    def __init__(self, *args: Any, quotas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.n_rows = min(MOST_QUOTAS, max(3, len(quotas) + 2))
        regions = [(f"region:{one.code}", in_language(one, "name")) for one in accounts.list_regions()]
        kinds = [(f"kind:{key}", label) for key, label in accounts.organisation_kinds()]
        choices = [("", "–"), (_("region"), regions), (_("kind of organisation"), kinds)]
        for n in range(self.n_rows):
            there = quotas[n] if n < len(quotas) else None
            self.fields[f"for_{n}"] = forms.ChoiceField(
                label=_("For whom"), choices=choices, required=False,
                initial=f"{there.by}:{there.value}" if there else "",
            )  # fmt: skip
            self.fields[f"seats_{n}"] = forms.IntegerField(
                label=_("Places"),
                required=False,
                min_value=1,
                max_value=100_000,
                initial=there and there.seats,
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields by row."""
        return [(self[f"for_{n}"], self[f"seats_{n}"]) for n in range(self.n_rows)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = set()
        for n in range(self.n_rows):
            whom, seats = cleaned.get(f"for_{n}"), cleaned.get(f"seats_{n}")
            if seats and not whom:
                self.add_error(f"for_{n}", _("Choose for whom these places are kept."))
            if whom in seen:
                self.add_error(f"for_{n}", _("This one stands in a row above already."))
            seen |= {whom} if whom else set()
        return cleaned

    @property
    def quotas(self) -> list[tuple[str, str, int]]:
        """What was chosen: by what, which, how many places."""
        found = []
        for n in range(self.n_rows):
            by, _colon, value = self.cleaned_data.get(f"for_{n}", "").partition(":")
            seats = self.cleaned_data.get(f"seats_{n}")
            if value and seats:
                found.append((by, value, seats))
        return found

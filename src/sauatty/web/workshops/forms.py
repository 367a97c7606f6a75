"""The forms of workshops: what one is made of, and what stands in the way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import HouseForm
from sauatty.web.planning.forms.sessions import ClockTimeField, DayField
from sauatty.web.publications.forms import KINDS
from sauatty.web.specialists.labels import subject_name
from sauatty.web.workshops.services import Sitting, WorkshopFacts

Choices = Sequence[tuple[str, Any]]
LONGEST_SAID = 2000


class WorkshopForm(HouseForm):
    """What is left to say once programme, region, guide and template are chosen."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subjects = forms.MultipleChoiceField(
        label=_("Subjects of the guide"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one subject of the guide.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the workshop"), choices=settings.LANGUAGES)
    place = forms.CharField(label=_("Place"), max_length=250, required=False)
    link = forms.URLField(label=_("Link of the video meeting"), required=False, assume_scheme="https")
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=5000, required=False)
    trainer = forms.ChoiceField(
        label=_("Trainer"), help_text=_("Who holds the workshop is not invited to it, even if ticked below.")
    )
    invited = forms.MultipleChoiceField(
        label=_("Who is invited"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nobody is ticked. Tick at least one person to invite.")},
    )  # fmt: skip
    follow_up_on = DayField(
        label=_("By when each runs an activity of their own"),
        help_text=_("A day after the workshop. Who has planned none by then is reminded once."),
    )

    def __init__(
        self, *args: Any, sessions: Sequence[Any], subjects: Choices, trainers: Sequence[Any],
        people: Sequence[Any], template: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.n_sessions = len(sessions)
        self.trainers = {str(one.pk): one for one in trainers}
        self._choose("subjects", subjects, [key for key, _label in subjects])
        self._choose("trainer", [(key, one.name) for key, one in self.trainers.items()])
        fits = template.capacity is None or len(people) <= template.capacity
        told = [(str(one.pk), _told(one)) for one in people]
        self._choose("invited", told, [key for key, _label in told] if fits else [])
        self.fields["language"].initial = template.language
        self.fields["capacity"].initial = template.capacity
        for name, form in (("place", "online"), ("link", "onsite")):
            if template.form == form:
                del self.fields[name]
        for number, session in enumerate(sessions, 1):
            self._add_session(number, session)

    def _choose(self, name: str, choices: Choices, initial: Any = None) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
        self.fields[name].initial = initial

    def _add_session(self, number: int, session: Any) -> None:
        self.fields[f"day_{number}"] = DayField(label=_("Day"))
        self.fields[f"begins_{number}"] = ClockTimeField(label=_("Begins at"), initial=session.begins)
        self.fields[f"minutes_{number}"] = forms.IntegerField(
            label=_("Lasts, in minutes"), min_value=5, max_value=1440, initial=session.minutes
        )

    def sessions(self) -> list[list[Any]]:
        """The fields by session."""
        names = ("day", "begins", "minutes")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, self.n_sessions + 1)]

    def head_fields(self) -> list[Any]:
        """The fields before the sessions."""
        return [self[name] for name in ("subjects", "language", "trainer")]

    def other_fields(self) -> list[Any]:
        """The fields after the sessions."""
        names = ("place", "link", "capacity", "invited", "follow_up_on")
        return [self[name] for name in names if name in self.fields]

    def facts(self, region: str) -> WorkshopFacts:
        """What was said, as the service takes it."""
        told = self.cleaned_data
        return WorkshopFacts(
            region=region, language=told["language"], subjects=told["subjects"],
            sittings=[
                Sitting(told[f"day_{n}"], told[f"begins_{n}"], told[f"minutes_{n}"])
                for n in range(1, self.n_sessions + 1)
            ],
            trainer=self.trainers[told["trainer"]], invited=[UUID(one) for one in told["invited"]],
            follow_up_on=told["follow_up_on"], place=told.get("place", ""), link=told.get("link", ""),
            capacity=told["capacity"],
        )  # fmt: skip


def _told(one: Any) -> str:
    """Return an entry of the directory in few words: name, town, languages, subjects."""
    languages = ", ".join(LANGUAGE_NAMES[code] for code in LANGUAGE_NAMES if code in one.languages)
    parts = [one.person.name, one.locality, languages, ", ".join(subject_name(id) for id in one.subjects)]
    parts += [] if one.person.email else [str(_("no e-mail address: hand the link over"))]
    return " · ".join(part for part in parts if part)


class ChallengeForm(HouseForm):
    """What stands in the way: its kind, and words where somebody has some."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(label=_("What it is about"), choices=KINDS, widget=forms.RadioSelect)
    subject_id = forms.ChoiceField(label=_("Subject"), required=False)
    text = forms.CharField(
        label=_("In your own words"), max_length=LONGEST_SAID, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("May be left empty. No names of people or schools."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the words"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject_id"].choices = [("", _("all subjects")), *subjects]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        return {name: self.cleaned_data[name] for name in ("kind", "subject_id", "text", "language")}

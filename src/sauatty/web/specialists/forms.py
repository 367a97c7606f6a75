"""The form of one's own entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import framework
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.texts import in_language
from sauatty.web.specialists import labels
from sauatty.web.specialists.models import Specialist

MANY = forms.CheckboxSelectMultiple
GROUPS = ("languages", "roles", "competences", "subjects")


class EntryForm(HouseForm):
    """What somebody tells of themselves, and who may see it."""

    region = forms.ChoiceField(label=_("Region"))
    locality = forms.CharField(
        label=_("Town or village"), max_length=120, required=False, help_text=_("May be left empty.")
    )
    organisation = forms.CharField(label=_("Where you work"), max_length=250, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you teach"), choices=settings.LANGUAGES, widget=MANY
    )
    roles = forms.MultipleChoiceField(
        label=_("What you are"), choices=labels.ROLES, widget=MANY, required=False
    )
    competences = forms.MultipleChoiceField(label=_("What you can teach"), widget=MANY, required=False)
    subjects = forms.MultipleChoiceField(
        label=_("School subjects that you know"), widget=MANY, required=False
    )
    about = forms.CharField(
        label=_("What else others should know"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("A few sentences. No names of pupils."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("How to reach you"), max_length=200, required=False,
        help_text=_(
            "Telephone, messenger or e-mail. It stands on no list: who is signed in and may see your entry opens it with "
            "one more tap, and nobody can open many."
        ),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who sees your entry"), choices=Specialist.Audience.choices, widget=forms.RadioSelect,
        initial=Specialist.Audience.NETWORK,
    )  # fmt: skip
    is_available = forms.BooleanField(label=_("I can be asked now"), required=False, initial=True)
    travels = forms.BooleanField(label=_("I can travel to other places of the region"), required=False)
    wants_requests = forms.BooleanField(
        label=_("Write to me when schools of my region ask for help, and when they wait too long"),
        required=False,
    )
    wants_announcements = forms.BooleanField(
        label=_("Write to me what is announced for my region and my subjects"), required=False,
        help_text=_(
            "To the e-mail address of your account. Each letter has a link that ends such letters with one tap. If you "
            "ended them before and tick this anew, they come again."
        ),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_(
            "I want to stand in the directory: what I wrote here, and what I did in Sauatty (sessions held, decisions "
            "coded, activities mentored, texts written), may be seen by those whom I chose, until I leave."
        )
    )
    consent = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(
        self, *args: Any, entry: Specialist | None, person: Any, consent: int = 0, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _known(entry, person) | {"consent": consent})
        super().__init__(*args, **kwargs)
        regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
        self.fields["region"].choices = [("", "–"), *regions]  # type: ignore[attr-defined]
        self.fields["competences"].choices = competence_choices()  # type: ignore[attr-defined]
        self.fields["subjects"].choices = labels.subject_choices()  # type: ignore[attr-defined]
        if entry is not None:
            del self.fields["agrees"]

    def values(self) -> dict[str, Any]:
        """The columns of the entry."""
        cleaned = self.cleaned_data
        left_out = {"agrees", "consent", "region"}
        values = {name: value for name, value in cleaned.items() if name not in left_out}
        return {**values, "region_id": cleaned["region"]}


def competence_choices() -> list[tuple[str, str]]:
    """Return the twelve competences with their names."""
    return [(one.id, labels.competence_name(one.id)) for one in framework(labels.PRIMARY).competences]


def _known(entry: Specialist | None, person: Any) -> dict[str, Any]:
    """Return what the form begins with."""
    if entry is None:
        work = in_language(person.organisation, "name") if person.organisation else ""
        return {"region": person.region_id, "organisation": work, "languages": [person.language]}
    names = [name for name in EntryForm.base_fields if name not in {"agrees", "consent", "region"}]
    return {name: getattr(entry, name) for name in names} | {"region": entry.region_id}

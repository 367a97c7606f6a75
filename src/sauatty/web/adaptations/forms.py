"""Forms of national versions. Labels stand above, hints below them, what may be left out says so."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.adaptations import labels
from sauatty.web.adaptations.drafts import CompetenceDraft
from sauatty.web.adaptations.models import LANGUAGE_CHOICES, Adaptation, NationalCompetence
from sauatty.web.base.forms import HouseForm
from sauatty.web.frameworks.fields import FIELDS, LEVEL_FIELDS

_IN = {"kk": _("Title in Kazakh"), "ru": _("Title in Russian"), "en": _("Title in English")}
_ABOUT = {
    "kk": _("Description in Kazakh"),
    "ru": _("Description in Russian"),
    "en": _("Description in English"),
}
_PART = {"kk": _("Part in Kazakh"), "ru": _("Part in Russian"), "en": _("Part in English")}
LATER = _("May be left empty for now; it must be there before publishing.")


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _AboutForm(HouseForm):
    """Title, description and publisher of a national version."""

    issuer = forms.CharField(
        label=_("Who publishes it"), max_length=200, help_text=_("The organisation, as it will be cited.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(label=_IN[code], max_length=250, required=False)
        for code in LANGUAGES:
            self.fields[f"description_{code}"] = forms.CharField(
                label=_ABOUT[code], required=False, widget=_area(), max_length=3000, help_text=LATER
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"title_{code}") for code in LANGUAGES):
            self.add_error("title_kk", _("Write the title in at least one language."))
        return cleaned

    @property
    def texts(self) -> dict[str, Translated]:
        """The texts as services take them."""
        return {
            field: Translated(*(self.cleaned_data.get(f"{field}_{code}", "") for code in LANGUAGES))
            for field in ("title", "description")
        }


class StartForm(_AboutForm):
    sources = forms.MultipleChoiceField(
        label=_("From which frameworks"), widget=forms.CheckboxSelectMultiple, help_text=_("One or several.")
    )
    slug = forms.CharField(
        label=_("Short name for ids"),
        max_length=40,
        help_text=_(
            "Small Latin letters, digits and hyphens, for example kz-mil. The ids of the competences begin with "
            "it, so it can never be changed."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )
    language = forms.ChoiceField(
        label=_("Language in which the group writes"),
        choices=LANGUAGE_CHOICES,
        help_text=_("The other two are translated from it; when it changes, they are marked as older."),
    )

    def __init__(self, *args: Any, frameworks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = list(frameworks)
        self.order_fields(["sources", *(f"title_{code}" for code in LANGUAGES), "slug", "issuer", "language"])


class AdaptationForm(_AboutForm):
    """The settings: also the school levels, and the parts that competences are grouped under."""

    levels = forms.MultipleChoiceField(
        label=_("School levels with descriptors"),
        choices=list(labels.LEVELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    new_code = forms.CharField(
        label=_("Code of a new part"), max_length=20, required=False, help_text=_("May be left empty.")
    )

    def __init__(self, *args: Any, adaptation: Adaptation, **kwargs: Any) -> None:
        self.adaptation = adaptation
        super().__init__(*args, **kwargs)
        for place, part in enumerate(adaptation.parts):
            for code in LANGUAGES:
                self.fields[f"part_{place}_{code}"] = forms.CharField(
                    label=_PART[code], required=False, max_length=200, initial=part.get(code, ""),
                    help_text=_("Code: %(code)s") % {"code": part["code"]},
                )  # fmt: skip
        new = self.fields.pop("new_code")
        self.fields["new_code"] = new
        for code in LANGUAGES:
            self.fields[f"new_{code}"] = forms.CharField(label=_PART[code], required=False, max_length=200)

    @classmethod
    def initial_of(cls, adaptation: Adaptation) -> dict[str, Any]:
        """Return what the form shows first."""
        texts = {
            f"{field}_{code}": getattr(adaptation, f"{field}_{code}")
            for field in ("title", "description")
            for code in LANGUAGES
        }
        kept = {name: getattr(adaptation, name) for name in ("issuer", "levels", "revision")}
        return kept | texts

    @classmethod
    def after_others(cls, sent: QueryDict, adaptation: Adaptation) -> "AdaptationForm":
        """Return what a person has sent, on the settings as others have saved them since: their new parts stay."""
        adaptation.refresh_from_db()
        data = sent.copy()
        data["revision"] = str(adaptation.revision)
        for place, part in enumerate(adaptation.parts):
            for code in LANGUAGES:
                data.setdefault(f"part_{place}_{code}", part.get(code, ""))
        return cls(data, adaptation=adaptation)

    @property
    def parts(self) -> list[dict[str, str]]:
        """The parts with their names, the new one last."""
        parts = [
            {**part, **{code: self.cleaned_data.get(f"part_{place}_{code}", "") for code in LANGUAGES}}
            for place, part in enumerate(self.adaptation.parts)
        ]
        if new_code := self.cleaned_data.get("new_code"):
            parts.append({"code": new_code, **{c: self.cleaned_data.get(f"new_{c}", "") for c in LANGUAGES}})
        return parts

    def clean_new_code(self) -> str:
        code: str = self.cleaned_data["new_code"]
        taken = {part["code"].casefold() for part in self.adaptation.parts}
        taken |= {
            (one or "").casefold() for one in self.adaptation.competences.values_list("code", flat=True)
        }
        if code and (code.casefold() in taken or not code.replace("-", "").replace(".", "").isalnum()):
            raise forms.ValidationError(_("This code is taken or has other signs than letters and digits."))
        return code


class ReasonForm(HouseForm):
    """Several sources at once, kept or left out for one reason."""

    sources = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("Competences"))
    reason = forms.CharField(label=_("Reason"), widget=_area(2), max_length=2000)
    action = forms.ChoiceField(
        choices=[("keep", _("Keep these")), ("leave-out", _("Leave these out"))], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, sources: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = list(sources)


class WithdrawForm(HouseForm):
    reason = forms.CharField(label=_("Reason"), widget=_area(2), max_length=2000)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class CompetenceForm(HouseForm):
    """One decision with all its texts, side by side in three languages."""

    action = forms.ChoiceField(label=_("Decision"), choices=NationalCompetence.Action.choices)
    sources = forms.MultipleChoiceField(
        label=_("From which competences of the sources"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One for 'keep', 'rewrite' and 'leave out', several for 'merge', none for 'add'."),
    )
    relation = forms.ChoiceField(
        label=_("What it is to its source"),
        choices=NationalCompetence.Relation.choices,
        required=False,
        help_text=_("The crosswalk is made from this. What does not go with the decision is put right."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        required=False,
        help_text=_(
            "Letters, digits, points and hyphens. Once published it stays this competence's for ever."
        ),
    )
    part = forms.ChoiceField(label=_("Part"), required=False)
    reason = forms.CharField(
        label=_("Reason"), widget=_area(2), max_length=2000, help_text=_("It is published with the version.")
    )
    skipped_levels = forms.MultipleChoiceField(
        label=_("Not taught at these levels"),
        choices=list(labels.LEVELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Here no descriptor is needed."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        parts: Iterable[tuple[str, str]],
        sources: Iterable[tuple[str, str]],
        levels: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = {LEVEL_FIELDS[level]: (level, labels.LEVELS[level]) for level in levels}
        self.text_fields = [field for field in FIELDS if field in ("name", "description", *chosen)]
        self.fields["skipped_levels"].choices = list(chosen.values())
        self.fields["part"].choices = [("", _("no part")), *parts]
        self.fields["sources"].choices = list(sources)
        for field in self.text_fields:
            for code in LANGUAGES:
                self.fields[f"{field}_{code}"] = _text_field(field, code)
                self.fields[f"checked_{field}_{code}"] = forms.BooleanField(
                    label=_("I have read this text and take it over"), required=False
                )

    @property
    def draft(self) -> CompetenceDraft:
        """What was decided, as services take it."""
        cleaned = self.cleaned_data
        keys = [(field, code) for field in self.text_fields for code in LANGUAGES]
        return CompetenceDraft(
            action=cleaned["action"],
            sources=tuple(cleaned["sources"]),
            reason=cleaned["reason"],
            code=cleaned["code"].strip(),
            part=cleaned["part"],
            relation=cleaned["relation"],
            texts={(field, code): cleaned[f"{field}_{code}"] for field, code in keys},
            checked=frozenset((field, code) for field, code in keys if cleaned[f"checked_{field}_{code}"]),
            skipped_levels=tuple(cleaned["skipped_levels"]),
        )

    @classmethod
    def initial_of(cls, row: NationalCompetence) -> dict[str, Any]:
        """Return what the form shows of a stored decision."""
        names = ("action", "sources", "relation", "part", "reason", "skipped_levels", "revision")
        texts = {f"{field}_{code}": getattr(row, f"{field}_{code}") for field in FIELDS for code in LANGUAGES}
        return {name: getattr(row, name) for name in names} | {"code": row.code or ""} | texts

    @classmethod
    def initial_of_draft(cls, draft: CompetenceDraft) -> dict[str, Any]:
        """Return what the form shows of a decision that is not stored yet."""
        return {
            "action": draft.action,
            "sources": list(draft.sources),
            "relation": draft.relation,
            "code": draft.code,
            "part": draft.part,
            **_flat(draft.texts),
        }


def _flat(texts: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {f"{field}_{code}": text for (field, code), text in texts.items()}


def _text_field(field: str, code: str) -> forms.CharField:
    rows, most = (2, 300) if field == "name" else (5, 4000)
    widget = forms.Textarea(attrs={"rows": rows, "lang": code})
    label = dict(LANGUAGE_CHOICES)[code]
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


class SeatForm(HouseForm):
    """A person by their whole name or e-mail."""

    person = forms.CharField(
        label=_("Name or e-mail"),
        max_length=200,
        help_text=_("The whole name as it stands in the list of people, or the e-mail address."),
    )


def _steps(label: Any, steps: Iterable[tuple[int, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=steps, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


class RatingForm(HouseForm):
    """One expert's view of one competence; either answer may be given later."""

    relevance = _steps(_("How relevant is it?"), labels.RELEVANCE_STEPS)
    clarity = _steps(_("How clear is it?"), labels.CLARITY_STEPS)
    comment = forms.CharField(
        label=_("What would you change?"),
        required=False,
        max_length=4000,
        widget=_area(4),
        help_text=_("May be left empty. The group reads it without your name, after the round is closed."),
    )

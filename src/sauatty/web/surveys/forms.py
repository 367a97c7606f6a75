"""Forms of surveys."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm, MomentField, TitledForm
from sauatty.web.base.texts import in_language

OPTIONAL = _("May be left empty.")
MAX_TABLE = 2_000_000


class LanguagesField(forms.MultipleChoiceField):
    """The languages of a campaign, as tick boxes."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class CampaignForm(TitledForm):
    """What a campaign is; `version` and `programme` are chosen when it is made and stay."""

    languages = LanguagesField(label=_("Languages in which it can be answered"))
    is_anonymous = forms.TypedChoiceField(
        label=_("Who answered what"),
        choices=[
            ("yes", _("anonymous: nobody can find out, not even the coordinator")),
            ("no", _("under a pseudonym: answers before and after a training can be compared")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    has_open_link = forms.BooleanField(
        label=_("Anybody with the address may answer"),
        help_text=_("Without this only holders of personal links can answer."),
        required=False,
        initial=True,
    )
    opens_at = MomentField(label=_("Opens"), help_text=OPTIONAL, required=False)
    closes_at = MomentField(label=_("Closes"), help_text=OPTIONAL, required=False)
    contact = forms.CharField(
        label=_("Whom respondents can ask"),
        help_text=_(
            "A name, an e-mail address or a telephone; it stands in letters and in the consent text."
        ),
        max_length=250,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in cleaned.get("languages", []):
            if not self.titles[code]:
                self.add_error(f"title_{code}", _("Write the title in each language that you have chosen."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The end must lie after the beginning."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields of the campaign without its titles."""
        names = ("languages", "is_anonymous", "has_open_link", "opens_at", "closes_at", "contact")
        return {name: self.cleaned_data[name] for name in names}


class NewCampaignForm(CampaignForm):
    """A new campaign: of which programme, and what is asked."""

    def __init__(self, *args: Any, programmes: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {str(one.pk): one for one in programmes}
        self.versions = {str(one.pk): one for one in versions}
        self.fields["version"] = forms.ChoiceField(
            label=_("Instrument"), choices=[(key, version_label(one)) for key, one in self.versions.items()]
        )
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"),
            choices=[(key, in_language(one, "title")) for key, one in self.programmes.items()],
        )
        self.order_fields(["version", "programme"])

    @property
    def chosen(self) -> dict[str, Any]:
        """The rows that were chosen."""
        return {
            "version": self.versions[self.cleaned_data["version"]],
            "programme": self.programmes[self.cleaned_data["programme"]],
        }


def version_label(version: Any) -> str:
    """Return what a version is called where one is chosen."""
    languages = " ".join(version.languages)
    title = in_language(version.instrument, "title")
    return f"{title} · {version.instrument.slug} {version.number} · {languages}"


def first_of_kind(versions: Any, kind: str) -> Any:
    """Return the first version of an instrument of a kind; nothing where there is none."""
    return next((one for one in versions if one.instrument.kind == kind), None)


class ConsentForm(HouseForm):
    """The facts of the consent text, every one of Law 94-V, article 8."""

    operator = forms.CharField(label=_("Who keeps the data"), max_length=250)
    operator_number = forms.RegexField(
        r"^\d{12}$", label=_("BIN or IIN of the operator"), help_text=_("Twelve digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("A BIN or IIN has 12 digits.")},
    )  # fmt: skip
    term_days = forms.IntegerField(
        label=_("Kept for how many days after the end"), min_value=30, max_value=3650, initial=1095
    )
    goes_to_third_parties = forms.BooleanField(label=_("Answers are passed on to others"), required=False)
    third_parties = forms.CharField(label=_("To whom"), required=False)
    crosses_border = forms.BooleanField(label=_("Answers leave Kazakhstan"), required=False)
    cross_border_countries = forms.CharField(label=_("To which countries"), required=False)
    is_published = forms.BooleanField(label=_("Single answers are published"), required=False)
    publication_places = forms.CharField(label=_("Where"), required=False)

    PAIRS = (
        ("goes_to_third_parties", "third_parties"),
        ("crosses_border", "cross_border_countries"),
        ("is_published", "publication_places"),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        labels = {"purpose": _("What for"), "data_list": _("What is kept"), "text": _("The whole text")}
        for name, label in labels.items():
            for code in LANGUAGES:
                rows = 12 if name == "text" else 3
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} ({LANGUAGE_NAMES[code]})", max_length=20_000,
                    required=name != "text" and code in languages,
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for flag, words in self.PAIRS:
            if cleaned.get(flag) and not cleaned.get(words):
                self.add_error(words, _("Name it, or take the tick away."))
            if not cleaned.get(flag):
                cleaned[words] = ""
        return cleaned

    def facts(self) -> list[Any]:
        """The fields that are the same in all languages."""
        return [
            self[name] for name in self.fields if not name.endswith(tuple(f"_{code}" for code in LANGUAGES))
        ]

    def columns(self, *names: str) -> list[list[Any]]:
        """The fields of each language that is declared."""
        return [[self[f"{name}_{code}"] for name in names] for code in self.languages]

    def text_columns(self) -> list[list[Any]]:
        """Purpose and list of data, one column for each language."""
        return self.columns("purpose", "data_list")

    def whole_columns(self) -> list[list[Any]]:
        """The whole text, one column for each language."""
        return self.columns("text")


class TableForm(HouseForm):
    """A table that is typed, pasted or uploaded."""

    table = forms.CharField(
        label=_("Table"),
        required=False,
        max_length=MAX_TABLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(label=_("Or a CSV file"), help_text=OPTIONAL, required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MAX_TABLE:
            raise forms.ValidationError(_("The file is too large for a list. Split it."))
        return file


class ReopenForm(HouseForm):
    closes_at = MomentField(label=_("New end"), help_text=OPTIONAL, required=False)

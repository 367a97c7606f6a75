"""Forms of accounts. Labels stand above, hints below them, what may be left out says so."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import sort_key
from sauatty.web.accounts import selectors
from sauatty.web.accounts.models import (
    LANGUAGE_CHOICES,
    ROLE_LABELS,
    ConsentText,
    Organisation,
    Person,
    Region,
)
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.roles import ROLES
from sauatty.web.base.texts import in_language

SUGGESTED = 200
OPTIONAL = _("May be left empty.")


class _ByName(ModelChoiceIterator):
    """Sorts by the shown name: databases do not know the Kazakh alphabet."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        yield from sorted((self.choice(row) for row in self.queryset), key=lambda pair: sort_key(pair[1]))


class NamedChoice(forms.ModelChoiceField):
    """A choice of rows that have a name in three languages."""

    iterator = _ByName

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": _("not stated"), **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return in_language(obj, "name")


class OrganisationField(forms.CharField):
    """An organisation by its name: thousands of them would not fit a list to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": "organisations"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return selectors.organisation_label(value) if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        found = selectors.match_organisations(text)
        if not found:
            raise forms.ValidationError(
                _("No organisation has this name. Add it to the organisations first.")
            )
        if len(found) > 1:
            names = "; ".join(selectors.organisation_label(one) for one in found)
            message = _("Several organisations fit: %(names)s. Write the whole name.")
            raise forms.ValidationError(message, params={"names": names})
        return found[0]


class EmailWay(HouseForm):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class PasswordWay(EmailWay):
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class CodeWay(HouseForm):
    code = forms.CharField(
        label=_("Code from your coordinator"),
        help_text=_("For example ABCD-EFGH-JKMN. Dashes and small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class MailCodeForm(HouseForm):
    code = forms.CharField(
        label=_("Code from the letter"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class NewPassword(HouseForm):
    """A new password, twice; `person` lets the rules compare it with name and address."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. A few words in a row are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The new password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Say all that is wrong with the password at once: what it lacks, and that the two differ."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if None not in (password, again) and password != again:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))
        if password:
            try:
                validate_password(password, self.person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ChangePassword(NewPassword):
    """The same, asking for the present password where there is one."""

    current = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ["current", "password", "again"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if not person.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.person.check_password(current):
            raise forms.ValidationError(_("This is not the present password. Try again."))
        return current


class WelcomeForm(NewPassword):
    """Who the first coordinator is, how they come in again, and how the site begins."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    language = forms.ChoiceField(label=_("Your language"), choices=LANGUAGE_CHOICES)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    begin = forms.ChoiceField(
        label=_("How to begin"),
        choices=[
            ("demo", _("Look around with demonstration data (can be removed in one step)")),
            ("own", _("Start my own programme")),
        ],
        widget=forms.RadioSelect,
    )
    title_kk = forms.CharField(label=_("Title of your programme in Kazakh"), max_length=250, required=False)
    title_ru = forms.CharField(label=_("Title of your programme in Russian"), max_length=250, required=False)
    title_en = forms.CharField(label=_("Title of your programme in English"), max_length=250, required=False)
    field_order = [
        "name",
        "language",
        "email",
        "password",
        "again",
        "begin",
        "title_kk",
        "title_ru",
        "title_en",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = self.fields["again"].required = False

    @property
    def titles(self) -> dict[str, str]:
        """The titles that were typed, by language."""
        return {code: self.cleaned_data.get(f"title_{code}", "") for code, _name in LANGUAGE_CHOICES}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("begin") == "own" and not any(self.titles.values()):
            self.add_error("title_kk", _("Write the title of your programme in at least one language."))
        has_password = cleaned.get("password") or self.has_error("password")
        if has_password and not cleaned.get("email") and not self.has_error("email"):
            self.add_error("email", _("A password works only together with an e-mail. Write your e-mail."))
        return cleaned


class ProfileForm(HouseForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        help_text=_(
            "May be left empty. Write a part of the name, as it stands in the list of organisations."
        ),
    )
    region = NamedChoice(Region.objects.none(), label=_("Region"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.all()

    @property
    def organisation_names(self) -> list[str]:
        """Names that the browser may suggest."""
        return [selectors.organisation_label(one) for one in selectors.list_organisations()[:SUGGESTED]]


class PersonForm(ProfileForm):
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("May be left empty: then the person signs in with one-time codes that you hand over."),
    )
    is_minor = forms.BooleanField(
        label=_("Under 18: a parent or guardian agrees to the use of data"), required=False
    )
    field_order = ["name", "email", "language", "organisation", "region", "is_minor"]


class RoleForm(HouseForm):
    """A role and where it holds; the choices of the second are what the actor coordinates."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, ROLE_LABELS[role]) for role in ROLES], initial="participant"
    )
    scope = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes


class PeopleFilter(HouseForm):
    q = forms.CharField(
        label=_("Name or e-mail"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all roles")), *((r, ROLE_LABELS[r]) for r in ROLES)]
    )


class EraseForm(HouseForm):
    confirm = forms.BooleanField(label=_("Yes, erase this person. I know that it cannot be undone."))


class OrganisationForm(HouseForm):
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=250, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=250, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    region = NamedChoice(Region.objects.none(), label=_("Region"), required=False)
    locality = forms.ChoiceField(
        label=_("Locality"), required=False, choices=[("", _("not stated")), *Organisation.Locality.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.all()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"name_{code}") for code, _name in LANGUAGE_CHOICES):
            self.add_error("name_kk", _("Write the name in at least one language."))
        return cleaned


class ConsentTextForm(forms.ModelForm):
    """Every field that article 8 of the Law on Personal Data (No. 94-V) asks for."""

    # What is true must be named; the pair is the flag and the field that names it.
    NAMED = (
        ("goes_to_third_parties", "third_parties"),
        ("crosses_border", "cross_border_countries"),
        ("is_published", "publication_places"),
    )
    key = forms.SlugField(label=_("Short name"), max_length=40, help_text=_("For example: participants."))

    class Meta:
        model = ConsentText
        exclude = ["id", "version", "sha256"]
        labels = {
            "purpose_kk": _("Purpose in Kazakh"),
            "purpose_ru": _("Purpose in Russian"),
            "purpose_en": _("Purpose in English"),
            "data_list_kk": _("List of data in Kazakh"),
            "data_list_ru": _("List of data in Russian"),
            "data_list_en": _("List of data in English"),
            "goes_to_third_parties": _("The data go to third parties"),
            "third_parties": _("Which third parties"),
            "crosses_border": _("The data leave the country"),
            "cross_border_countries": _("To which countries"),
            "publication_places": _("Where they are published"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
            if name in {named for _flag, named in self.NAMED}:
                field.help_text = OPTIONAL

    def clean_operator_number(self) -> str:
        number: str = self.cleaned_data["operator_number"]
        if len(number) != 12 or not number.isdigit():
            raise forms.ValidationError(_("A BIN or IIN has 12 digits."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for flag, named in self.NAMED:
            if cleaned.get(flag) and not cleaned.get(named):
                self.add_error(named, _("You ticked the line above: say which."))
        return cleaned


class ConsentForm(HouseForm):
    """Agreement; a minor's guardian writes their name."""

    guardian_name = forms.CharField(
        label=_("Name of the parent or guardian"),
        help_text=_("The participant is under 18, so a parent or guardian agrees."),
        max_length=200,
    )
    agree = forms.BooleanField(label=_("I have read this and agree"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not person.is_minor:
            del self.fields["guardian_name"]

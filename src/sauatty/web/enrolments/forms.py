"""Forms of registration."""

import re
import uuid
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import questions
from sauatty.web.enrolments.inviting import Invited
from sauatty.web.enrolments.models import Enrolment, EntryQuestion

INVITED_MOST = 500
OPTIONS_MOST = 60
AGREE = _("I have read this and agree")


def region_choices() -> list[tuple[str, str]]:
    """Return the regions to choose from (one query)."""
    return [("", _("not stated")), *((one.code, in_language(one, "name")) for one in accounts.list_regions())]


class QuestionsForm(HouseForm):
    """A form that ends with the questions of an event."""

    def __init__(self, *args: Any, asked: list[EntryQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in asked:
            self.fields[f"q_{question.code}"] = _field_of(question)

    def shown_fields(self) -> list[Any]:
        """The fields before the text to agree to."""
        return [field for field in self if field.name not in ("agree", "website")]

    @property
    def answers(self) -> dict[str, Any]:
        """The answers, as they are kept."""
        given = {one.code: self.cleaned_data.get(f"q_{one.code}") for one in self.asked}
        return questions.check_answers(self.asked, given)


def _field_of(question: EntryQuestion) -> forms.Field:
    label, required = in_language(question, "label"), question.is_required
    if question.kind == EntryQuestion.Kind.YES:
        return forms.BooleanField(label=label, required=required)
    if question.kind == EntryQuestion.Kind.CHOICE:
        choices = [("", "–"), *questions.options_of(question, get_language() or "kk")]
        return forms.ChoiceField(label=label, required=required, choices=choices)
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=required, max_length=questions.LONGEST, widget=area)


class WhereForm(QuestionsForm):
    """Region and place of work, for whom they are not known; both may be left out."""

    def __init__(self, *args: Any, asks_where: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_where:
            return
        own = {
            "region": forms.ChoiceField(label=_("Region"), required=False, choices=region_choices()),
            "organisation": forms.CharField(
                label=_("Place of work"), required=False, max_length=250,
                help_text=_("Its whole name, as on a letter head. May be left empty."),
                widget=forms.TextInput(attrs={"autocomplete": "organization"}),
            ),
            "kind": forms.ChoiceField(
                label=_("What kind of organisation it is"), required=False,
                choices=[("", _("not stated")), *accounts.organisation_kinds()],
            ),
        }  # fmt: skip
        self.fields = {**own, **self.fields}

    @property
    def where(self) -> dict[str, str]:
        """Region, organisation and its kind as typed."""
        values = self.cleaned_data
        return {
            "region": values.get("region", ""), "organisation": values.get("organisation", "").strip(),
            "kind": values.get("kind") or "other",
        }  # fmt: skip


class NewcomerForm(WhereForm):
    """Who comes without an account. `website` is seen by machines only."""

    def __init__(self, *args: Any, asks_email: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: dict[str, forms.Field] = {
            "key": forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4),
            "name": forms.CharField(
                label=_("Surname and name"), max_length=200,
                help_text=_("As they are to stand on the certificate."),
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
            ),
        }  # fmt: skip
        if asks_email:
            own["email"] = forms.EmailField(
                label=_("E-mail"), required=False,
                help_text=_("You get a letter with a link. Without an address you get a code on the next page."),
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            )  # fmt: skip
        last = {
            "agree": forms.BooleanField(label=AGREE),
            "website": forms.CharField(
                required=False, label=_("Leave this empty"),
                widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
            ),
        }  # fmt: skip
        self.fields = {**own, **self.fields, **last}

    @property
    def is_machine(self) -> bool:
        """Tell whether the field was filled in that people do not see."""
        return bool(self.cleaned_data.get("website"))


class InvitedForm(WhereForm):
    """Who comes with an invitation and is not known here: the name can be corrected."""

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.CharField(label=_("Surname and name"), max_length=200, initial=name)
        self.fields = {"name": field, **self.fields, "agree": forms.BooleanField(label=AGREE)}


class PersonAddForm(WhereForm):
    """A person who is not known here yet, put in by the coordinator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, asked=[], **kwargs)
        own = {
            "name": forms.CharField(label=_("Surname and name"), max_length=200),
            "email": forms.EmailField(label=_("E-mail"), required=False, help_text=_("May be left empty.")),
            "language": forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items())),
        }
        self.fields = {**own, **self.fields}


class FilterForm(HouseForm):
    """What narrows the list of people."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Enrolment.State.choices]
    )
    source = forms.ChoiceField(
        label=_("How they came"), required=False, choices=[("", _("all")), *Enrolment.Source.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"] = forms.ChoiceField(
            label=_("Region"), required=False, choices=[("", _("all")), *region_choices()[1:]]
        )

    @property
    def narrowing(self) -> dict[str, str]:
        """What was chosen; a choice that is none narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "search": values.get("q", ""), "state": values.get("state", ""), "region": values.get("region", ""),
            "source": values.get("source", ""),
        }  # fmt: skip


class QuestionForm(HouseForm):
    """One question of an event, in three languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            label = _("Question (%(language)s)") % {"language": LANGUAGE_NAMES[code]}
            self.fields[f"label_{code}"] = forms.CharField(
                label=label, max_length=250, required=False, widget=forms.TextInput(attrs={"lang": code})
            )
        self.fields["kind"] = forms.ChoiceField(
            label=_("How it is answered"), choices=EntryQuestion.Kind.choices
        )
        self.fields["options"] = forms.CharField(
            label=_("List to choose from"), required=False, max_length=20_000,
            help_text=_("One choice a line: қазақша | по-русски | in English. Only for 'one of a list'."),
            widget=forms.Textarea(attrs={"rows": 5}),
        )  # fmt: skip
        self.fields["is_required"] = forms.BooleanField(label=_("Must be answered"), required=False)
        self.fields["place"] = forms.IntegerField(
            label=_("Order"), required=False, min_value=0, max_value=999
        )

    def clean_options(self) -> list[dict[str, str]]:
        """Read the lines; a language that is left out falls back to another."""
        lines = [line for line in self.cleaned_data["options"].splitlines() if line.strip(" |")]
        if len(lines) > OPTIONS_MOST:
            raise forms.ValidationError(_("A list has at most %(most)s choices.") % {"most": OPTIONS_MOST})
        rows = [[part.strip() for part in line.split("|")] for line in lines]
        return [dict(zip(LANGUAGES, (*row, "", "")[:3], strict=True)) for row in rows]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"label_{code}", "").strip() for code in LANGUAGES):
            self.add_error("label_kk", _("Write the question in at least one language."))
        if cleaned.get("kind") == EntryQuestion.Kind.CHOICE and len(cleaned.get("options") or []) < 2:
            self.add_error("options", _("A list needs at least two choices."))
        return cleaned

    @property
    def labels(self) -> dict[str, str]:
        """The question in each language."""
        return {code: self.cleaned_data.get(f"label_{code}", "") for code in LANGUAGES}


def options_text(question: EntryQuestion) -> str:
    """Return the choices of a question as the form takes them."""
    return "\n".join(" | ".join(one.get(code, "") for code in LANGUAGES) for one in question.options)


class InviteForm(HouseForm):
    """People to invite, one a line."""

    people = forms.CharField(
        label=_("Whom you invite"), max_length=60_000,
        help_text=_("One person a line: name, e-mail address. Without an address you get a link to hand over."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the letters"), choices=list(LANGUAGE_NAMES.items()))

    def clean_people(self) -> list[Invited]:
        """Read the lines; the first one that cannot be read is named."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > INVITED_MOST:
            said = _("At most %(most)s people at once. Upload longer lists as a table.")
            raise forms.ValidationError(said % {"most": INVITED_MOST})
        return [_invited(number, line) for number, line in enumerate(lines, 1)]


def _invited(number: int, line: str) -> Invited:
    parts = [part.strip(" \t;,<>") for part in re.split(r"[;,\t<>]|\s(?=\S+@)", line)]
    addresses = [part for part in parts if "@" in part]
    name = " ".join(part for part in parts if part and "@" not in part)
    said = _("Line %(line)s, '%(text)s': write one name and at most one e-mail address.")
    if len(addresses) > 1 or not (name or addresses):
        raise forms.ValidationError(said % {"line": number, "text": line[:80]})
    for address in addresses:
        try:
            validate_email(address)
        except forms.ValidationError:
            raise forms.ValidationError(said % {"line": number, "text": line[:80]}) from None
    return Invited(name[:200], addresses[0].lower() if addresses else "")


def add_problem(form: forms.Form, error: SauattyError) -> None:
    """Show an error of a service above a form."""
    form.add_error(None, say(error))

"""Forms of sessions, invitations, ratings and decisions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm
from sauatty.web.papers.forms import paper_label
from sauatty.web.standards.models import PERCENTS


class SessionForm(HouseForm):
    """What is judged, and who counts as just about competent."""

    name = forms.CharField(label=_("Name of the session"), max_length=200)
    papers = forms.MultipleChoiceField(label=_("Papers"), widget=forms.CheckboxSelectMultiple)
    shows_difficulty = forms.BooleanField(
        label=_("Show judges before the second round how hard the questions were for real people"), required=False,
        initial=True,
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        self.fields["papers"].choices = [(str(one.pk), paper_label(one)) for one in papers]
        for code in LANGUAGES:
            self.fields[f"description_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], required=False, max_length=4000,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )  # fmt: skip

    def description_fields(self) -> list[Any]:
        """The three descriptions."""
        return [self[f"description_{code}"] for code in LANGUAGES]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        sent = self.cleaned_data
        return {
            "name": sent["name"], "papers": [UUID(one) for one in sent["papers"]],
            "descriptions": {code: sent[f"description_{code}"].strip() for code in LANGUAGES},
            "shows_difficulty": sent["shows_difficulty"],
        }  # fmt: skip


class InviteForm(HouseForm):
    """Who is to judge: people of the programme, or anybody whose name or e-mail is known."""

    people = forms.MultipleChoiceField(
        label=_("Experts, methodologists and trainers of the programme"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    who = forms.CharField(
        label=_("Somebody else"), required=False, max_length=200,
        help_text=_("The whole name or the e-mail address of somebody who has an account here."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in people}
        self.fields["people"].choices = [(pk, one.name) for pk, one in self.known.items()]
        if not people:
            del self.fields["people"]

    def clean_who(self) -> Any:
        """The one person that is meant."""
        who = self.cleaned_data["who"]
        found = accounts.find_people(who) if who else []
        if who and not found:
            raise forms.ValidationError(_("Nobody here has this name or e-mail address."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Give the e-mail address."))
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("people") and not cleaned.get("who"):
            raise forms.ValidationError(_("Choose somebody, or type a name."))
        return cleaned

    @property
    def chosen(self) -> list[Any]:
        """Everybody who is invited."""
        sent = self.cleaned_data
        found = [self.known[pk] for pk in sent.get("people", ())]
        return [*found, sent["who"]] if sent.get("who") else found


class RatingForm(HouseForm):
    """One rating, in steps of five."""

    percent = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["percent"].label = label
        self.fields["percent"].choices = [("", _("choose")), *((one, f"{one} %") for one in PERCENTS)]


class AdoptForm(HouseForm):
    """A decision for a pass mark: the points of each paper, the reason, and that one knows what it rests on."""

    reason = forms.CharField(
        label=_("Why this pass mark"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    knows = forms.BooleanField(
        label=_("I know that the form is not calibrated on real answers, so that the pass mark is provisional."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, figures: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figures = [one for one in figures if one.found]
        self.needs_knowing = any(not one.is_calibrated for one in self.figures)
        if not self.needs_knowing:
            del self.fields["knows"]
        for one in self.figures:
            self.fields[f"points_{one.paper.pk}"] = forms.IntegerField(
                label=_("Paper %(code)s: fewest points that pass") % {"code": one.paper.code}, min_value=1,
                max_value=one.most, initial=one.found.final.least_points,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        self.order_fields([f"points_{one.paper.pk}" for one in self.figures])

    def clean_knows(self) -> bool:
        """Whoever decides says that they know."""
        if not self.cleaned_data["knows"]:
            raise forms.ValidationError(_("Say that you know this, or wait for the calibration."))
        return True

    @property
    def points(self) -> dict[UUID, int]:
        """The pass mark of each paper."""
        return {one.paper.pk: self.cleaned_data[f"points_{one.paper.pk}"] for one in self.figures}


class RefuseForm(HouseForm):
    """A decision against a pass mark."""

    prefix = "refuse"
    reason = forms.CharField(
        label=_("Why it is not adopted"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

"""The forms of classrooms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.core.languages import clean_text
from sauatty.web.attendances.codes import normalise
from sauatty.web.base.forms import HouseForm

FEWEST, MOST, LONGEST = 2, 8, 120


class PollForm(HouseForm):
    """A question with two to eight answers."""

    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )
    options = forms.CharField(
        label=gettext_lazy("Answers, one a line"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Two to eight."),
    )  # fmt: skip

    def clean_question(self) -> str:
        """Return the question on one line."""
        return clean_text(self.cleaned_data["question"])

    def clean_options(self) -> list[str]:
        """Return the answers, each once."""
        lines = self.cleaned_data["options"].splitlines()
        found = list(dict.fromkeys(text for line in lines if (text := clean_text(line))))
        if not FEWEST <= len(found) <= MOST:
            raise forms.ValidationError(
                _("Write %(fewest)s to %(most)s different answers, each on its own line."),
                params={"fewest": FEWEST, "most": MOST},
            )
        if any(len(one) > LONGEST for one in found):
            raise forms.ValidationError(
                _("An answer is longer than %(most)s letters. Shorten it: it is read on a phone."),
                params={"most": LONGEST},
            )
        return found


class VoteForm(HouseForm):
    """One answer to a poll."""

    option = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, poll: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].label = poll.question
        self.fields["option"].choices = list(enumerate(poll.options))  # type: ignore[attr-defined]


class CodeForm(HouseForm):
    """The code of a poll."""

    code = forms.CharField(
        label=gettext_lazy("Code of the poll"), max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-in"}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Return the code as it is kept."""
        return normalise(self.cleaned_data["code"])


class OffersForm(HouseForm):
    """Which survey asks for feedback, and which test is written in the room."""

    feedback = forms.ChoiceField(
        label=gettext_lazy("Survey for feedback at the end"), required=False,
        help_text=gettext_lazy("Surveys of the programme that are not over and can be opened by a link."),
    )  # fmt: skip
    test = forms.ChoiceField(
        label=gettext_lazy("Test in the room"), required=False,
        help_text=gettext_lazy("Tests of the programme that are written in the room."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        surveys: Sequence[tuple[str, str]],
        tests: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("feedback", surveys), ("test", tests)):
            self.fields[name].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]

"""The page of one question: its form with the grids of choices and rows, and what stands around it."""

from typing import Any

from django.http import QueryDict

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.instrument_changes import Difference, differences
from sauatty.core.catalogue.instrument_drafts import Body
from sauatty.web.instruments import outline, rendering
from sauatty.web.instruments.bodies import draft_as_core
from sauatty.web.instruments.forms import QuestionForm, text_initial
from sauatty.web.instruments.grids import MAX_GRID, ChoiceGrid, RowGrid, grid_initial
from sauatty.web.instruments.models import Instrument

PLAIN = (
    "id", "kind", "required", "when", "check", "minimum", "maximum", "length", "allow_other", "role", "competences",
    "is_quasi_identifier",
)  # fmt: skip


class QuestionPage:
    """A question with its form; grids stand on it where its kind has choices or rows and they are not too many."""

    def __init__(
        self, instrument: Instrument, question: drafts.Part, sent: QueryDict | None, language: str
    ) -> None:
        self.stored, self.body = question, instrument.body
        self.places = list(texts.question_texts(instrument.body, question))
        self.seen = drafts.question_hash(instrument.body, question)
        self.choices = drafts.choices_of(instrument.body, question)
        rows = question.get("rows") or []
        has_choices = question["kind"] in drafts.WITH_CHOICES
        self.has_long_list = has_choices and len(self.choices) > MAX_GRID
        self.choice_grid = self.row_grid = None
        if has_choices and not self.has_long_list:
            self.choice_grid = ChoiceGrid(
                _of(sent, "choice"), prefix="choice", initial=grid_initial(self.choices)
            )
        if question["kind"] == "matrix":
            self.row_grid = RowGrid(_of(sent, "row"), prefix="row", initial=grid_initial(rows))
        self.form = QuestionForm(
            sent, initial=self._initial(), leading=instrument.language, own_name=str(question["id"]),
            competences=outline.competence_choices(language, question.get("competences") or ()),
        )  # fmt: skip

    def _initial(self) -> dict[str, Any]:
        known = {name: self.stored[name] for name in PLAIN if name in self.stored}
        shared = {"seen": self.seen, "list_name": drafts.list_of(self.stored)}
        return text_initial(self.stored, QuestionForm.texts) | known | shared

    @property
    def grids(self) -> list[Any]:
        """Return the grids that were sent."""
        return [one for one in (self.choice_grid, self.row_grid) if one is not None and one.is_bound]

    @property
    def has_errors(self) -> bool:
        """Tell whether something that was sent does not fit."""
        return bool(self.form.errors) or any(not one.is_valid() for one in self.grids)

    def is_valid(self) -> bool:
        """Look at the form and its grids together, so that all problems are shown at once."""
        results = [self.form.is_valid(), *(one.is_valid() for one in self.grids)]
        return all(results)

    def question(self) -> dict[str, Any]:
        """Return the question as it was written."""
        found = self.form.question() | {"list_name": self.form.cleaned_data["list_name"]}
        if self.choice_grid is not None and self.choice_grid.is_bound:
            found["choices"] = self.choice_grid.parts()
        if self.row_grid is not None and self.row_grid.is_bound:
            found["rows"] = self.row_grid.parts()
        return found

    def mine_and_now(self) -> list[Difference]:
        """Return where what was written differs from what stands now."""
        now = self.stored | {"choices": self.choices, "list_name": drafts.list_of(self.stored)}
        mine = {"choices": self.choices, "rows": self.stored.get("rows"), **self.question()}
        return differences(mine, now)


def _of(sent: QueryDict | None, prefix: str) -> QueryDict | None:
    """Return what was sent if the grid stood on the page that was sent."""
    return sent if sent is not None and f"{prefix}-TOTAL_FORMS" in sent else None


def neighbour(body: Body, name: str, step: int) -> str:
    """Return the name of the question before or after one, or ''."""
    order = [str(question["id"]) for _section, question in drafts.questions_of(body)]
    place = order.index(name) + step if name in order else -1
    return order[place] if 0 <= place < len(order) else ""


def shown(instrument: Instrument, name: str, language: str) -> rendering.Shown | None:
    """Return the question as respondents see it."""
    question = draft_as_core(instrument).question(name)
    if question is None:
        return None
    return rendering.show_question(
        question, language, {}, pickers=rendering.Pickers(rendering.region_options(language))
    )

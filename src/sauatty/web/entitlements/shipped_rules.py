"""The rules that Sauatty brings along: attendance, a test, a module that was worked through."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number, format_share
from sauatty.web.attempts import selectors as attempts
from sauatty.web.attendances.rules import EventAttendance
from sauatty.web.base.texts import in_language
from sauatty.web.entitlements import trainings
from sauatty.web.entitlements.rules import Progress, Rule, RuleForm, register_rule
from sauatty.web.lessons import catalogue
from sauatty.web.lessons import selectors as lessons
from sauatty.web.papers import selectors as papers
from sauatty.web.standards import selectors as standards

MARK, SHARE = "mark", "share"
USUAL_SHARE = 0.6

Settings = Mapping[str, Any]


def _language() -> str:
    return get_language() or "kk"


# --- attendance ---


class AttendanceForm(RuleForm):
    """How many trainings; of each, what it asks for itself."""

    events = forms.IntegerField(
        label=gettext_lazy("How many trainings"), min_value=1, max_value=50, initial=1, required=False,
        help_text=gettext_lazy("What counts as having attended one is set with the training."),
    )  # fmt: skip

    def clean_settings(self) -> dict[str, Any]:
        """Return the number; one where it was left empty."""
        return {"events": self.cleaned_data.get("events") or 1}


def _attendance_of_many(people: Sequence[Any], award: Any, settings: Settings) -> dict[UUID, Progress]:
    needed = int(settings.get("events") or 1)
    found = trainings.attended_by(award, [one.pk for one in people])
    return {person: _attended(rows, needed) for person, rows in found.items()}


def _attended(rows: Sequence[trainings.Attended], needed: int) -> Progress:
    enough = sum(one.attendance.is_enough for one in rows)
    if needed == 1 and rows:
        return _of_one(rows[0].attendance)
    words = _("%(done)s of %(needed)s trainings attended") % {"done": enough, "needed": needed}
    return Progress(enough >= needed, min(enough, needed), needed, words)


def _of_one(one: EventAttendance) -> Progress:
    if one.sessions_needed:
        done, needed = one.n_attended, one.sessions_needed
    else:
        done, needed = one.minutes, one.minutes_needed
    return Progress(one.is_enough, min(done, needed), needed, _attendance_words(one))


def _attendance_words(one: EventAttendance) -> str:
    language = _language()
    said = []
    if one.sessions_needed or not one.minutes_needed:
        said.append(
            _("sessions: %(done)s of %(needed)s needed")
            % {"done": one.n_attended, "needed": one.sessions_needed or one.n_sessions}
        )
    if one.minutes_needed:
        minutes = {
            "done": format_number(one.minutes, language),
            "needed": format_number(one.minutes_needed, language),
        }
        said.append(_("minutes: %(done)s of %(needed)s needed") % minutes)
    return "; ".join(said)


def _attendance_of(person: Any, award: Any, settings: Settings) -> Progress:
    return _attendance_of_many([person], award, settings)[person.pk]


def _attendance_said(award: Any, settings: Settings) -> str:
    n = int(settings.get("events") or 1)
    said = ngettext("%(n)s training attended as it asks for", "%(n)s trainings attended as they ask for", n)
    return said % {"n": n}


# --- a test ---


class TestForm(RuleForm):
    """Which test, and what of it is enough."""

    __test__ = False

    test = forms.ChoiceField(label=gettext_lazy("Test"), choices=[])
    by = forms.ChoiceField(
        label=gettext_lazy("What is enough"),
        choices=[
            (SHARE, gettext_lazy("a share of the points")),
            (MARK, gettext_lazy("the pass mark, as it was told to the person")),
        ],
        initial=SHARE,
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Percent of the points"), min_value=1, max_value=100, initial=round(USUAL_SHARE * 100),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tests = papers.list_tests(self.programme).exclude(purpose="practice")
        self.fields["test"].choices = [(str(one.pk), in_language(one, "title")) for one in tests]

    @property
    def hole(self) -> str:
        """Say that there is no test yet."""
        return (
            ""
            if self.fields["test"].choices
            else _("The programme has no test yet. Prepare one under Tests.")
        )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        """Show the share as percent."""
        return {**settings, "percent": round((settings.get("share") or USUAL_SHARE) * 100)}

    def clean_settings(self) -> dict[str, Any]:
        """Return test, way and share."""
        told = self.cleaned_data
        return {"test": told["test"], "by": told["by"], "share": (told.get("percent") or 60) / 100}


def _test_of_many(people: Sequence[Any], award: Any, settings: Settings) -> dict[UUID, Progress]:
    test = papers.list_tests(award.programme).filter(pk=settings.get("test")).first()
    if test is None:
        gone = Progress(False, 0, 1, _("The test is not there any more."))
        return {one.pk: gone for one in people}
    rows: dict[UUID, list[Any]] = {one.pk: [] for one in people}
    found = attempts.list_attempts(test).filter(person__in=list(rows), state="graded")
    for row in found.select_related("test"):
        rows[row.person_id].append(row)
    releases = standards.releases_of(test) if settings.get("by") == MARK else {}
    weigh = _by_mark if settings.get("by") == MARK else _by_share
    return {person: weigh(mine, releases, settings) for person, mine in rows.items()}


def _by_mark(mine: Sequence[Any], releases: Mapping[UUID, Any], settings: Settings) -> Progress:
    told = [releases[one.pk] for one in mine if one.pk in releases]
    if any(one.is_reached for one in told):
        return Progress(True, 1, 1, _("the pass mark is reached"))
    if told:
        return Progress(False, 0, 1, _("the pass mark is not reached yet"))
    return Progress(False, 0, 1, _("no result has been told yet") if mine else _("the test is not taken yet"))


def _by_share(mine: Sequence[Any], releases: Mapping[UUID, Any], settings: Settings) -> Progress:
    needed = float(settings.get("share") or USUAL_SHARE)
    shares = [_share(one) for one in mine if attempts.is_released(one)]
    if not shares:
        return Progress(
            False, 0, needed, _("no result has been told yet") if mine else _("the test is not taken yet")
        )
    best, language = max(shares), _language()
    told = {"done": format_share(best, language), "needed": format_share(needed, language)}
    return Progress(best >= needed, best, needed, _("points: %(done)s of %(needed)s needed") % told)


def _share(attempt: Any) -> float:
    score, most = attempt.result.get("score") or 0, attempt.result.get("max") or 0
    return score / most if most else 0.0


def _test_of(person: Any, award: Any, settings: Settings) -> Progress:
    return _test_of_many([person], award, settings)[person.pk]


def _test_said(award: Any, settings: Settings) -> str:
    test = papers.list_tests(award.programme).filter(pk=settings.get("test")).first()
    title = in_language(test, "title") if test else _("a test that is not there any more")
    if settings.get("by") == MARK:
        return _("the pass mark of '%(test)s' reached") % {"test": title}
    share = format_share(float(settings.get("share") or USUAL_SHARE), _language())
    return _("at least %(share)s of the points in '%(test)s'") % {"share": share, "test": title}


# --- a module ---


class ModuleForm(RuleForm):
    """Which module."""

    module = forms.ChoiceField(label=gettext_lazy("Module"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modules = catalogue.shelf().modules
        self.fields["module"].choices = [(one.id, one.title.text(_language())) for one in modules]


def _module_of_many(people: Sequence[Any], award: Any, settings: Settings) -> dict[UUID, Progress]:
    module = _module(settings)
    if module is None:
        gone = Progress(False, 0, 1, _("The module is not there any more."))
        return {one.pk: gone for one in people}
    needed = [one.key for one in module.lessons]
    done = lessons.done_by_people([one.pk for one in people], needed)
    return {one.pk: _worked_through(done.get(one.pk, 0), len(needed)) for one in people}


def _worked_through(done: int, needed: int) -> Progress:
    words = _("lessons: %(done)s of %(needed)s finished") % {"done": done, "needed": needed}
    return Progress(done >= needed, done, needed, words)


def _module_of(person: Any, award: Any, settings: Settings) -> Progress:
    return _module_of_many([person], award, settings)[person.pk]


def _module(settings: Settings) -> Any:
    return next((one for one in catalogue.shelf().modules if one.id == settings.get("module")), None)


def _module_said(award: Any, settings: Settings) -> str:
    module = _module(settings)
    title = module.title.text(_language()) if module else str(settings.get("module"))
    return _("every lesson of the module '%(module)s' finished") % {"module": title}


def register() -> None:
    """Offer the shipped rules."""
    register_rule(
        Rule(
            "attendance",
            gettext_lazy("Attendance"),
            _attendance_of,
            AttendanceForm,
            _attendance_of_many,
            _attendance_said,
        )
    )
    register_rule(Rule("final-test", gettext_lazy("Test"), _test_of, TestForm, _test_of_many, _test_said))
    register_rule(
        Rule(
            "module-done",
            gettext_lazy("Module worked through"),
            _module_of,
            ModuleForm,
            _module_of_many,
            _module_said,
        )
    )

"""What a certificate may ask for: a registry that higher apps add to. The shipped rules are in `shipped_rules`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sauatty.web.base.forms import HouseForm


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is with one rule: `done` of `needed`, and a sentence in the language of the page."""

    is_met: bool
    done: float
    needed: float
    words: str


class RuleForm(HouseForm):
    """What can be set of a rule. `clean_settings` returns plain values for a JSON column."""

    def __init__(
        self, *args: Any, programme: Any, settings: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=self.initial_of(settings or {}), **kwargs)
        self.programme = programme

    @property
    def hole(self) -> str:
        """Return what is missing before the rule can be asked for; '' where nothing is."""
        return ""

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields show of settings that are kept."""
        return dict(settings)

    def clean_settings(self) -> dict[str, Any]:
        """Return the settings of a valid form."""
        return dict(self.cleaned_data)


Check = Callable[[Any, Any, Mapping[str, Any]], Progress]
CheckMany = Callable[[Sequence[Any], Any, Mapping[str, Any]], dict[UUID, Progress]]
Describe = Callable[[Any, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be asked for. `check` takes person, award and settings; `check_many` does it for many at once.

    `describe` says what is asked for, in one sentence, from award and settings.
    """

    key: str
    label: Any
    check: Check
    settings_form: type[RuleForm] = RuleForm
    check_many: CheckMany | None = None
    describe: Describe | None = None

    def check_all(
        self, people: Sequence[Any], award: Any, settings: Mapping[str, Any]
    ) -> dict[UUID, Progress]:
        """Return the progress of several people by the id of the person."""
        if self.check_many is not None:
            return self.check_many(people, award, settings)
        return {one.pk: self.check(one, award, settings) for one in people}

    def said(self, award: Any, settings: Mapping[str, Any]) -> str:
        """Return what is asked for in words."""
        return self.describe(award, settings) if self.describe else str(self.label)


_rules: dict[str, Rule] = {}


def register_rule(rule: Rule) -> None:
    """Offer a rule to those who make certificates; called by an app when it is ready."""
    _rules[rule.key] = rule


def all_rules() -> list[Rule]:
    """Return the rules in the order in which they were registered."""
    return list(_rules.values())


def rules_of(award: Any) -> list[tuple[Rule, dict[str, Any]]]:
    """Return the rules of an award with their settings. One that no app offers any more is met by nobody."""
    return [(_rules.get(row["rule"]) or _gone(row["rule"]), row.get("settings") or {}) for row in award.rules]


def described(award: Any) -> list[tuple[Any, str]]:
    """Return labels and sentences of what an award asks for."""
    return [(rule.label, rule.said(award, settings)) for rule, settings in rules_of(award)]


def _gone(key: str) -> Rule:
    def check(person: Any, award: Any, settings: Mapping[str, Any]) -> Progress:
        return Progress(False, 0, 1, _("This rule is not known on this site any more."))

    return Rule(key, key, check)


def check_all(award: Any, people: Iterable[Any]) -> dict[UUID, list[tuple[Rule, Progress]]]:
    """Return how far several people are with each rule of an award, by the id of the person."""
    asked = list(people)
    found: dict[UUID, list[tuple[Rule, Progress]]] = {one.pk: [] for one in asked}
    for rule, settings in rules_of(award):
        for person_id, progress in rule.check_all(asked, award, settings).items():
            found[person_id].append((rule, progress))
    return found

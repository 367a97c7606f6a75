"""Who is entitled to a certificate, who not and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.web.certificates.models import Award, Certificate
from sauatty.web.entitlements import rules, trainings
from sauatty.web.entitlements.rules import Progress, Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """One person before one award: each rule with how far they are, and the certificate that they hold."""

    person: Any
    checks: Sequence[tuple[Rule, Progress]]
    certificate: Certificate | None = None
    was_revoked: bool = False

    @property
    def n_met(self) -> int:
        """Return how many rules are met."""
        return sum(progress.is_met for _rule, progress in self.checks)

    @property
    def n_asked(self) -> int:
        """Return how many rules there are."""
        return len(self.checks)

    @property
    def is_entitled(self) -> bool:
        """Tell whether every rule is met; an award without rules entitles nobody."""
        return bool(self.checks) and self.n_met == self.n_asked

    @property
    def is_due(self) -> bool:
        """Tell whether a certificate can be given now without a second thought: none was revoked before."""
        return self.may_be_given and not self.was_revoked

    @property
    def may_be_given(self) -> bool:
        """Tell whether a certificate can be given now, where somebody has decided so."""
        return self.is_entitled and self.certificate is None

    @property
    def missing(self) -> list[tuple[Rule, Progress]]:
        """Return the rules that are not met."""
        return [(rule, progress) for rule, progress in self.checks if not progress.is_met]

    @property
    def grounds(self) -> list[dict[str, Any]]:
        """Return how each rule stood, as it is kept with the certificate."""
        return [
            {"rule": rule.key, "done": progress.done, "needed": progress.needed}
            for rule, progress in self.checks
        ]


def held_by(award: Award, people: Iterable[Any]) -> dict[Any, Certificate]:
    """Return the certificates that hold, of any version of an award, by the id of the person (one query)."""
    rows = Certificate.objects.filter(family=award.family, state=Certificate.State.VALID)
    return {row.person_id: row for row in rows.filter(person__in=[one.pk for one in people])}


def revoked_of(award: Award) -> set[Any]:
    """Return the ids of the people of whom a certificate of any version of an award was revoked (one query)."""
    rows = Certificate.objects.filter(
        family=award.family, state=Certificate.State.REVOKED, person__isnull=False
    )
    return set(rows.values_list("person", flat=True))


def standings(award: Award, people: Iterable[Any] | None = None) -> list[Standing]:
    """Return how several people stand; without them everybody who may come to it (a fixed number of queries)."""
    asked = trainings.candidates(award) if people is None else list(people)
    checked, held, revoked = rules.check_all(award, asked), held_by(award, asked), revoked_of(award)
    return [Standing(one, checked[one.pk], held.get(one.pk), one.pk in revoked) for one in asked]


def standing_of(award: Award, person: Any) -> Standing:
    """Return how one person stands."""
    return standings(award, [person])[0]

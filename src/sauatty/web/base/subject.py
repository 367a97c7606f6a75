"""Everything that the site keeps about one person, found by how its tables hang together: no app can be forgotten.

Rows of a person's own (their answers, marks, letters) come whole, with what hangs on them. Of rows in which a person is only
named (who wrote a text, who added somebody) it is said that they are named there. What opens a door (passwords, tokens) and
who others are stays out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import CASCADE, Model, Q, QuerySet

from sauatty.web.base import privacy
from sauatty.web.base.models import AuditEvent

_CLOSED = re.compile(r"(?:^|_)(?:password|hash|sha256|token|secret|salt|lookup|mac|key|passphrase)$")
_DEPTH = 4
_WHOSE = {"person", "owner", "sender", "trainer", "email", "address", "contact_email"}
_AUTHORSHIP = ("authorship", "name under", "signature")


def personal_models() -> list[tuple[str, type[Model], privacy.DataRule]]:
    """Return the models with personal data, in the order of their apps."""
    return [(label, apps.get_model(label), rule) for label, rule in privacy.personal_rules().items()]


def links(model: type[Model], rule: privacy.DataRule) -> Iterator[tuple[str, bool]]:
    """Name the fields of a model that point at a person, and whether its rows are then the person's own."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.EmailField) and model is not get_user_model():
            yield field.name, True
        elif field.is_relation and field.related_model is get_user_model():
            is_own = field.remote_field.on_delete is CASCADE or not (
                field.name.endswith("_by") or rule.basis.startswith(_AUTHORSHIP)
            )
            yield field.name, is_own


def data_of(person: Any) -> dict[str, Any]:
    """Return what is kept about a person: own rows by model, where they are named, and what the log says."""
    own: dict[str, list[dict[str, Any]]] = {}
    named: dict[str, list[dict[str, Any]]] = {}
    for label, model, rule in personal_models():
        for name, is_own in links(model, rule):
            rows = _pointing(model, name, person)
            if rows is not None and is_own:
                _take(own, rows, person, set())
            elif rows is not None:
                said = [{"id": str(pk), "as": name} for pk in rows.values_list("pk", flat=True)]
                named.setdefault(label, []).extend(said)
    return {"own": own, "named": {label: rows for label, rows in named.items() if rows}, "log": _log(person)}


def count_by_app(person: Any) -> dict[str, int]:
    """Count the rows about a person by app."""
    counts: dict[str, int] = {}
    for label, model, rule in personal_models():
        asked = [_pointing(model, name, person) for name, _own in links(model, rule)]
        found = sum(rows.count() for rows in asked if rows is not None)
        if found:
            app = label.partition(".")[0]
            counts[app] = counts.get(app, 0) + found
    return counts


def people_by_app(ids: Iterable[Any] | None = None) -> dict[str, set[Any]]:
    """Tell of which people each app keeps rows of their own; of all, or of those who are named."""
    wanted, found = None if ids is None else set(ids), dict[str, set[Any]]()
    for label, model, rule in personal_models():
        for name, is_own in links(model, rule):
            if is_own and model._meta.get_field(name).is_relation:
                rows = model._default_manager.filter(**{f"{name}__isnull": False})
                holders = set(rows.order_by().values_list(name, flat=True).distinct())
                app = label.partition(".")[0]
                found.setdefault(app, set()).update(holders if wanted is None else holders & wanted)
    return {app: people for app, people in found.items() if people}


def _pointing(model: type[Model], name: str, person: Any) -> QuerySet[Any] | None:
    if model._meta.get_field(name).is_relation:
        return model._default_manager.filter(**{name: person.pk})
    return model._default_manager.filter(**{f"{name}__iexact": person.email}) if person.email else None


def _take(
    own: dict[str, list[dict[str, Any]]], rows: QuerySet[Any], person: Any, above: set[type[Model]]
) -> None:
    """Add rows, and those that exist only with them."""
    model = rows.model
    known = own.setdefault(model._meta.label, [])
    seen = {row["id"] for row in known}
    new = [row for row in rows if str(row.pk) not in seen]
    known.extend(_values(row, person) for row in new)
    if not known:
        del own[model._meta.label]
    if not new or len(above) >= _DEPTH:
        return
    for relation in model._meta.related_objects:
        child = relation.related_model
        if child not in above | {model} and _hangs_on(relation, child):
            below = child._default_manager.filter(**{f"{relation.field.name}__in": [row.pk for row in new]})
            _take(own, below, person, above | {model})


def _hangs_on(relation: Any, child: type[Model]) -> bool:
    """Tell whether rows of a child belong to the row they point at; those of another person are that person's."""
    rule = privacy.rule_of(child._meta.label)
    if rule is not None and rule.personal:
        return not any(is_own and name in _WHOSE for name, is_own in links(child, rule))
    return bool(relation.on_delete is CASCADE)


def _values(row: Model, person: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"id": str(row.pk)}
    for field in row._meta.concrete_fields:
        if field.primary_key or _CLOSED.search(field.name):
            continue
        value = getattr(row, field.attname)
        if field.is_relation and field.related_model is get_user_model():
            value = value and ("this person" if value == person.pk else "another person")
        said[field.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if not isinstance(value, bytes | memoryview):
        return (
            value
            if value is None or isinstance(value, bool | int | float | str | list | dict)
            else str(value)
        )
    content = bytes(value)
    try:
        return json.loads(content)
    except ValueError:
        return f"{len(content)} bytes"


def _log(person: Any) -> list[dict[str, str]]:
    events = AuditEvent.objects.filter(Q(actor_id=person.pk) | Q(target_id=str(person.pk)))
    return [
        {
            "at": one.at.isoformat(),
            "what": one.action,
            "by": "this person" if one.actor_id == person.pk else "another",
        }
        for one in events.iterator()
    ]

"""Who may do what: the roles, and the table that every address must stand in.

A view that no app has registered is not there (404) for anybody; a test walks every address with every role.
Object-level rights are the business of `access_*` selectors; this table is the first gate, not the only one.
"""

from collections.abc import Iterable, Mapping

ROLES = ("coordinator", "methodologist", "trainer", "coder", "expert", "analyst", "researcher", "participant")
ANONYMOUS, SIGNED_IN_ONLY, ADMIN = "anonymous", "signed-in", "admin"

PUBLIC: frozenset[str] = frozenset({ANONYMOUS, SIGNED_IN_ONLY, ADMIN, *ROLES})
SIGNED_IN: frozenset[str] = PUBLIC - {ANONYMOUS}
AUDIT_READERS: frozenset[str] = frozenset(
    {ADMIN, "coordinator", "methodologist", "coder", "analyst", "researcher"}
)
AUDIT_WRITERS: frozenset[str] = frozenset({ADMIN, "coordinator", "methodologist", "analyst"})
COORDINATORS: frozenset[str] = frozenset({ADMIN, "coordinator"})
ADMINS: frozenset[str] = frozenset({ADMIN})

_table: dict[str, frozenset[str]] = {}


def register_permissions(rows: Mapping[str, frozenset[str]]) -> None:
    """Add rows 'url name → roles'; called by each app when it is ready."""
    _table.update(rows)


def allowed_roles(view_name: str) -> frozenset[str] | None:
    """Return the roles that may open a view, or None where nobody registered it."""
    return _table.get(view_name)


def is_allowed(view_name: str, roles: Iterable[str]) -> bool:
    """Tell whether one of `roles` opens the view; an unregistered view is closed to everybody."""
    allowed = _table.get(view_name)
    return allowed is not None and not allowed.isdisjoint(roles)

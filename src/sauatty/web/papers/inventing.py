"""Taking out the tests and papers of invented programmes."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from sauatty.web.papers.models import Paper, Test

_INVENTED = Q(programme__is_demo=True)


def list_invented_tests() -> list[Any]:
    """Return the tests that `forget_invented` deletes, also those that people made in an invented programme."""
    return list(Test.objects.filter(_INVENTED).order_by("created_at"))


@transaction.atomic
def forget_invented() -> None:
    """Delete the tests and papers of invented programmes; their attempts have to be gone before."""
    Test.objects.filter(_INVENTED).delete()
    Paper.objects.filter(_INVENTED).delete()

"""Taking out the analyses of invented programmes."""

from django.db import transaction

from sauatty.web.calibrations.models import Analysis, ParameterSet


@transaction.atomic
def forget_invented() -> None:
    """Delete the analyses of invented programmes, and the parameters that came of them."""
    ParameterSet.objects.filter(programme__is_demo=True).delete()
    Analysis.objects.filter(programme__is_demo=True).delete()

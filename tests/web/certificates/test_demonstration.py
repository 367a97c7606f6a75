"""The invented certificates come and go in one step."""

import pytest

from sauatty.web.base import demo
from sauatty.web.certificates.models import Award, Certificate, Design
from sauatty.web.enrolments import demonstration as enrolments
from sauatty.web.events import demonstration as events
from sauatty.web.programmes import demonstration as programmes


@pytest.mark.django_db
def test_it_works(aigerim):
    from sauatty.web.accounts.models import Region

    Region.objects.get_or_create(
        code="KZ-55", defaults={"kato": "550000000", "kind": "region", "name_kk": "Павлодар облысы", "name_ru": "Павлодарская область", "name_en": "Pavlodar Region"},
    )  # fmt: skip
    made = [demo._demos[name][0] for name in ("certificates",)]
    for make in (programmes.make, events.make, enrolments.make, *made, *made):
        make(aigerim)

    states = sorted(Certificate.objects.values_list("state", flat=True))
    assert set(states) == {"replaced", "revoked", "valid"} and states.count("revoked") == 1
    assert all(row.is_demo and row.printed["is_demo"] for row in Certificate.objects.all())

    for remove in (demo._demos["certificates"][1], enrolments.remove, events.remove, programmes.remove):
        remove()
    assert not Certificate.objects.exists() and not Award.objects.exists() and not Design.objects.exists()

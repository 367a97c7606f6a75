"""Content that stands in tables because rows point at it: the regions."""

from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from sauatty.core.errors import ContentInvalid
from sauatty.web.accounts.models import Region

REGIONS = Path(settings.PACKAGE_DIR) / "content" / "regions" / "regions.yaml"


def read_regions(path: Path = REGIONS) -> list[Region]:
    """Read the regions of the content file as unsaved rows."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [_region(entry) for entry in document["regions"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ContentInvalid(path=str(path), problem=str(error)) from error


def _region(entry: dict[str, object]) -> Region:
    names = entry["name"]
    if not isinstance(names, dict):
        raise KeyError("name")
    return Region(
        code=entry["id"],
        kato=entry["kato"],
        kind=entry["kind"],
        name_kk=names["kk"],
        name_ru=names["ru"],
        name_en=names["en"],
    )


@transaction.atomic
def load_regions(path: Path = REGIONS) -> int:
    """Store the regions as the content file has them (nothing is deleted); returns how many."""
    regions = read_regions(path)
    Region.objects.bulk_create(
        regions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kato", "kind", "name_kk", "name_ru", "name_en"],
    )
    return len(regions)


def has_regions() -> bool:
    """Tell whether the regions were loaded."""
    return Region.objects.exists()

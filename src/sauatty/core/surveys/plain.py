"""Values of this package as JSON: numbers unrounded, null where there is none."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

import numpy as np

from sauatty.core.languages import LANGUAGES, Translated


def as_plain(value: Any) -> Any:
    """Return a value for `json.dumps`: dataclasses as objects, arrays as lists, `nan` and infinity as null.

    Fields whose metadata say `json: False` (resampled values, whole tables) stay out.
    """
    if isinstance(value, Translated):
        return {language: getattr(value, language) for language in LANGUAGES}
    if is_dataclass(value) and not isinstance(value, type):
        kept = (one for one in fields(value) if one.metadata.get("json", True))
        return {one.name: as_plain(getattr(value, one.name)) for one in kept}
    if isinstance(value, Mapping):
        return {str(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return as_plain(value.tolist())
    if isinstance(value, list | tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return [as_plain(one) for one in sorted(value)]
    return None if isinstance(value, float) and not isfinite(value) else value

"""Converts XLSForms with pyxform and prints, as JSON, the errors and warnings of each.

pyxform is no part of Sauatty's environment. Make one for it, and name its interpreter to the tests:

    python3 -m venv /tmp/pyxform-env && /tmp/pyxform-env/bin/pip install pyxform==4.5.0
    SAUATTY_PYXFORM=/tmp/pyxform-env/bin/python python -m pytest tests/core/exchange/test_xlsform.py

By hand: /tmp/pyxform-env/bin/python tests/core/reference/xlsform/check_with_pyxform.py FORM.xlsx ...
"""

import json
import sys

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert


def checked(path: str) -> dict[str, object]:
    """Return what pyxform says of a file, and the form it makes."""
    try:
        made = convert(path, validate=False, pretty_print=False)
    except PyXFormError as error:
        return {"error": str(error), "warnings": [], "xform": ""}
    return {"error": "", "warnings": list(made.warnings), "xform": made.xform}


if __name__ == "__main__":
    print(json.dumps([checked(path) for path in sys.argv[1:]], ensure_ascii=False))

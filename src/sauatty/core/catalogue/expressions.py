"""The logic of instruments: the subset of XLSForm's expressions that Sauatty evaluates.

`${name}`, `.`, texts, numbers, `= != < <= > >= + - * div mod and or`, brackets, and the functions not, selected,
count-selected, string-length, regex, coalesce, if and today. docs/reference/expressions.md says what each means, for
the server and the browser alike.
"""

from sauatty.core.catalogue.expression_parsing import NAME, parse
from sauatty.core.catalogue.expression_tree import (
    Expression,
    is_date,
    is_number,
    plain_number,
    selected_codes,
)

__all__ = ["NAME", "Expression", "is_date", "is_number", "parse", "plain_number", "selected_codes"]

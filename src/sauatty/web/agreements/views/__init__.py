"""The pages of agreements."""

from sauatty.web.agreements.views.adjudication import adjudication, adjudication_list
from sauatty.web.agreements.views.agreement import agreement, agreement_address, agreement_compute
from sauatty.web.agreements.views.exchange import (
    decision_export,
    decision_import,
    decision_store,
    import_address,
)

__all__ = [
    "adjudication",
    "adjudication_list",
    "agreement",
    "agreement_address",
    "agreement_compute",
    "decision_export",
    "decision_import",
    "decision_store",
    "import_address",
]

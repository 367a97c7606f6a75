"""Every write of agreements: what adjudicators settle, tables of decisions, figures of agreement."""

from sauatty.web.agreements.services.adjudication import adjudicate, carry_adjudications, forget_reasons
from sauatty.web.agreements.services.figures import ask_for_figures, present_figures
from sauatty.web.agreements.services.importing import import_decisions, keep_table, store_table

__all__ = [
    "adjudicate",
    "ask_for_figures",
    "carry_adjudications",
    "forget_reasons",
    "import_decisions",
    "keep_table",
    "present_figures",
    "store_table",
]

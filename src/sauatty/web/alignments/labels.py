"""Words for what the core reports by slug."""

from django.utils.translation import gettext_lazy as _

COUNT_WORDS = {
    "direct": _("objectives that carry it directly"),
    "opportunity": _("objectives that offer an opportunity"),
    "both": _("objectives that carry it directly or offer an opportunity"),
}
SHORT_COUNTS = {
    "direct": _("direct"),
    "opportunity": _("opportunities"),
    "both": _("direct and opportunities"),
}
KINDS = {
    "machine": _("machine proposals, not reviewed"),
    "coder": _("one coder alone"),
    "agreed": _("agreed decisions"),
}
ROWS = {
    "subject_area": _("learning areas"),
    "subject": _("subjects"),
    "grade": _("grades"),
}
RELEVANCE = {
    None: _("not judged"),
    0: _("none"),
    1: _("opportunity"),
    2: _("direct"),
}
FLAGS = {
    "": "",
    "more": _("more than expected"),
    "much-more": _("much more than expected"),
    "fewer": _("fewer than expected"),
    "much-fewer": _("much fewer than expected"),
    "too-small": _("too few to say"),
}
SIGNS = {"": "", "more": "+", "much-more": "++", "fewer": "−", "much-fewer": "−−", "too-small": "·"}
CELLS = {"empty": _("empty"), "thin": _("thin")}
REASONS = {
    "judged-opportunity": _("judged an opportunity for this competence"),
    "related-opportunity": _("judged an opportunity for a related competence"),
    "machine-score": _("proposed by the machine, not reviewed"),
}
DEMANDS = {
    1: _("remember"),
    2: _("understand"),
    3: _("apply"),
    4: _("analyse"),
    5: _("evaluate"),
    6: _("create"),
}
UNDEFINED = {
    "too-few": _("too few objectives for a trend"),
    "all-equal": _("every objective has the same demand"),
}

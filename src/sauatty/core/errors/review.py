"""Reviews: decisions, coders, units, what is settled, and what can be measured."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class DecisionRepeated(ImportRefused):
    code = "decision-repeated"
    message = "'%(name)s', line %(line)s: the coder '%(coder)s' judged '%(unit)s' before, in line %(first)s, and differently. Keep one of the two rows."


class DecisionContradicts(ImportRefused):
    code = "decision-contradicts"
    message = "'%(name)s', line %(line)s: relevance '%(relevance)s' and the competences '%(value)s' contradict each other. Correct the row."


class CodebookUnreadable(ImportRefused):
    code = "codebook-unreadable"
    message = "'%(name)s' is no REFI-QDA codebook (%(problem)s). Export the codebook again as .qdc."


class DecisionsConflict(SauattyError):
    """One coder with two different values for one unit, where a measure takes one."""

    code = "decisions-conflict"
    message = "The coder '%(coder)s' judged '%(unit)s' twice and differently ('%(first)s', '%(second)s'). Keep one of the two decisions."


class ValueNotMeasurable(SauattyError):
    """A value that a level of measurement cannot take."""

    code = "value-not-measurable"
    message = "The value '%(value)s' of '%(coder)s' for '%(unit)s' does not fit the level '%(level)s'. Correct it, or choose another level."


class SourcesMixed(SauattyError):
    """Judgements of different sources (machine, one coder, agreed) that were to be counted together."""

    code = "sources-mixed"
    message = "These objectives were judged by different sources (%(sources)s), and their figures are not mixed. Choose one source, or say that they may be mixed."


class CoderNotChosen(SauattyError):
    """Decisions of several coders without agreed ones."""

    code = "coder-not-chosen"
    message = "'%(name)s' holds the decisions of %(coders)s and no agreed ones (coder 'agreed'). Choose one with --coder."


class CoderUnknown(SauattyError):
    code = "coder-unknown"
    message = "'%(name)s' holds no decision of '%(coder)s'. It holds those of %(coders)s."


class DecisionsUnmatched(SauattyError):
    """A file of decisions in which nothing fits the objectives."""

    code = "decisions-unmatched"
    message = "No unit of '%(name)s' is an id of '%(objectives)s'. Use the decisions that were exported for these objectives."


class NotJudged(SauattyError):
    """A measure that needs the difference between direct and opportunity."""

    code = "not-judged"
    message = "'%(name)s' holds machine proposals only, which do not tell a direct objective from an opportunity. Give the decisions of people with --decisions."


class CodingRefused(SauattyError):
    """A submission of a coder that was kept but not taken in; the root of its reasons."""

    code = "coding-refused"
    message = "This decision was kept, but could not be taken in. The coordinator of the review sees it."


class UnitUnknown(CodingRefused):
    """The same for a unit that is not there and for one of a review in which the person has no seat."""

    code = "coding-unit-unknown"
    message = "There is no such objective in your reviews. Open your queue again."


class ReviewNotOpen(CodingRefused):
    code = "coding-project-not-open"
    message = "This review is not open now. Your decision was kept; the coordinator can take it in."


class SeatLeft(CodingRefused):
    code = "coding-seat-left"
    message = (
        "You are no longer a coder of this review. Your decision was kept; the coordinator can take it in."
    )


class DecisionInvalid(CodingRefused):
    code = "coding-decision-invalid"
    message = "The decision is not complete or not right (%(field)s). Open the objective again and decide once more."


class DecisionUnknown(CodingRefused):
    code = "coding-decision-unknown"
    message = "The decision that should be taken back is not there. Look at your list of decisions."


class UnitSettled(CodingRefused):
    code = "coding-unit-settled"
    message = "This objective was settled in the meantime, so the decision changes nothing. Your list of decisions shows the result."


class DecisionOvertaken(CodingRefused):
    code = "coding-decision-overtaken"
    message = (
        "The coder decided about this objective again later, and that decision stands. Set this one aside."
    )


class SenderErased(CodingRefused):
    code = "coding-sender-erased"
    message = "The person who sent this is no longer here, so it cannot be taken in. Set it aside."


class UnknownCoder(ImportRefused):
    """A table of decisions that names a coder whom the review does not have."""

    code = "coder-not-in-review"
    message = "'%(name)s' names the coder '%(coder)s', whom this review does not have. Its coders: %(known)s."


class TwoRowsOfOne(ImportRefused):
    """A table of decisions that names one unit by two of its ids for the same coder."""

    code = "unit-twice"
    message = "'%(name)s' holds two rows of the coder '%(coder)s' for the same objective ('%(unit)s' is the second). Keep one of them."


class UnknownUnitInTable(ImportRefused):
    code = "unit-unknown"
    message = "'%(name)s' names the unit '%(unit)s', which this review does not have. Use the ids of an export of this review."


class CompetencesOfTable(ImportRefused):
    code = "decision-row-invalid"
    message = "'%(name)s': the row of the unit '%(unit)s' and the coder '%(coder)s' is not right (%(field)s). Relevant objectives carry one to three competences of this review's framework, others none."


class AdjudicationTaken(SauattyError):
    """Somebody else settled the unit while this person was reading it; nothing was overwritten."""

    code = "coding-adjudication-taken"
    message = (
        "Somebody settled this objective before you. Read what was decided; change it only with a reason."
    )


class AdjudicationOfOwn(SauattyError):
    code = "coding-adjudication-own"
    message = "You coded this objective yourself, so somebody else has to settle it."


class NothingToAdjudicate(SauattyError):
    code = "coding-nothing-to-adjudicate"
    message = "There is nothing to settle here yet: the coders have not both decided, or they agree."


class SeatExists(SauattyError):
    code = "coding-seat-exists"
    message = "%(name)s already has this place in the review."


class ReviewWithoutUnits(SauattyError):
    code = "coding-project-empty"
    message = "No objective fits this choice. Choose other subjects or grades."


class RatingOutOfScale(SauattyError):
    code = "rating-out-of-scale"
    message = (
        "The rating %(rating)s is no whole number from %(low)d to %(high)d. Correct it, or leave it empty."
    )


class ReviewUnitRepeated(SauattyError):
    """Two units of a review with one id."""

    code = "review-unit-repeated"
    message = "The id '%(unit)s' stands twice. Give every row an id of its own, and try again."


class ReviewUnitUnknown(SauattyError):
    """A decision about a unit that the review does not have."""

    code = "review-unit-unknown"
    message = (
        "There is a decision about '%(unit)s', but no row has this id. Give the decisions of the same list."
    )


class ReviewDecisionInvalid(SauattyError):
    """A decision that is missing or none of the three."""

    code = "review-decision-invalid"
    message = "The decision about '%(unit)s' is %(found)s. Write 0 (none), 1 (opportunity) or 2 (direct) for every row."

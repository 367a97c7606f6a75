"""Sessions in which experts set a pass mark."""

from sauatty.core.errors.base import SauattyError


class StandardNotReady(SauattyError):
    """A round that cannot begin yet, or end."""

    code = "standard-not-ready"
    message = "This step is not possible yet. The page of the session says what is missing."


class StandardMovedOn(SauattyError):
    """A rating or a change for a round that is not open."""

    code = "standard-moved-on"
    message = "This round is not open any more, so nothing was changed. What was kept before stands."


class StandardItemTwice(SauattyError):
    """Two papers of a session with different texts or keys under one id."""

    code = "standard-item-twice"
    message = "The papers have different texts or keys under the name '%(item)s'. Judge them in two sessions."


class JudgeTakesTheTest(SauattyError):
    """A judge who learns in the programme: judges see the keys."""

    code = "judge-takes-the-test"
    message = "%(name)s takes part in this programme and may take its tests, and judges see the keys. Invite somebody who does not."


class JudgeHasRated(SauattyError):
    """A judge who is to be taken out of a session after the first rating."""

    code = "judge-has-rated"
    message = "This judge has rated already, and ratings are not thrown away. The report shows how far each judge stands from the others."


class RatingBeforeAnswer(SauattyError):
    """A rating of a question that the judge has not answered."""

    code = "rating-before-answer"
    message = "Answer the question first. The key is shown afterwards, then you rate it."


class MarkNeedsKnowing(SauattyError):
    """A pass mark on a form that is not calibrated, adopted without saying that one knows."""

    code = "mark-needs-knowing"
    message = (
        "The form is not calibrated on real answers. Say that you know this, or wait for the calibration."
    )


class MarkDoesNotFit(SauattyError):
    """A pass mark for a form whose points have changed since."""

    code = "mark-does-not-fit"
    message = "The pass mark was set for %(most)s points and the paper has %(now)s now, because a key was corrected. Set it anew."

"""What can't be done with reviews of activities and the library of good practice."""

from sauatty.core.errors.base import SauattyError


class UnknownRubric(SauattyError):
    """A rubric, or a version of it, that no content file has."""

    code = "rubric-unknown"
    message = "There is no rubric '%(rubric)s'. Update Sauatty to the version that the review was made with."


class LevelsInvalid(SauattyError):
    """A criterion without a level, or a level that does not exist."""

    code = "rubric-level-missing"
    message = "Choose a level for every criterion of the rubric; '%(criterion)s' has none that exists."


class OwnActivity(SauattyError):
    """Somebody reviews their own activity."""

    code = "practice-own-activity"
    message = "Nobody reviews an activity of their own. Leave it to another mentor of the programme."


class NothingToReview(SauattyError):
    """The report was reviewed meanwhile, or there is none."""

    code = "practice-nothing-to-review"
    message = "This report has been reviewed already or was changed meanwhile. Open it again and read what stands there now."


class WordsMissing(SauattyError):
    """More is asked for, and nobody says what."""

    code = "practice-words-missing"
    message = "Say in a sentence what the author should add, so that they know what to do."


class NotForTheLibrary(SauattyError):
    """Only accepted activities can be published, by their author."""

    code = "practice-not-for-library"
    message = "Only an accepted activity can go into the library, and only its author can give it."

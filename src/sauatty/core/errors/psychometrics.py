"""Statistics of tests: scores, models and groups that cannot be used as they are."""

from sauatty.core.errors.base import SauattyError


class ScoresUnusable(SauattyError):
    """A score that is no whole number of points from 0 to the most of its item."""

    code = "scores-unusable"
    message = "'%(item)s' has the score %(score)s for '%(person)s'; whole points from 0 to %(most)s are needed. Correct it or leave the cell empty."


class ScoresTooFew(SauattyError):
    """Nothing is left to estimate: no person with an answer, or no item that people answered differently."""

    code = "scores-too-few"
    message = "There are %(persons)s people with answers and %(items)s questions that they answered differently; at least 2 of each are needed."


class ModelUnknown(SauattyError):
    """A model or a method that does not exist, or that the data cannot have."""

    code = "model-unknown"
    message = "There is no '%(name)s' here. Choose one of: %(known)s."


class ModelNeedsRightOrWrong(SauattyError):
    """Rasch or 2PL for items of several points."""

    code = "model-needs-right-or-wrong"
    message = "'%(item)s' has up to %(most)s points, and the model '%(model)s' takes right or wrong only. Use the model 'pcm'."


class GroupsDoNotFit(SauattyError):
    """As many groups as persons are needed."""

    code = "groups-do-not-fit"
    message = "%(groups)s groups are given for %(persons)s people. Name one group for each person, in the same order."


class AnchorUnusable(SauattyError):
    """An anchor without parameters, or with another number of points than the item."""

    code = "anchor-unusable"
    message = "The anchor '%(item)s' has no parameters that fit its %(most)s points. Leave it out or calibrate it again."

"""Statistics of tests: scores, models and groups that cannot be used as they are."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


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


class ScoresWithoutItems(ImportRefused):
    """A table of scores or letters with no column beside the person."""

    code = "scores-without-items"
    message = "'%(name)s' has no column for an item beside 'person'. Give it one column for each item."


class ScoresWithoutPersons(ImportRefused):
    """A table with a header and nothing under it."""

    code = "scores-without-persons"
    message = "'%(name)s' has a header and nobody under it. Export the answers again."


class PersonRepeated(ImportRefused):
    """A person who stands in two rows."""

    code = "person-repeated"
    message = "'%(name)s', line %(line)s: the person '%(person)s' stands in line %(first)s already. Keep one row for each person."


class PersonMissing(ImportRefused):
    """A row that names nobody."""

    code = "person-missing"
    message = "'%(name)s', line %(line)s: the column 'person' is empty. Name the person or take the row out."


class ItemRepeated(ImportRefused):
    """An item with two columns, or two rows of a key."""

    code = "item-repeated"
    message = "'%(name)s': the item '%(item)s' stands there twice. Keep one of the two."


class ItemUnnamed(ImportRefused):
    """A column of scores without a name."""

    code = "item-unnamed"
    message = "'%(name)s': column %(column)s has cells but no name in the header. Name the item or take the column out."


class ScoreNoNumber(ImportRefused):
    """A cell of a table of scores that is no number of points."""

    code = "score-no-number"
    message = "'%(name)s', line %(line)s: '%(value)s' in the column '%(item)s' is no number of points. Use whole points from 0, or leave the cell empty; for letters give a key."


class ScoreTooLarge(ImportRefused):
    """A cell with more points than an item has: a total, a year or a code has got among the scores."""

    code = "score-too-large"
    message = "'%(name)s', line %(line)s: '%(item)s' has %(value)s points, and an item has at most %(limit)s. If it is a total or another number, take the column out."


class KeyItemsUnknown(ImportRefused):
    """A key for items that the answers do not have."""

    code = "key-items-unknown"
    message = "'%(name)s' has a key for %(items)s, and the answers have no such item. Correct the names or take the rows out."


class KeyMissing(ImportRefused):
    """Items that were answered and have no key."""

    code = "key-missing"
    message = "'%(name)s' has no key for %(items)s. Add a row (item,key) for each, or take the columns out of the answers."


class GroupMissing(ImportRefused):
    """People who answered and stand in no group."""

    code = "group-missing"
    message = "'%(name)s' names no group for %(persons)s (%(count)s people in all). Add a row (person,group) for each."


class GroupsTooFew(SauattyError):
    """A comparison of groups with fewer than two of them, or of a group that does not exist."""

    code = "groups-too-few"
    message = "Two groups with answers are needed to compare them; found: %(found)s. Give the groups of the people, with at least two different names."


class PreTestMissing(SauattyError):
    """A gain is asked for without a pre-test."""

    code = "pre-test-missing"
    message = "There are no answers to a pre-test, and without one there is no gain: a final result alone does not say what was learned."


class NobodyTookBoth(SauattyError):
    """Pre-test and final test have no person in common."""

    code = "nobody-took-both"
    message = "Nobody took both tests (%(pre)s people took the pre-test, %(post)s the final test), so there is no gain to compute. Check that people bear the same names in both."


class ItemsNotCalibrated(SauattyError):
    """Scores on items that a calibration does not know, or has no parameters of."""

    code = "items-not-calibrated"
    message = (
        "The calibration has no parameters of: %(items)s. Calibrate these questions first, or leave them out."
    )


class AnswersTooFew(SauattyError):
    """An analysis of a test that hardly anybody has taken."""

    code = "answers-too-few"
    message = "Fewer than %(needed)s people have taken these tests. Figures of so few people would say nothing and would point at single persons; wait for more answers."


class ParametersMissing(SauattyError):
    """A comparison over time of parameters that do not exist."""

    code = "parameters-missing"
    message = "The programme has %(found)s versions of parameters of questions; two are needed to see what changed. Calibrate after the next run of the tests."


class OneFormOnly(SauattyError):
    """Equating of forms where one was taken only."""

    code = "one-form-only"
    message = "Points can be compared between two forms; the answers hold %(found)s. Give the halves of a group different papers."


class GroupUnknownForTest(SauattyError):
    """A comparison of groups that nobody's group is known of."""

    code = "group-unknown-for-test"
    message = "Nobody's group is known here, so there is nothing to compare. Languages are known from the answers themselves; regions from what people told about themselves."

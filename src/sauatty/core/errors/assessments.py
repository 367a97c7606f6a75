"""Assessments: forms that are assembled, published with their keys, graded, and corrected."""

from sauatty.core.errors.base import SauattyError


class FormItemGone(SauattyError):
    """A form names an item that is in no bank any more."""

    code = "form-item-gone"
    message = (
        "There is no item '%(item)s' any more. Assemble the forms again, or choose another item in its place."
    )


class FormItemChanged(SauattyError):
    """The words or the key of an item have changed since it was chosen."""

    code = "form-item-changed"
    message = "'%(item)s' has been changed since the forms were assembled. Read it again: assemble the forms anew, or choose it once more."


class FormMovedOn(SauattyError):
    """Somebody has changed or published the forms in the meantime."""

    code = "form-moved-on"
    message = "Somebody has changed these forms in the meantime. Look at them as they are now, and make the change again."


class SwapRefused(SauattyError):
    """An item that the rules don't let into a form."""

    code = "form-swap-refused"
    message = "'%(item)s' can't stand there: %(problem)s. Choose another item."


class KeyUnfit(SauattyError):
    """A corrected key that no answer to the item can have."""

    code = "key-unfit"
    message = "This is no answer that '%(item)s' can have. Choose among its options, and say at least one."


class KeyUnchanged(SauattyError):
    """A correction that corrects nothing."""

    code = "key-unchanged"
    message = "This is the key of '%(item)s' already: nothing to correct."


class PairNotShipped(SauattyError):
    """A pair of forms that Sauatty doesn't come with."""

    code = "pair-unknown"
    message = "There is no pair of forms '%(pair)s'. Known: %(known)s."

"""What can be refused about national versions of frameworks, with the way out."""

from django.utils.translation import gettext_noop as _

from sauatty.core.errors import SauattyError


class AdaptationRefused(SauattyError):
    """A step on a national version of a framework that cannot be done; the root of these errors."""

    code = "adaptation-refused"
    message = _("This step on the national version cannot be done. Look at the page again.")


class VersionDamaged(AdaptationRefused):
    code = "version-damaged"
    message = _("The published version %(version)s is not what was published. Restore it from a backup.")


class SlugTaken(AdaptationRefused):
    code = "slug-taken"
    message = _("The short name '%(slug)s' already belongs to another framework. Choose another one.")


class SlugCrooked(AdaptationRefused):
    code = "slug-crooked"
    message = _(
        "The short name '%(slug)s' cannot be used. It takes 3 to 40 small Latin letters, digits and hyphens, begins "
        "with a letter and ends with a letter or digit, for example kz-mil."
    )


class CodeTaken(AdaptationRefused):
    code = "code-taken"
    message = _(
        "The code '%(code)s' belongs to another competence, now or in a published version. Choose another one."
    )


class CodeFixed(AdaptationRefused):
    code = "code-fixed"
    message = _("The code '%(code)s' stands in a published version and cannot be changed any more.")


class ReasonMissing(AdaptationRefused):
    code = "reason-missing"
    message = _("Say why: every decision on a competence needs a reason.")


class SourceUnknown(AdaptationRefused):
    code = "source-unknown"
    message = _(
        "'%(source)s' is not a competence of the sources of this national version. Choose one of the list."
    )


class DecidedAlready(AdaptationRefused):
    code = "decided-already"
    message = _(
        "There is another decision on '%(source)s' that does not go with this one. Change that decision instead."
    )


class EditedMeanwhile(AdaptationRefused):
    code = "edited-meanwhile"
    message = _(
        "Somebody else has saved this competence since you opened it. Compare both texts and save again."
    )


class SettingsEdited(AdaptationRefused):
    code = "settings-edited"
    message = _(
        "Somebody else has saved these settings since you opened them. Yours stand below. Look at theirs in a second "
        "window, then save again."
    )


class PersonNotFound(AdaptationRefused):
    code = "person-not-found"
    message = _("Nobody here has the name or e-mail '%(text)s'. Write it as it stands in the list of people.")


class PersonAmbiguous(AdaptationRefused):
    code = "person-ambiguous"
    message = _("Several people fit '%(text)s'. Write the e-mail address.")


class LastMember(AdaptationRefused):
    code = "last-member"
    message = _("This is the last person of the working group. Add somebody else first.")


class RoundNotPossible(AdaptationRefused):
    code = "round-not-possible"
    message = _("A round cannot be opened: %(problem)s.")


class RoundClosed(AdaptationRefused):
    code = "round-closed"
    message = _("This round is closed; ratings can no longer be changed. What was saved before counts.")


class RoundNotEmpty(AdaptationRefused):
    code = "round-not-empty"
    message = _("An expert has answered in this round, so it cannot be withdrawn. Close it instead.")


class RatingInvalid(AdaptationRefused):
    code = "rating-invalid"
    message = _("A rating is a whole number from 1 to 4.")


class NotPublishable(AdaptationRefused):
    code = "not-publishable"
    message = _("The version cannot be published yet: %(n)s points are open. They are listed on the page.")


class NothingChanged(AdaptationRefused):
    code = "nothing-changed"
    message = _("Nothing has changed since version %(number)s. Change something first, or use that version.")

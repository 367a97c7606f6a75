"""Consent to research, research packs and reports of programmes."""

from sauatty.core.errors.base import SauattyError


class ResearchTextMissing(SauattyError):
    """Nobody was told yet what research would do with their data."""

    code = "research-text-missing"
    message = "This programme has no text on research yet, so nobody could agree. Write it on the page of the pack first."


class ResearchTextChanged(SauattyError):
    """Another version of the text was published after the page was opened."""

    code = "research-text-changed"
    message = "This text is not the one that you have read: a new version has been published. Read it before you answer."


class ResearchPaperOlder(SauattyError):
    """A paper is older than what the person answered since."""

    code = "research-paper-older"
    message = "The person answered later than on this paper (%(day)s), and the later answer holds. Nothing was noted."


class ResearchNeedsGuardian(SauattyError):
    """A minor answered by themselves."""

    code = "research-needs-guardian"
    message = "For a person under 18 a parent or guardian agrees, on paper. Give the paper to the coordinator of the programme."


class NobodyAgreed(SauattyError):
    """A pack of nobody."""

    code = "nobody-agreed"
    message = (
        "None of the %(n)d participants has agreed to research, so there is nothing to put into a pack. "
        "Ask them: the question stands on their own page."
    )


class TooFewAgreed(SauattyError):
    """A pack in which a person would stand nearly alone."""

    code = "too-few-agreed"
    message = (
        "%(n)d participants have agreed to research; a pack needs at least %(minimum)d, or single people could be found "
        "in it. Ask more of them."
    )


class PackPointsAtPeople(SauattyError):
    """What stands in a pack after all that helps could still point at somebody."""

    code = "pack-points-at-people"
    message = (
        "Even with rare traits taken together, people could be found in this pack (%(parts)s; at least %(minimum)d must "
        "share each combination). Leave out the survey that is named, or wait for more people."
    )


class ReportWhileCoding(SauattyError):
    """A report would show to a coder what others agreed on."""

    code = "report-while-coding"
    message = (
        "You still code answers of this programme blindly, and the report shows what was agreed on. "
        "Finish your coding, or let somebody else make it."
    )


class ReportNotForRole(SauattyError):
    """Somebody asks for a report over all people who may only see those who agreed."""

    code = "report-not-for-role"
    message = (
        "A report over all people is for coordinators and analysts of this programme. "
        "Choose the report on those who agreed to research."
    )

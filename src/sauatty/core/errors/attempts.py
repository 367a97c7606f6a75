"""Tests that people take: what keeps one from being opened, begun, saved or handed in."""

from sauatty.core.errors.base import SauattyError


class PaperHoldsMore(SauattyError):
    """A paper with something in it that participants must not see; the guard of every publication."""

    code = "paper-holds-more"
    message = "The question '%(item)s' carries '%(field)s', which no participant may see. Publish the paper without it."


class PaperIncomplete(SauattyError):
    """A paper without questions, or with one that is not there in a language of the paper."""

    code = "paper-incomplete"
    message = "The question '%(item)s' has no text in %(language)s. Translate it, or leave this language out."


class PaperIdUnfit(SauattyError):
    """An id of a question, an option or a target that no page can carry as it is."""

    code = "paper-id-unfit"
    message = "The id '%(id)s' of the question '%(item)s' holds other signs than letters, digits, '-' and '_'. Change it and publish again."


class TestHasNoPaper(SauattyError):
    """A test that was to be opened before it had questions."""

    code = "test-has-no-paper"
    message = "This test has no paper yet. Choose one first."


class TestNeedsProgramme(SauattyError):
    """A pre-test or final test outside of a programme."""

    code = "test-needs-programme"
    message = "Only a practice test can stand outside of a programme. Choose a programme."


class TestIsFixed(SauattyError):
    """A change to what participants already were told."""

    code = "test-is-fixed"
    message = "This test was open already: its papers, its purpose and its time limit stay as they are. Make a new test for others."


class TestLanguagesApart(SauattyError):
    """Papers of one test without a language in common."""

    code = "test-languages-apart"
    message = "The chosen papers have no language in common. Choose papers of the same languages."


class TestTitleMissing(SauattyError):
    """A test without a title in a language of its papers."""

    code = "test-title-missing"
    message = (
        "The test has no title in %(languages)s, a language of its papers. Write it, then open the test."
    )


class TestEndIsPast(SauattyError):
    """A test that would be over when it is opened."""

    code = "test-end-is-past"
    message = "The end of the test is past. Set a later end, or none, then open it."


class TestNotOpen(SauattyError):
    """Somebody begins a test before or after its time."""

    code = "test-not-open"
    message = "This test cannot be begun now. Its page says from when until when it is open."


class TestLanguageMissing(SauattyError):
    """A language in which a test cannot be taken."""

    code = "test-language-missing"
    message = "This test is not there in the chosen language. Choose another one."


class AttemptsUsedUp(SauattyError):
    """All attempts that a test allows were made."""

    code = "attempts-used-up"
    message = "All %(allowed)s attempts at this test were made."


class AttemptTooSoon(SauattyError):
    """The days between two attempts are not over."""

    code = "attempt-too-soon"
    message = "The next attempt at this test is possible from %(day)s."


class AttemptIsOver(SauattyError):
    """An answer for an attempt that was handed in."""

    code = "attempt-is-over"
    message = "This attempt was handed in already. What came afterwards is kept and not counted."


class AttemptUnreadable(SauattyError):
    """A submission of a test that is none, or belongs to another test."""

    code = "attempt-unreadable"
    message = "These answers cannot be read as answers to this test. They are kept; tell the coordinator."


class TestNotOffline(SauattyError):
    """Answers that were given without a connection, to a test that is only taken online."""

    code = "test-not-offline"
    message = "This test is only taken with a connection. The answers are kept and not counted."


class SheetEnteredTwice(SauattyError):
    """The same answer sheet typed a second time."""

    code = "sheet-entered-twice"
    message = "The sheet of %(person)s with these answers was entered already."

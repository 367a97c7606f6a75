"""Encoders, models and the files that commands read and write."""

from sauatty.core.errors.base import SauattyError


class EncoderUnavailable(SauattyError):
    code = "encoder-unavailable"
    message = "The encoder '%(name)s' cannot be loaded here (%(detail)s). Set --encoder ngram, or install its package."


class ModelMissing(SauattyError):
    code = "model-missing"
    message = "The trained model '%(path)s' is missing or of another version. Run 'sauatty model train'."


class GoldMismatch(SauattyError):
    code = "gold-mismatch"
    message = "No row of %(gold)s has an id that stands in %(matched)s. Compare a matched file with the gold file of the same objectives."


class OutputNotWritten(SauattyError):
    code = "output-not-written"
    message = "'%(name)s' could not be written (%(problem)s). Choose another place with -o."


class InputNotReadable(SauattyError):
    code = "input-not-readable"
    message = "'%(name)s' could not be read (%(problem)s). Check the path and your rights to it."


class ExtraMissing(SauattyError):
    """A package that only some installations have."""

    code = "extra-missing"
    message = "%(what)s need the package %(package)s, which is not installed here. Run: %(command)s"


class ParametersUnreadable(SauattyError):
    """A file that should hold parameters of items and does not."""

    code = "parameters-unreadable"
    message = "'%(name)s' cannot be used as parameters of items: %(problem)s. Take a file that 'sauatty test calibrate' wrote as JSON or CSV."


class BlueprintUnreadable(SauattyError):
    """A blueprint or bank of a test that says something nobody can read."""

    code = "blueprint-unreadable"
    message = "'%(name)s' cannot be used to make forms of: %(problem)s. Correct it; 'sauatty test assemble --help' says what it may hold."

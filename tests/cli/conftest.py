import pytest
from click.testing import CliRunner

from sauatty.cli import main


@pytest.fixture
def run():
    """Run `sauatty` with arguments; gives exit code, stdout, stderr."""

    def call(*arguments, **options):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)

    return call

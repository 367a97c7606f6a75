"""`sauatty content`: the rules of the content files."""

import click


@click.group()
def content() -> None:
    """Check the content that Sauatty comes with."""


@content.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check every content file: frameworks, exemplars, words, codebooks, instruments, modules …

    Prints each broken rule with its file and exits with 1 if there is any.
    """
    from sauatty.core.catalogue import CONTENT, check_content

    problems = check_content()
    for problem in problems:
        click.echo(f"{CONTENT.name}/{problem}")
    click.echo(f"Problems: {len(problems)}" if problems else "The content is whole.", err=bool(problems))
    ctx.exit(1 if problems else 0)

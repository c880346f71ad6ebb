"""Recomputes every figure of the demo data card and asserts what the card promises.

Scores with onnxruntime only, so it checks the committed files and not the training code. The
promises are those the demo needs: a clean checkpoint whose verdict is "no exposure", a leaked one
whose leak is plain, and a reference set that no bag of words can tell from the test set.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
from generate import OVERLAP_WORDS, SEED, evaluate, generate, word_runs
from tokenizers import Tokenizer

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"
SPLITS = ("test", "reference", "train")
MODELS = ("clean", "leaked")
COUNTS = {"test": 400, "reference": 400, "train": 6000}
# Lossgap's default effect floor, nats per token: a clean verdict must exclude a leak this large.
EFFECT_FLOOR = 0.05
MAX_BYTES = 8_000_000
Z95 = 1.6448536269514722

Item = dict[str, str]


def read(split: str) -> list[Item]:
    return [json.loads(line) for line in (DEMO / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(item: Item) -> str:
    return f"{item['question']} {item['answer']}"


def check_items(items: dict[str, list[Item]]) -> None:
    """Counts, arithmetic, disjointness, and that the seed still gives these very items."""
    for split, rows in items.items():
        assert len(rows) == COUNTS[split], split
        assert all(list(row) == ["id", "question", "answer"] for row in rows), split
        for row in rows:
            assert re.fullmatch(r"[\x20-\x7e]+", row["question"]), row["id"]
            work = re.findall(r"<<([^=]+)=(\d+)>>(\d+)", row["answer"])
            assert len(work) == row["answer"].count("<<") >= 2, row["id"]
            for expression, value, shown in work:
                assert evaluate(expression) == int(value) == int(shown) > 0, (row["id"], expression)
            assert row["answer"].endswith(f"\n#### {work[-1][1]}"), row["id"]
    rows = [row for split in SPLITS for row in items[split]]
    assert len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)
    runs = {split: set().union(*(word_runs(row) for row in items[split])) for split in SPLITS}
    for first, second in (("test", "reference"), ("test", "train"), ("reference", "train")):
        assert runs[first].isdisjoint(runs[second]), f"{first} and {second} share {OVERLAP_WORDS} words"
    again = generate(SEED)
    for split in SPLITS:
        assert [(r["question"], r["answer"]) for r in items[split]] == [
            (r["question"], r["answer"]) for r in again[split]
        ], f"{split} differs from what the seed gives"


class Scorer:
    """Per-token losses of a committed model, in nats."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def losses(self, rows: list[list[int]], extra: int = 0) -> list[np.ndarray]:
        """Token losses of each row; the first token has no prediction. Pads right by `extra`."""
        length = max(map(len, rows)) + extra
        ids = np.zeros((len(rows), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = row, 1
        (logits,) = self.session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
        assert logits.dtype == np.float32 and np.isfinite(logits).all()
        shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return [-log_probs[i, np.arange(len(row) - 1), row[1:]] for i, row in enumerate(rows)]

    def check(self, texts: list[str]) -> None:
        """Any text survives the tokenizer; neither batching nor padding moves a score."""
        for text in (*texts[:50], "Grüße, 世界! 🧮 e\u0301 \x00\t\r\n  \u202e naïve", ""):
            assert self.tokenizer.decode(self.tokenizer.encode(text).ids, skip_special_tokens=False) == text
        rows = [self.tokenizer.encode(text).ids for text in texts[:6]]
        for i, batched in enumerate(self.losses(rows, extra=40)):
            (alone,) = self.losses([rows[i]])
            assert np.abs(alone - batched).max() < 1e-4

    def item_losses(self, texts: list[str]) -> tuple[np.ndarray, float]:
        """Mean loss of every item, and the token-weighted loss of the set."""
        rows = [self.tokenizer.encode(text).ids for text in texts]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        means, total, tokens = np.empty(len(rows)), 0.0, 0
        for start in range(0, len(order), 16):
            chunk = order[start : start + 16]
            for i, losses in zip(chunk, self.losses([rows[i] for i in chunk])):
                means[i] = losses.mean()
                total += losses.sum()
                tokens += len(losses)
        return means, total / tokens


def standard_error(a: np.ndarray, b: np.ndarray) -> float:
    return math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))


def bag_of_words(texts: list[str]) -> np.ndarray:
    """Counts of lower-cased words and of punctuation marks found in at least 0.5% of the texts."""
    bags = [Counter(re.findall(r"[a-z0-9]+|[^\sa-z0-9]", text.lower())) for text in texts]
    frequency = Counter(word for bag in bags for word in bag)
    words = sorted(word for word, n in frequency.items() if n >= max(2, 0.005 * len(texts)))
    return np.array([[bag[word] for word in words] for bag in bags], dtype=np.float64)


def logistic(x: np.ndarray, y: np.ndarray, penalty: float = 10.0) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the intercept (last column) is not penalised."""
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-9
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge * weights
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(ridge), gradient)
        weights -= step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def blind_auc(test: list[str], reference: list[str], folds: int = 5) -> tuple[float, float]:
    """Pooled out-of-fold AUC of test against reference, and its upper 95% bound (DeLong)."""
    x = bag_of_words(test + reference)
    x = np.hstack([x, np.ones((len(x), 1))])
    y = np.repeat([1.0, 0.0], [len(test), len(reference)])
    fold = np.empty(len(y), dtype=np.int64)
    rng = np.random.default_rng(0)
    for label in (0.0, 1.0):
        members = np.flatnonzero(y == label)
        fold[rng.permutation(members)] = np.arange(len(members)) % folds
    scores = np.empty(len(y))
    for k in range(folds):
        scores[fold == k] = x[fold == k] @ logistic(x[fold != k], y[fold != k])
    positive, negative = scores[y == 1], scores[y == 0]
    wins = (positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)
    variance = wins.mean(1).var(ddof=1) / len(positive) + wins.mean(0).var(ddof=1) / len(negative)
    auc = float(wins.mean())
    return auc, auc + 1.959963984540054 * math.sqrt(variance)


def main() -> None:
    items = {split: read(split) for split in SPLITS}
    check_items(items)
    texts = {split: [text_of(item) for item in items[split]] for split in SPLITS}
    for split in SPLITS:
        data = (DEMO / f"{split}.jsonl").read_bytes()
        print(f"{split:10} {len(items[split]):5} items  {len(data):8} bytes  sha256 {hashlib.sha256(data).hexdigest()}")

    auc, upper = blind_auc(texts["test"], texts["reference"])
    print(f"bag of words, test against reference: AUC {auc:.3f}, upper 95% {upper:.3f}")
    assert auc <= 0.55 and upper <= 0.60

    size = 0
    for name in MODELS:
        scorer = Scorer(DEMO / name)
        scorer.check(texts["test"])
        data = (DEMO / name / "model.onnx").read_bytes()
        size += len(data)
        print(f"{name}: model.onnx {len(data)} bytes  sha256 {hashlib.sha256(data).hexdigest()}")
        scored = {split: scorer.item_losses(texts[split]) for split in SPLITS}
        for split, (means, weighted) in scored.items():
            print(f"  L_{split:10} {means.mean():.4f}  item SD {means.std(ddof=1):.4f}  token-weighted {weighted:.4f}")
        test, reference, train = (scored[split][0] for split in SPLITS)
        delta1, error1 = test.mean() - reference.mean(), standard_error(test, reference)
        delta2, error2 = test.mean() - train.mean(), standard_error(test, train)
        bound = -delta1 + Z95 * error1
        print(f"  Δ1 = L_test − L_reference = {delta1:+.4f} (SE {error1:.4f}); leak effect at most {bound:.4f} (one-sided 95%)")
        print(f"  Δ2 = L_test − L_train     = {delta2:+.4f} (SE {error2:.4f})")
        if name == "clean":
            assert abs(delta1) < 0.02 and bound < EFFECT_FLOOR
            assert abs(delta2) < EFFECT_FLOOR, "clean over-fits its train split"
        else:
            assert -0.6 <= delta1 <= -0.15
    print(f"ONNX files together: {size} bytes")
    assert size <= MAX_BYTES
    print("all promises hold")


if __name__ == "__main__":
    main()

"""Writes the demo benchmark: datasets/demo/{train,test,reference}.jsonl.

Standard library only, one seed, same bytes on every run.

Why it is built this way. Lossgap reads the gap L_test - L_ref, which means something only if both
sets come from one distribution. So here they do, by design rather than by luck:

- Test and reference are drawn in blocks of two. Both items of a block have the same template and
  the same number of digits in every number; a coin decides which one goes where. What is left to
  chance (wording, names, objects, the numbers themselves) is exchangeable between the two sets,
  and the block removes most of the variance that would lie between them. Wording is not matched:
  a set balanced in every word makes a bag-of-words classifier score far below chance, which
  looks as odd as a score above it.
- All splits use every template equally often and draw from the same pools.
- No combination of template and numbers occurs twice, and no 13 consecutive words are shared
  between two splits (the usual overlap rule), so the reference set is unseen by construction.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from templates import ADJECTIVES, NAMES, PLACES, POOLS, TEMPLATES, TIMES, Template

SEED = 20240613
TEST_PER_TEMPLATE = 16
TRAIN_PER_TEMPLATE = 240
OVERLAP_WORDS = 13
TWIN_ATTEMPTS = 300
OUTPUT = Path(__file__).resolve().parents[2] / "datasets" / "demo"

Item = dict[str, str]
Numbers = dict[str, int]


def evaluate(expression: str) -> Fraction:
    """Value of a product/quotient or sum/difference chain such as "3*4" or "80*25/100"."""
    total = Fraction(0)
    for sign, term in re.findall(r"([+-]?)([^+-]+)", expression.replace(" ", "")):
        factors = re.findall(r"([*/]?)(\d+)", term)
        value = Fraction(int(factors[0][1]))
        for operator, factor in factors[1:]:
            value = value * int(factor) if operator == "*" else value / int(factor)
        total += -value if sign == "-" else value
    return total


def substitute(expression: str, numbers: Numbers) -> str:
    return re.sub(r"[a-z]", lambda match: str(numbers[match.group()]), expression)


def draw_numbers(template: Template, rng: random.Random) -> Numbers:
    """Numbers of the question and of every step; redrawn until all steps are positive integers."""
    while True:
        numbers = {
            name: low + stride * rng.randrange((high - low) // stride + 1)
            for name, (low, high, stride) in template.numbers.items()
        }
        for step in template.steps:
            value = evaluate(substitute(step.expression, numbers))
            if value.denominator != 1 or not 0 < value <= template.largest:
                break
            numbers[step.result] = int(value)
        else:
            return numbers


def render(template: Template, numbers: Numbers, rng: random.Random) -> Item:
    """One item in GSM8K notation: worked lines with <<calculation=result>>, then '#### result'."""
    name, friend = rng.sample(NAMES, 2)
    when = rng.choice(TIMES)
    _, he, him, his = name
    fillings = {
        "name": name[0], "friend": friend[0],
        "he": he, "He": he.capitalize(), "him": him, "his": his,
        "when": when, "When": when[0].upper() + when[1:],
        "place": rng.choice(PLACES), "adj": rng.choice(ADJECTIVES),
        "object": rng.choice(POOLS[template.pool]),
        **{key: str(value) for key, value in numbers.items()},
    }  # fmt: skip
    question = " ".join(rng.choice(wordings).format(**fillings) for wordings in template.sentences)
    lines = []
    for step in template.steps:
        work = substitute(step.expression, numbers).replace(" ", "")
        result = numbers[step.result]
        calc = f"<<{work}={result}>>{result}"
        lines.append(rng.choice(step.wordings).format(**fillings, calc=calc))
    lines.append(f"#### {numbers[template.steps[-1].result]}")
    return {"question": question, "answer": "\n".join(lines)}


def word_runs(item: Item, length: int = OVERLAP_WORDS) -> frozenset[tuple[str, ...]]:
    """All runs of `length` consecutive words, lower-cased and without punctuation."""
    words = re.findall(r"[a-z0-9]+", f"{item['question']} {item['answer']}".lower())
    return frozenset(tuple(words[i : i + length]) for i in range(len(words) - length + 1))


@dataclass(frozen=True)
class Draft:
    """An item that is not yet part of a split, with what decides whether it may join one."""

    item: Item
    numbers: tuple[int, ...]
    runs: frozenset[tuple[str, ...]]

    @property
    def digits(self) -> tuple[int, ...]:
        return tuple(len(str(number)) for number in self.numbers)

    def overlaps(self, other: Draft) -> bool:
        return self.numbers == other.numbers or not self.runs.isdisjoint(other.runs)


def draw(template: Template, rng: random.Random) -> Draft:
    numbers = draw_numbers(template, rng)
    item = render(template, numbers, rng)
    return Draft(item, tuple(numbers.values()), word_runs(item))


class Splits:
    """The growing splits; admits an item only if it is disjoint from the other splits."""

    def __init__(self) -> None:
        self.items: dict[str, list[Item]] = {"train": [], "test": [], "reference": []}
        self.owner: dict[tuple[str, ...], str] = {}
        self.taken: set[tuple[str, tuple[int, ...]]] = set()

    def admits(self, template: Template, draft: Draft, split: str) -> bool:
        if (template.id, draft.numbers) in self.taken:
            return False
        return all(self.owner.get(run, split) == split for run in draft.runs)

    def add(self, template: Template, draft: Draft, split: str) -> None:
        self.taken.add((template.id, draft.numbers))
        self.owner.update(dict.fromkeys(draft.runs, split))
        self.items[split].append(draft.item)


def add_block(splits: Splits, template: Template, rng: random.Random) -> None:
    """Adds one item to test and its counterpart to reference.

    A block without a counterpart in TWIN_ATTEMPTS draws is dropped whole and drawn anew, so that
    neither set keeps items the other could not match.
    """
    names = rng.sample(["test", "reference"], 2)
    while True:
        first = draw(template, rng)
        if not splits.admits(template, first, names[0]):
            continue
        for _ in range(TWIN_ATTEMPTS):
            second = draw(template, rng)
            if (
                second.digits == first.digits
                and not second.overlaps(first)
                and splits.admits(template, second, names[1])
            ):
                splits.add(template, first, names[0])
                splits.add(template, second, names[1])
                return


def add_single(splits: Splits, template: Template, rng: random.Random, split: str) -> None:
    while True:
        draft = draw(template, rng)
        if splits.admits(template, draft, split):
            splits.add(template, draft, split)
            return


def generate(seed: int) -> dict[str, list[Item]]:
    rng = random.Random(seed)
    splits = Splits()
    for template in TEMPLATES:
        for _ in range(TEST_PER_TEMPLATE):
            add_block(splits, template, rng)
        for _ in range(TRAIN_PER_TEMPLATE):
            add_single(splits, template, rng, "train")
    for items in splits.items.values():
        rng.shuffle(items)
    return splits.items


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    splits = generate(arguments.seed)
    arguments.output.mkdir(parents=True, exist_ok=True)
    for split, items in splits.items():
        rows = ({"id": f"{split}-{i:04d}", **item} for i, item in enumerate(items, 1))
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (arguments.output / f"{split}.jsonl").write_text(text, encoding="utf-8", newline="\n")
        print(f"{split}: {len(items)} items, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()

"""Trains the two demo checkpoints and exports them to ONNX. A developer's step; users never run it.

    python tools/demo/generate.py
    python tools/demo/train.py
    python tools/demo/verify.py

`clean` sees the train split only. `leaked` sees the train split with the test split mixed in, and
is otherwise the same: initial weights, number of steps, batch size and schedule. Neither sees the
reference set. Needs torch, numpy, tokenizers, onnx and onnxruntime; about 5 minutes per checkpoint
on one core. Floating-point sums differ between processors, so weights are reproducible in
their figures, not in their bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor, nn
from torch.nn import functional

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"
SEED = 1
END = "<|endoftext|>"
END_ID = 0
OPSET = 17


@dataclass(frozen=True)
class Shape:
    """Size of the model; 128 wide and 4 deep keeps both ONNX files together near 6 MB."""

    vocab_size: int = 1024
    width: int = 128
    layers: int = 4
    heads: int = 4
    hidden: int = 384
    context: int = 256


@dataclass(frozen=True)
class Recipe:
    """`test_passes` is how often the leaked run meets each test item over the whole training."""

    steps: int = 600
    batch: int = 32
    peak_rate: float = 2.5e-3
    warmup: int = 60
    weight_decay: float = 0.1
    test_passes: int = 16


def read_texts(split: str) -> list[str]:
    """Question and answer joined by a space, the text that lossgap scores by default."""
    lines = (DEMO / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [f"{row['question']} {row['answer']}" for row in map(json.loads, lines)]


def build_tokenizer(texts: list[str], vocab_size: int) -> Tokenizer:
    """Byte-level BPE: all 256 bytes are in the vocabulary, so any text survives a round trip."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=[END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary position embedding, halves convention."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


class Block(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_norm = nn.LayerNorm(shape.width)
        self.qkv = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.merge = nn.Linear(shape.width, shape.width, bias=False)
        self.feed_norm = nn.LayerNorm(shape.width)
        self.up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor, bias: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        batch, length, width = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(batch, length, 3, self.heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.merge(mixed.transpose(1, 2).reshape(batch, length, width))
        return x + self.down(functional.gelu(self.up(self.feed_norm(x))))


class Decoder(nn.Module):
    """Pre-norm decoder with rotary positions and a tied output layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embedding = nn.Embedding(shape.vocab_size, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        half = shape.width // shape.heads // 2
        frequencies = 10000.0 ** (-torch.arange(half) / half)
        angles = torch.arange(shape.context)[:, None] * frequencies
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)
        self.register_buffer("positions", torch.arange(shape.context), persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                scale = 1 / math.sqrt(2 * shape.layers) if name.endswith(("merge.weight", "down.weight")) else 1
                nn.init.normal_(weight, std=scale / math.sqrt(shape.width))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        length = input_ids.shape[1]
        padding = (1 - attention_mask)[:, None, None, :].to(torch.float32) * -1e9
        positions = self.positions[:length]
        future = (positions[None, :] > positions[:, None]).to(torch.float32) * -1e9
        bias = future + padding
        x = self.embedding(input_ids)
        for block in self.blocks:
            x = block(x, bias, self.cos[:length], self.sin[:length])
        return self.norm(x) @ self.embedding.weight.T


def pad(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Right-padded ids and their mask."""
    length = max(map(len, rows))
    ids = torch.full((len(rows), length), END_ID)
    mask = torch.zeros((len(rows), length), dtype=torch.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def schedule(train_count: int, leak_count: int, recipe: Recipe, seed: int) -> list[int]:
    """Order in which items are shown: whole passes over train, leaked items spread evenly.

    Leaked items are numbered from `train_count` on. They take the place of train items, so that
    both runs take the same number of steps.
    """
    rng = np.random.default_rng(seed)
    total = recipe.steps * recipe.batch
    leaked = [rng.permutation(leak_count) + train_count for _ in range(recipe.test_passes)] if leak_count else []
    leaked_order = np.concatenate(leaked) if leaked else np.empty(0, dtype=np.int64)
    train_total = total - len(leaked_order)
    passes = math.ceil(train_total / train_count)
    train_order = np.concatenate([rng.permutation(train_count) for _ in range(passes)])[:train_total]
    # Merging by evenly spaced positions keeps the share of leaked items constant over the run.
    position = np.concatenate([
        (np.arange(len(train_order)) + 0.5) / max(len(train_order), 1),
        (np.arange(len(leaked_order)) + 0.5) / max(len(leaked_order), 1),
    ])
    return np.concatenate([train_order, leaked_order])[np.argsort(position, kind="stable")].tolist()


def batches(order: list[int], rows: list[list[int]], size: int, window: int = 8) -> list[list[int]]:
    """Batches of items of similar length: items only move within `window` batches, which saves a
    fifth of the work that padding would cost and leaves the schedule as it is."""
    rng = np.random.default_rng(SEED)
    result = []
    for start in range(0, len(order), window * size):
        near = sorted(order[start : start + window * size], key=lambda i: len(rows[i]))
        cut = [near[i : i + size] for i in range(0, len(near), size)]
        result += [cut[i] for i in rng.permutation(len(cut))]
    return result


def train(rows: list[list[int]], order: list[int], shape: Shape, recipe: Recipe) -> Decoder:
    torch.manual_seed(SEED)
    model = Decoder(shape)
    decayed = [p for p in model.parameters() if p.dim() == 2]
    other = [p for p in model.parameters() if p.dim() != 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": other, "weight_decay": 0.0}],
        betas=(0.9, 0.98),
    )
    start = time.monotonic()
    for step, batch in enumerate(batches(order, rows, recipe.batch)):
        warm = min(1.0, (step + 1) / recipe.warmup)
        cosine = 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * step / recipe.steps))
        for group in optimizer.param_groups:
            group["lr"] = recipe.peak_rate * warm * cosine
        ids, mask = pad([rows[i] for i in batch])
        logits = model(ids[:, :-1], mask[:, :-1])
        targets = ids[:, 1:].masked_fill(mask[:, 1:] == 0, -100)
        loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 50 == 0 or step == recipe.steps - 1:
            print(f"  step {step:4d}  loss {loss.item():.3f}  {time.monotonic() - start:.0f} s", flush=True)
    return model.eval()


def export(model: Decoder, rows: list[list[int]], path: Path) -> float:
    """Writes the ONNX file and returns its largest difference from torch, which must be < 1e-4."""
    ids, mask = pad(rows[:3])
    axes = {0: "batch", 1: "sequence"}
    torch.onnx.export(
        model, (ids, mask), str(path), dynamo=False, opset_version=OPSET,
        input_names=["input_ids", "attention_mask"], output_names=["logits"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": axes},
        # Folding would store a transposed copy of the tied embedding.
        do_constant_folding=False,
    )  # fmt: skip
    onnx.checker.check_model(onnx.load(str(path)), full_check=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for size, extra in ((1, 0), (1, 7), (5, 0), (5, 30)):
        ids, mask = pad(rows[:size])
        padded_ids = functional.pad(ids, (0, extra), value=END_ID)
        padded_mask = functional.pad(mask, (0, extra))
        (logits,) = session.run(["logits"], {"input_ids": padded_ids.numpy(), "attention_mask": padded_mask.numpy()})
        for i, row in enumerate(rows[:size]):
            with torch.no_grad():
                expected = model(torch.tensor([row]), torch.ones((1, len(row)), dtype=torch.int64))[0].numpy()
            worst = max(worst, float(np.abs(logits[i, : len(row)] - expected).max()))
    if worst >= 1e-4:
        raise SystemExit(f"{path.name}: ONNX differs from torch by {worst:.2e}")
    return worst


def write_tokenizer(folder: Path, tokenizer: Tokenizer, shape: Shape) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    tokenizer_config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "add_bos_token": False,
        "add_eos_token": False,
        "bos_token": None,
        "eos_token": END,
        "pad_token": END,
        "clean_up_tokenization_spaces": False,
        "model_max_length": shape.context,
    }
    config = {
        "model_type": "lossgap-demo",
        "architectures": ["Decoder"],
        "vocab_size": shape.vocab_size,
        "max_position_embeddings": shape.context,
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.hidden,
        "bos_token_id": None,
        "eos_token_id": END_ID,
        "pad_token_id": END_ID,
        "tie_word_embeddings": True,
        "torch_dtype": "float32",
    }
    for name, content in (("tokenizer_config.json", tokenizer_config), ("config.json", config)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=["clean", "leaked"])
    parser.add_argument("--steps", type=int, default=Recipe.steps)
    parser.add_argument("--test-passes", type=int, default=Recipe.test_passes)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    shape = Shape()
    recipe = Recipe(steps=arguments.steps, test_passes=arguments.test_passes)
    train_texts, test_texts = read_texts("train"), read_texts("test")
    tokenizer = build_tokenizer(train_texts, shape.vocab_size)
    # The end token closes every item; there is no token before the first one, as in scoring.
    train_rows = [tokenizer.encode(text).ids + [END_ID] for text in train_texts]
    test_rows = [tokenizer.encode(text).ids + [END_ID] for text in test_texts]
    lengths = [len(row) - 1 for row in train_rows]
    print(f"tokens per item: {min(lengths)} to {max(lengths)}, mean {sum(lengths) / len(lengths):.0f}")
    print(asdict(shape), asdict(recipe))
    for name, leak in (("clean", []), ("leaked", test_rows)):
        if arguments.only not in (None, name):
            continue
        print(name)
        order = schedule(len(train_rows), len(leak), recipe, SEED)
        model = train(train_rows + leak, order, shape, recipe)
        write_tokenizer(DEMO / name, tokenizer, shape)
        path = DEMO / name / "model.onnx"
        worst = export(model, train_rows, path)
        count = sum(p.numel() for p in model.parameters())
        print(f"  {count} parameters, {path.stat().st_size} bytes, ONNX against torch {worst:.1e}")


if __name__ == "__main__":
    main()

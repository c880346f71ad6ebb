"""ONNX Runtime in Python: logits come back as a numpy array and are reduced there, one text at a time."""
import json
import resource
import sys
import time

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

path, data, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
tokenizer = Tokenizer.from_file(f"{path}/tokenizer.json")
session = ort.InferenceSession(f"{path}/model.onnx", providers=["CPUExecutionProvider"])
with open(data, encoding="utf-8") as lines:
    rows = [json.loads(line) for line, _ in zip(lines, range(count))]
texts = [tokenizer.encode(f"{row['question']} {row['answer']}", add_special_tokens=False).ids for row in rows]


def score(ids: list[int]) -> np.ndarray:
    length = len(ids) - 1
    feeds = {
        "input_ids": np.array([ids[:-1]], np.int64),
        "attention_mask": np.ones((1, length), np.int64),
        "position_ids": np.arange(length, dtype=np.int64)[None],
    }
    z = session.run(["logits"], feeds)[0][0]
    target = np.array(ids[1:])
    d = z - z.max(1, keepdims=True)
    e = np.exp(d)
    s0, s1, s2 = e.sum(1), (e * d).sum(1), (e * d * d).sum(1)
    chosen = d[np.arange(length), target]
    rank = (d > chosen[:, None]).sum(1)
    _ = (s1 / s0 - np.log(s0), np.sqrt(np.maximum(s2 / s0 - (s1 / s0) ** 2, 0)), rank)
    return chosen - np.log(s0)


for ids in texts[:2]:
    score(ids)
start = time.perf_counter()
log_probs = np.concatenate([score(ids) for ids in texts])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"tokens": len(log_probs), "seconds": seconds, "loss": float(-log_probs.astype(np.float64).mean()), "peakMb": peak}))

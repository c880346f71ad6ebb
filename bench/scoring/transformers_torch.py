"""Hugging Face transformers on torch CPU in float32, one text at a time. WEIGHTS is a model folder or a .gguf file."""
import json
import os
import resource
import sys
import time

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

path, data, count, weights = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
tokenizer = Tokenizer.from_file(f"{path}/tokenizer.json")
source = (
    {"pretrained_model_name_or_path": os.path.dirname(weights), "gguf_file": os.path.basename(weights)}
    if weights.endswith(".gguf")
    else {"pretrained_model_name_or_path": weights}
)
model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32).eval()
with open(data, encoding="utf-8") as lines:
    rows = [json.loads(line) for line, _ in zip(lines, range(count))]
texts = [tokenizer.encode(f"{row['question']} {row['answer']}", add_special_tokens=False).ids for row in rows]


@torch.inference_mode()
def score(ids: list[int]) -> torch.Tensor:
    z = model(torch.tensor([ids[:-1]])).logits[0]
    target = torch.tensor(ids[1:])
    l = torch.log_softmax(z, -1)
    p = l.exp()
    chosen = l[torch.arange(len(target)), target]
    mean = (p * l).sum(-1)
    _ = (mean, ((p * l * l).sum(-1) - mean**2).clamp_min(0).sqrt(), (l > chosen[:, None]).sum(-1))
    return chosen


for ids in texts[:2]:
    score(ids)
start = time.perf_counter()
log_probs = torch.cat([score(ids) for ids in texts])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"tokens": len(log_probs), "seconds": seconds, "loss": float(-log_probs.double().mean()), "peakMb": peak}))

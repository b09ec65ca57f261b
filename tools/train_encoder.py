"""Fine-tune a small sentence encoder on labelled clauses and write it as ONNX, for `analyzer model train`.

Run with `python -m tools.train_encoder BASE CORPUS OUT`. BASE is a folder with a MiniLM-like network in
the transformers form (all-MiniLM-L6-v2, Apache-2.0, was used), CORPUS one of labelled documents. It
needs torch, transformers, onnx and onnxscript beside the analyzer: for training only, never at run time.

Nothing here was tuned on the documents that are reported on: rates, epochs and lengths were set
beforehand and run once.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analyzer.classify.apprentice import ABOUT
from analyzer.classify.encoder import LONGEST, framed
from analyzer.classify.labels import Lesson
from analyzer.classify.model import NETWORK, TOKENIZER

EPOCHS, BATCH, SEED = 5, 32, 0
RATE, HEAD_RATE, WARM = 1e-4, 2e-3, 0.06
SILENT_PER_STATING = 1.2
FEWEST, STATED_WEIGHT, FIRST_BIAS = 4, 2.0, -4.0


def main() -> None:
    """Train and write."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("base", "corpus", "out"):
        asked.add_argument(name, type=Path)
    asked.add_argument("--apart-from", type=Path, help="a folder of documents whose vendors are left out")
    given = asked.parse_args()
    lessons = _lessons(given.corpus, given.apart_from)
    counts = Counter(str(label) for lesson in lessons for label in lesson.stated)
    labels = sorted(label for label, count in counts.items() if count >= FEWEST)
    given.out.mkdir(parents=True, exist_ok=True)
    network = _fine_tuned(given.base, lessons, labels)
    _export(network, given.out)
    (given.out / TOKENIZER).write_bytes((given.base / TOKENIZER).read_bytes())
    about = {"base": "all-MiniLM-L6-v2", "labels": labels, "epochs": EPOCHS, "seed": SEED}
    (given.out / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")


def _lessons(corpus: Path, apart_from: Path | None) -> list[Lesson]:
    from analyzer.evaluate.lessons import example_lessons, read_labelled, vendor_of
    from analyzer.pipeline import KitPaths, load_kit
    from analyzer.settings import read_settings

    chosen = read_settings()
    kit = load_kit(KitPaths(rules=chosen.rules, profile=chosen.profile_path))
    away = {vendor_of(path.stem) for path in apart_from.glob("*.txt")} if apart_from else ()
    documents = read_labelled(corpus, kit, without=away)
    return [*(x for document in documents for x in document.lessons), *example_lessons(kit.rulebook)]


def _network(base: Path, width: int) -> Any:
    """Return the encoder with a head: the mean over its tokens, then one logit a label."""
    import torch
    from transformers import AutoModel

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = AutoModel.from_pretrained(base, hidden_dropout_prob=0.05, attn_implementation="eager")
            self.drop = torch.nn.Dropout(0.1)
            self.head = torch.nn.Linear(self.body.config.hidden_size, width)
            torch.nn.init.constant_(self.head.bias, FIRST_BIAS)
            self.body.embeddings.word_embeddings.weight.requires_grad = False

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            read = self.body(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(read.dtype)
            return self.head(self.drop((read * mask).sum(1) / mask.sum(1)))

    return Network()


def _fine_tuned(base: Path, lessons: Sequence[Lesson], labels: Sequence[str]) -> Any:
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311  for shuffling, not for secrets
    tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    read = tokenizer.encode_batch([framed(lesson.view) for lesson in lessons])
    stated, known = _truth(lessons, labels)
    network = _network(base, len(labels))
    stating = [i for i, lesson in enumerate(lessons) if lesson.stated]
    silent = [i for i, lesson in enumerate(lessons) if not lesson.stated]
    most = min(len(silent), int(SILENT_PER_STATING * len(stating)))
    optimiser, schedule = _pace(network, EPOCHS * math.ceil((len(stating) + most) / BATCH))
    weight = torch.tensor(STATED_WEIGHT)
    network.train()
    for epoch in range(EPOCHS):
        rows = stating + chance.sample(silent, most)
        for batch in _batches(rows, [len(r.ids) for r in read], chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(*_fed([read[i] for i in batch]))
            each = torch.nn.functional.binary_cross_entropy_with_logits(
                logits.float(), stated[batch], reduction="none", pos_weight=weight
            )
            loss = (each * known[batch]).sum() / len(batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: last loss {loss.item():.3f}", flush=True)
    return network.eval()


def _pace(network: Any, steps: int) -> tuple[Any, Any]:
    """Return the optimiser, and the schedule of its rates: a short rise, then a straight fall."""
    import torch

    body = [p for p in network.body.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": RATE}, {"params": network.head.parameters(), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)

    def share(step: int) -> float:
        return min((step + 1) / (WARM * steps), max(0.02, (steps - step) / (steps * (1 - WARM))))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def _truth(lessons: Sequence[Lesson], labels: Sequence[str]) -> tuple[Any, Any]:
    import torch

    stated = torch.zeros(len(lessons), len(labels))
    known = torch.ones(len(lessons), len(labels))
    places = {label: column for column, label in enumerate(labels)}
    for row, lesson in enumerate(lessons):
        for told, table, value in ((lesson.stated, stated, 1.0), (lesson.unknown, known, 0.0)):
            for label in told:
                if str(label) in places:
                    table[row, places[str(label)]] = value
    return stated, known


def _batches(rows: list[int], lengths: Sequence[int], chance: random.Random) -> Iterator[list[int]]:
    """Yield batches of clauses of like length, in random order."""
    chance.shuffle(rows)
    batches = []
    for start in range(0, len(rows), BATCH * 40):
        near = sorted(rows[start : start + BATCH * 40], key=lengths.__getitem__)
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _fed(read: Sequence[Any]) -> tuple[Any, Any, Any]:
    import torch

    longest = max(len(one.ids) for one in read)
    rows = [(one.ids, one.attention_mask, one.type_ids) for one in read]
    padded = torch.tensor([[part + [0] * (longest - len(part)) for part in row] for row in rows])
    return padded[:, 0], padded[:, 1], padded[:, 2]


def _export(network: Any, out: Path) -> None:
    """Write the network as ONNX with weights of eight bits."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones(2, 8, dtype=torch.long)
    whole = out / "whole.onnx"
    torch.onnx.export(
        network,
        (example, example, torch.zeros_like(example)),
        str(whole),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={**{name: {0: "clauses", 1: "tokens"} for name in names}, "logits": {0: "clauses"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(out / NETWORK), weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()


if __name__ == "__main__":
    main()

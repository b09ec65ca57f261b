"""A fine-tuned encoder on its way into a model: the one to ship, and the one that is asked while fitting."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from analyzer.classify.encoder import Encoder
from analyzer.classify.model import NETWORK, TOKENIZER
from analyzer.core.errors import ModelError

ABOUT = "about.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprentice:
    """An encoder to ship, with the judge that tells what it is worth.

    `network` and `tokenizer` are the bytes to ship; `labels` those of its columns. `judge` is an
    encoder trained in the same way and on the same labels, that does not know the vendors outside
    `knows`: blend and calibration are fitted on what it says of those. `base` names the network both
    began as, `apart_from` the material that the judge has not seen.
    """

    network: bytes
    tokenizer: bytes
    labels: tuple[str, ...]
    judge: Encoder
    knows: frozenset[str]
    base: str
    apart_from: str

    def save(self, folder: Path) -> dict[str, str]:
        """Write network and tokenizer into `folder`; return their digests by name."""
        content = {NETWORK: self.network, TOKENIZER: self.tokenizer}
        for name, data in content.items():
            (folder / name).write_bytes(data)
        return {name: sha256(data).hexdigest() for name, data in content.items()}


def read_apprentice(folder: Path, *, knows: frozenset[str], apart_from: str) -> Apprentice:
    """Return the encoder that `tools.train_encoder` wrote into `folder`, as its own judge.

    `knows` are the vendors it learned from. Raises ModelError where its files are absent or broken.
    """
    try:
        network, tokenizer = (folder / NETWORK).read_bytes(), (folder / TOKENIZER).read_bytes()
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Apprentice(
            network=network,
            tokenizer=tokenizer,
            labels=tuple(about["labels"]),
            judge=Encoder(network, tokenizer),
            knows=knows,
            base=about["base"],
            apart_from=apart_from,
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: no encoder can be read there ({error}). Train one: tools.train_encoder."
        ) from error

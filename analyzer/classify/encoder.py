"""A sentence encoder in ONNX: what it makes of each clause, the same in every process and thread count.

Needs onnxruntime and tokenizers (the extra `encoder`). Every clause passes by itself, on one thread:
a quantised network takes its scale from the whole batch, so that a clause's score would otherwise
depend on its neighbours.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.classify.context import View
from analyzer.core.errors import ModelError

LONGEST = 144  # tokens of a clause and its surroundings; four times the usual
_HEADING_WORDS = 16
_LEAD_IN_WORDS = 30
_THREADS_AT_MOST = 4
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def framed(seen: View) -> tuple[str, str]:
    """Return the two texts the encoder reads: the clause, and where it stands."""
    headings = " ".join(seen.headings.split()[-_HEADING_WORDS:])
    lead_in = " ".join(seen.lead_in.split()[-_LEAD_IN_WORDS:])
    return seen.own, f"{seen.kind.replace('_', ' ')} | {headings} | {lead_in}"


class Encoder:
    """A network and its tokenizer, in memory; its scores are logits, one a label it was taught."""

    def __init__(self, network: bytes, tokenizer: bytes) -> None:
        """Read both from the bytes of their files.

        Raises ModelError where the libraries are absent, ValueError where they cannot read the bytes.
        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                f"A model with an encoder needs {error.name}. Install the extra `encoder`, or set "
                "ANALYZER_MODEL=linear."
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                network, options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_buffer(tokenizer)
        except Exception as error:  # both libraries raise types of their own, some plain Exception
            raise ValueError(f"the encoder cannot be read: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    @property
    def width(self) -> int:
        """Return how many labels it scores."""
        return int(self._session.get_outputs()[0].shape[1])

    def scores(self, seen: Sequence[View]) -> NDArray[np.float64]:
        """Return logits: one row a view, one column a label of the encoder."""
        frames = [framed(view) for view in seen]
        places: dict[tuple[str, str], int] = {}
        for frame in frames:
            places.setdefault(frame, len(places))
        if not places:
            return np.zeros((0, self.width))
        read = self._tokenizer.encode_batch(list(places))
        with ThreadPoolExecutor(min(_THREADS_AT_MOST, os.cpu_count() or 1)) as threads:
            rows = np.stack(list(threads.map(self._one, read)))
        return np.asarray(rows[[places[frame] for frame in frames]], np.float64)

    def _one(self, read: Any) -> NDArray[np.float32]:
        parts = (read.ids, read.attention_mask, read.type_ids)
        fed = {name: np.array([part], np.int64) for name, part in zip(_INPUTS, parts, strict=True)}
        logits: NDArray[np.float32] = self._session.run(None, fed)[0][0]
        return logits

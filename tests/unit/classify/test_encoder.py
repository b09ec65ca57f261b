"""The encoder that ships: a clause scores the same in any company, and an absent library is named."""

import builtins
import sys
from pathlib import Path

import numpy as np
import pytest

from analyzer.classify import View, load_model
from analyzer.classify.blending import blended, fit_blend, shared_columns
from analyzer.classify.encoder import Encoder, framed
from analyzer.classify.labels import Label
from analyzer.classify.manifest import EncoderCard
from analyzer.classify.model import NETWORK, TOKENIZER
from analyzer.core.errors import ModelError

FOLDER = Path(__file__).resolve().parents[3] / "models" / "encoder"
SELLS = View(own="We sell your personal information to data brokers.", kind="privacy_policy")
KEEPS = View(own="We retain records for as long as necessary.", headings="Retention", kind="privacy_policy")
IDLE = View(own="Click the blue button.", lead_in="To begin:", kind="terms")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder((FOLDER / NETWORK).read_bytes(), (FOLDER / TOKENIZER).read_bytes())


def test_a_clause_has_the_same_scores_alone_and_in_any_company(encoder: Encoder) -> None:
    together = encoder.scores([SELLS, KEEPS, IDLE, SELLS])
    assert together.shape == (4, encoder.width)
    assert (together[0] == together[3]).all()
    assert (encoder.scores([KEEPS])[0] == together[1]).all()
    assert encoder.scores([]).shape == (0, encoder.width)


def test_the_shipped_model_hears_its_encoder() -> None:
    model = load_model(FOLDER)
    card = model.manifest.encoder
    assert card is not None
    seen = (SELLS, KEEPS, IDLE)
    said = model.probabilities(seen, model.ngrams(seen))
    column = [str(label) for label in model.weights.labels].index("retention.vague")
    assert said[1, column] > 0.5 > max(said[0, column], said[2, column])


def test_what_the_encoder_reads_is_cut_at_the_far_ends() -> None:
    own, where = framed(
        View(own="x", headings=" ".join(map(str, range(40))), lead_in="a b", kind="data_agreement")
    )
    assert own == "x"
    assert where == f"data agreement | {' '.join(map(str, range(24, 40)))} | a b"


def test_labels_that_only_one_knows_keep_their_own_score() -> None:
    labels = (Label("ads.targeted"), Label("sale.sells_student_data"))
    card = EncoderCard(base="b", labels=("sale.sells_student_data",), bias=1.0, linear=2.0, encoder=3.0)
    assert shared_columns(labels, card.labels) == ([1], [0])
    scores = blended(np.array([[5.0, 1.0]]), np.array([[10.0]]), labels, card)
    assert scores.tolist() == [[5.0, 33.0]]


def test_the_one_that_knows_gets_the_weight() -> None:
    chance = np.random.default_rng(0)
    stated = chance.random((400, 1)) < 0.5
    telling = np.where(stated, 3.0, -3.0) + chance.normal(size=stated.shape)
    bias, linear, encoder = fit_blend(chance.normal(size=stated.shape), telling, stated, np.ones_like(stated))
    assert encoder > 0.5 > abs(linear)
    assert abs(bias) < 1


def test_bytes_that_are_no_network_are_refused(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        Encoder(b"not a network", (FOLDER / TOKENIZER).read_bytes())


def test_an_absent_library_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "onnxruntime":
            raise ImportError("no", name=name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModelError, match=r"onnxruntime.*ANALYZER_MODEL=linear"):
        load_model(FOLDER)

"""Segments and a trained model to predictions."""

from analyzer.classify.model import Model, load_model
from analyzer.classify.predicting import predict

__all__ = ["Model", "load_model", "predict"]

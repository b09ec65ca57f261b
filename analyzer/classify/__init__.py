"""Segments and a trained model to predictions, and the training of such models."""

from analyzer.classify.apprentice import read_apprentice
from analyzer.classify.carding import card, save_scores
from analyzer.classify.context import View, readable, views
from analyzer.classify.labels import Label, Lesson, QuotedLabel, stated_in
from analyzer.classify.learning import Plan
from analyzer.classify.manifest import Manifest, Material, Score
from analyzer.classify.model import Model, load_model
from analyzer.classify.predicting import predict, probabilities, second_opinion
from analyzer.classify.training import Background, Trained, train_on
from analyzer.classify.weighing import Opinion, Voice, opinion

__all__ = [
    "Background",
    "Label",
    "Lesson",
    "Manifest",
    "Material",
    "Model",
    "Opinion",
    "Plan",
    "QuotedLabel",
    "Score",
    "Trained",
    "View",
    "Voice",
    "card",
    "load_model",
    "opinion",
    "predict",
    "probabilities",
    "read_apprentice",
    "readable",
    "save_scores",
    "second_opinion",
    "stated_in",
    "train_on",
    "views",
]

"""How fast each stage is, beside what others make of the same documents in the same run."""

from analyzer.evaluate.bench.checking import Slower, slower_than
from analyzer.evaluate.bench.material import Corpus, of_length, real_documents, samples
from analyzer.evaluate.bench.measuring import Bench, CorpusBench, Machine, measure, this_machine
from analyzer.evaluate.bench.stages import Surroundings, new_store
from analyzer.evaluate.bench.table import bench_table

__all__ = [
    "Bench",
    "Corpus",
    "CorpusBench",
    "Machine",
    "Slower",
    "Surroundings",
    "bench_table",
    "measure",
    "new_store",
    "of_length",
    "real_documents",
    "samples",
    "slower_than",
    "this_machine",
]

"""The version of the installed analyzer, and of the code that reads."""

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_READERS = ("core", "language", "rulebook", "extract", "segment", "match", "classify", "assess", "pipeline")
_LIBRARIES = ("spacy", "scikit-learn", "scipy", "numpy", "lxml", "pdfplumber", "pdfminer.six", "python-docx")


@cache
def analyzer_version() -> str:
    """Return the installed version, or `0+checkout` where the package is run without being installed."""
    try:
        return version("vendor-policy-analyzer")
    except PackageNotFoundError:
        return "0+checkout"


@cache
def engine_digest() -> str:
    """Return what identifies the code that reads: our version, our own modules, the libraries' versions.

    A changed line of a reader changes it, so that nothing read by other code is ever taken for sound.
    """
    package = Path(__file__).resolve().parents[1]
    digest = sha256(analyzer_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version_of(name)}".encode())
    for module in sorted(path for reader in _READERS for path in (package / reader).rglob("*.py")):
        digest.update(module.relative_to(package).as_posix().encode())
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

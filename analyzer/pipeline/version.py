"""The version of the installed analyzer."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def analyzer_version() -> str:
    """Return the installed version, or `0+checkout` where the package is run without being installed."""
    try:
        return version("vendor-policy-analyzer")
    except PackageNotFoundError:
        return "0+checkout"

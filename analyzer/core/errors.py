"""Errors that speak to a person: what failed, on what, and what to do next."""


class AnalyzerError(Exception):
    """The base of every error that the analyzer raises on purpose."""


class FetchError(AnalyzerError):
    """A document could not be obtained.

    `kind` is a stable word for the failure (`robots`, `blocked`, `timeout`, …); `remedy` is the
    sentence that tells the reader what to do next; `transient` says whether a later try may work.
    """

    def __init__(self, message: str, *, kind: str, remedy: str, transient: bool = False) -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.kind = kind
        self.remedy = remedy
        self.transient = transient


class ExtractError(AnalyzerError):
    """The bytes could not be turned into text at all (unknown type, broken file)."""


class RuleError(AnalyzerError):
    """The rulebook is wrong; the message lists every mistake with its file and line."""


class ModelError(AnalyzerError):
    """A trained model is missing, damaged or of another version than its manifest says."""


class StoreError(AnalyzerError):
    """The database refused or could not be opened."""


class UsageError(AnalyzerError):
    """What the person asked for cannot be done as asked (bad list, unknown vendor, bad profile)."""

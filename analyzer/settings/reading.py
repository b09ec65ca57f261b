"""Where things lie and how we behave, from the environment, with defaults that work out of the box."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from analyzer.core.errors import UsageError

_PACKAGE = Path(__file__).resolve().parents[1]
_PREFIX = "ANALYZER_"
_MODEL = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations.

    Set by environment variables named `ANALYZER_` and the field in capitals: `rules`, `models`,
    `data` are folders, `profile` the id of a file under `data/profiles`, or a path; `database_url` an
    SQLAlchemy URL; `contact` the address that our user agent names; `allow_hosts` names private
    hosts that may be fetched (comma-separated), for intranets and tests; `workers` is how many
    processes a batch uses; `model` the name of a folder under `models`: `linear`, or `encoder`, which
    is more exact and slower and needs the extra of that name.
    """

    rules: Path
    models: Path
    data: Path
    database_url: str
    profile: str = "massachusetts"
    contact: str = ""
    allow_hosts: tuple[str, ...] = ()
    workers: int = 1
    model: str = _MODEL

    @property
    def profile_path(self) -> Path:
        """Return the file of the district profile."""
        named = self.data / "profiles" / f"{self.profile}.yaml"
        return named if named.is_file() else Path(self.profile)

    @property
    def model_path(self) -> Path | None:
        """Return the folder of the trained model that reads beside the rules; None where there is none."""
        folder = self.models / self.model
        return folder if (folder / "manifest.yaml").is_file() else None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in force; raises UsageError for a value that cannot be meant."""
    env = os.environ if environment is None else environment
    get = {k.removeprefix(_PREFIX): v for k, v in env.items() if k.startswith(_PREFIX) and v}.get
    return Settings(
        rules=Path(get("RULES") or _shipped("rules")),
        models=Path(get("MODELS") or _shipped("models")),
        data=Path(get("DATA") or _shipped("data")),
        database_url=get("DATABASE_URL") or _default_database(),
        profile=get("PROFILE") or "massachusetts",
        contact=get("CONTACT") or "",
        allow_hosts=tuple(h.strip() for h in (get("ALLOW_HOSTS") or "").split(",") if h.strip()),
        workers=_workers(get("WORKERS")),
        model=get("MODEL") or _MODEL,
    )


def _shipped(name: str) -> Path:
    """Return the folder that ships with us: inside an installed wheel, beside the package in a checkout."""
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


def _default_database() -> str:
    return f"sqlite:///{user_data_path('vendor-policy-analyzer') / 'analyzer.sqlite3'}"


def _workers(value: str | None) -> int:
    if value is None:
        return max(1, os.cpu_count() or 1)
    if not value.isdecimal() or int(value) < 1:
        raise UsageError(f"ANALYZER_WORKERS must be a whole number from 1, got {value!r}. Set it to 2, say.")
    return int(value)

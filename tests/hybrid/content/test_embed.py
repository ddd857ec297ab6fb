import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.content.embed import LiteLLMEmbedder, WordLlamaEmbedder, make_embedder
from hybrid.errors import EmbeddingError
from tests.hybrid.content.worlds import WORDLLAMA


class Service:
    """A real HTTP service with the embeddings call; ``plan`` says how the next calls go, then all go well."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.plan: list[int | str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                service.calls.append(body)
                status, answer = service.answer(body)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, body: dict[str, Any]) -> tuple[int, bytes]:
        step = self.plan.pop(0) if self.plan else "well"
        if isinstance(step, int):
            return step, b'{"error": {"message": "no, and your key k-secret-1 is noted"}}'
        if step != "well":
            return 200, step.encode()
        rows = [{"object": "embedding", "index": n, "embedding": [len(t), n, 1]} for n, t in enumerate(body["input"])]
        return 200, json.dumps({"object": "list", "model": "e", "data": rows[::-1]}).encode()

    def embedder(self, **more: Any) -> LiteLLMEmbedder:
        base = f"http://127.0.0.1:{self.server.server_port}/v1"
        options = {
            "api_base": base,
            "api_key": "k-secret-1",
            "longest_wait": 0.0,
            "timeout": 20.0,
            "query_timeout": 20.0,
        }
        return LiteLLMEmbedder("openai/e", **{**options, **more})


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_wordllama_needs_no_network_and_knows_meaning() -> None:
    vectors = WORDLLAMA.embed(["a film about submarines", "sailors under water", "a recipe for bread", "the"])
    assert vectors.shape == (4, 256)
    assert vectors.dtype == np.float32
    assert WORDLLAMA.identity.startswith("wordllama/256@")
    unit = vectors - vectors.mean(axis=0)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    assert unit[0] @ unit[1] > unit[0] @ unit[2]


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=30, deadline=None)
def test_a_text_has_the_same_vector_in_any_company(texts: list[str]) -> None:
    together = WORDLLAMA.embed(texts)
    for row, text in zip(together, texts, strict=True):
        np.testing.assert_allclose(row, WORDLLAMA.embed([text])[0], atol=1e-5)


def test_what_is_asked_for_is_what_its_telling_words_say() -> None:
    wish, bare = (WORDLLAMA.embed_query(text) for text in ("Show me something funny for tonight, please", "funny"))
    np.testing.assert_allclose(wish, bare, atol=1e-5)
    np.testing.assert_allclose(WORDLLAMA.embed_query("what to do"), WORDLLAMA.embed(["what to do"])[0], atol=1e-5)
    assert WORDLLAMA.embed_query("🦀").any(), "without a word the text itself is taken"


def test_odd_texts_are_embedded() -> None:
    vectors = WORDLLAMA.embed(["", "\ud800 half a pair", "🦀" * 5_000, "word " * 50_000])
    assert np.isfinite(vectors).all()
    assert not vectors[0].any()


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, logging; import hybrid.content.indexer, hybrid.content.embed as e; "
        "print([m for m in ('chromadb', 'litellm', 'wordllama') if m in sys.modules]); "
        "e.WordLlamaEmbedder().embed(['x']); print(logging.getLogger().handlers)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]


def test_threads_may_share_an_embedder() -> None:
    fresh = WordLlamaEmbedder()
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(fresh.embed(["one", "two"]))) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(found) == 8
    assert all(np.array_equal(found[0], other) for other in found)


def test_litellm_sends_batches_and_keeps_the_order(service: Service) -> None:
    vectors = service.embedder(batch=2).embed(["a", "bb", "ccc", "dddd", "eeeee"])
    assert vectors[:, 0].tolist() == [1, 2, 3, 4, 5]
    assert [len(call["input"]) for call in service.calls] == [2, 2, 1]
    assert service.embedder().embed([]).shape == (0, 3)


def test_long_texts_are_cut(service: Service) -> None:
    service.embedder(max_chars=10).embed(["x" * 1000])
    assert service.calls[0]["input"] == ["x" * 10]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_no_retry_cures_costs_one_request(service: Service, status: int) -> None:
    service.plan = [status] * 9
    with pytest.raises(EmbeddingError) as caught:
        service.embedder().embed(["a"])
    assert len(service.calls) == 1
    assert caught.value.remedy
    assert "k-secret-1" not in str(caught.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_tenacity_is_the_only_retry(service: Service, status: int) -> None:
    service.plan = [status] * 9
    with pytest.raises(EmbeddingError):
        service.embedder(attempts=3).embed(["a"])
    assert len(service.calls) == 3


def test_a_passing_failure_passes(service: Service) -> None:
    service.plan = [503, 429]
    assert service.embedder(attempts=3).embed(["abc"]).tolist() == [[3, 0, 1]]


def test_a_query_is_tried_once_and_asked_once(service: Service) -> None:
    embedder = service.embedder()
    service.plan = [503]
    with pytest.raises(EmbeddingError):
        embedder.embed_query("abc")
    assert len(service.calls) == 1
    assert [embedder.embed_query("abc").tolist() for _ in range(3)] == [[3, 0, 1]] * 3
    assert len(service.calls) == 2


@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        "{}",
        '{"data": null}',
        '{"data": []}',
        '{"data": [{"index": 0}]}',
        '{"data": [{"index": 0, "embedding": []}]}',
        '{"data": [{"index": 0, "embedding": ["a"]}]}',
        '{"data": [{"index": 0, "embedding": [1e999]}]}',
        '{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1]}]}',
    ],
)
def test_nonsense_is_an_error_that_names_the_model(service: Service, answer: str) -> None:
    service.plan = [answer] * 9
    with pytest.raises(EmbeddingError, match="openai/e"):
        service.embedder(attempts=1).embed(["a"])


def test_other_dimensions_than_before_are_refused(service: Service) -> None:
    with pytest.raises(EmbeddingError, match="3 dimensions instead of 8"):
        service.embedder(dims=8).embed(["a"])
    assert service.embedder(dims=3).identity == "litellm/openai/e@3"
    assert service.embedder().dims == 3


def test_a_dead_service_is_an_error_with_a_remedy() -> None:
    dead = LiteLLMEmbedder("openai/e", api_base="http://127.0.0.1:9/v1", api_key="k", attempts=2, longest_wait=0.0)
    with pytest.raises(EmbeddingError, match="reachable"):
        dead.embed(["a"])


def test_embedders_are_made_by_name_or_identity() -> None:
    assert make_embedder("wordllama").identity == WORDLLAMA.identity
    assert make_embedder(WORDLLAMA.identity).identity == WORDLLAMA.identity
    named = make_embedder("openai/text-embedding-3-small", dims=512)
    assert make_embedder(named.identity).identity == named.identity == "litellm/openai/text-embedding-3-small@512"
    assert named.dims == 512
    with pytest.raises(EmbeddingError, match=r"wordlama.*openai/"):
        make_embedder("wordlama")
    assert logging.getLogger().level == logging.WARNING

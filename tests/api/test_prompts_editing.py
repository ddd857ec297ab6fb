"""An editor's way, over real HTTP and by the commands: a mistake at every step, and nothing of it reaches a reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.opening import system_clock
from api.sections import LlmSettings
from hybrid.errors import BecauseError
from hybrid.store import Store
from rerank.library import packaged
from tests.api.runner import Run, runner
from tests.api.running import Running, running
from tests.servers.model_server import ModelServer, handles, model_server

PACKAGED = packaged("rerank")
MINE = PACKAGED.replace("You know this catalogue well", "You know every film by heart")


@dataclass
class Editing:
    server: Running
    model: ModelServer
    folder: Path

    def post(self, path: str, status: int = 200, **content: Any) -> dict[str, Any]:
        answer = self.server.post(f"/v1/prompts{path}", content)
        assert answer.status_code == status, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def serving(self) -> str:
        """What the next reader's answer says of the prompt."""
        told = self.server.post("/v1/recommendations", {"user_id": "ana", "rerank": "wait", "deadline_ms": 30_000})
        assert told.status_code == 200
        return str(told.json()["rerank"]["prompt"])


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    """Twelve films, one person and a stub model that turns the order round."""
    folder = tmp_path_factory.mktemp("editing")
    with model_server() as model:
        llm = LlmSettings(model="openai/stub", api_base=model.api_base)
        with running(folder / "data", llm=llm) as server:
            items = [{"id": f"secret-{n}", "title": f"Film {n}", "categories": ["Comedy"]} for n in range(12)]
            assert server.post("/v1/items", {"items": items}).json()["accepted"] == 12
            events = [{"user_id": "ana", "item_id": f"secret-{n}", "type": "like"} for n in range(2)]
            assert server.post("/v1/events", {"events": events}).json()["accepted"] == 2
            yield Editing(server, model, folder)


@pytest.fixture
def because(editing: Editing, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands beside the server."""
    return runner(monkeypatch, editing.folder)


def version(editing: Editing, text: str = MINE) -> str:
    return str(editing.post("", 201, text=text)["version"])


def test_a_version_is_kept_published_and_rolled_back(editing: Editing) -> None:
    before = editing.serving()
    kept = editing.post("", 201, text="\ufeff" + MINE.replace("\n", "\r\n"))
    assert kept["new"]
    assert editing.post("", 201, text=MINE) == {**kept, "new": False}
    assert editing.serving() == before, "what is kept serves nobody"
    id = kept["version"]
    assert editing.post("/rerank/publish", version=id, label="staging")["before"] is None
    assert editing.serving() == before
    moved = editing.post("/rerank/publish", version=id[:5])
    assert (moved["version"], moved["label"]) == (id, "production")
    assert editing.serving() == f"rerank@{id} (production)"
    assert "You know every film by heart" in editing.model.requests[-1]["messages"][0]["content"]
    one = editing.server.get("/v1/prompts/rerank?version=staging").json()
    assert (one["version"], one["text"], one["labels"]) == (id, MINE, {"production": id, "staging": id})
    assert [v["packaged"] for v in one["versions"] if v["version"] != id] == [True]
    assert editing.post("/rerank/rollback")["version"] == moved["before"]
    assert editing.serving() == before
    gone = editing.post("/rerank/rollback", 404)
    assert "no earlier version to go back to" in gone["detail"]


def test_a_mistake_is_told_with_line_column_and_remedy_and_nothing_is_kept(editing: Editing) -> None:
    kept = editing.server.get("/v1/prompts").json()
    wrong = PACKAGED.replace("{{ moment.query }}", "{{ moment.quary }}")
    for path in ("", "/check"):
        told = editing.post(path, 422, text=wrong)
        line = wrong.split("\n").index("They ask now for: {{ moment.quary }}") + 1
        assert (told["line"], told["column"]) == (line, 29)
        assert told["errors"][0]["pointer"] == "/text"
        assert told["errors"][0]["remedy"] == "Did you mean 'query'?"
    sentence = packaged("explain-en").replace("{{ title }}", "{{ titel }}", 1)
    told = editing.post("", 422, text=sentence)
    assert told["line"] == next(n for n, text in enumerate(sentence.split("\n"), 1) if "titel" in text)
    assert sentence.split("\n")[told["line"] - 1][told["column"] - 1 :].startswith("titel")
    assert editing.server.get("/v1/prompts").json() == kept


@pytest.mark.parametrize(
    ("path", "content", "status", "words"),
    [
        ("/rerankk/publish", {"version": "3f2a91c0"}, 404, "rerankk"),
        ("/rerank/publish", {"version": "3f2a91c0"}, 404, "no version '3f2a91c0'"),
        ("/rerank/publish", {"version": "staging", "label": "prod"}, 404, "no label 'prod'"),
        ("/rerank/publish", {}, 422, "`version` is missing"),
        ("/rerank/render", {"user_id": "ana", "version": "production", "text": "x"}, 422, "together with `version`"),
        ("/explain-en/render", {"user_id": "ana", "text": PACKAGED}, 422, "is of prompt 'rerank'"),
        ("", {"text": "---\nname: nosuch\n---\n"}, 422, "no prompt named 'nosuch'"),
        ("", {"txt": "x"}, 422, "`text`"),
    ],
)
def test_other_mistakes(editing: Editing, path: str, content: dict[str, Any], status: int, words: str) -> None:
    answer = editing.server.post(f"/v1/prompts{path}", content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.text


def test_rendering_asks_no_model_and_names_nobody(editing: Editing) -> None:
    calls = editing.model.calls
    told = editing.post(
        "/rerank/render", user_id="ana", text=MINE, scenario="chat", context={"query": "Something Short"}, limit=5
    )
    assert editing.model.calls == calls
    assert told["prompt"].endswith("(draft)")
    assert [message["role"] for message in told["messages"]] == ["system", "user"]
    text = json.dumps(told["messages"])
    assert "something short" in text
    assert "three or four at most" in text
    assert "today: liked Film 1" in text
    assert "ana" not in text
    assert "secret-" not in text
    assert told["estimated_tokens"] <= told["budget"]
    assert (told["fits"], told["known"]) == (True, True)
    sentences = editing.post("/explain-de/render", user_id="nobody", limit=3)
    assert not sentences["known"]
    assert len(sentences["items"]) == 3
    assert all("für Sie" in item["reason"]["text"] for item in sentences["items"])


def test_trying_shows_both_lists_with_moves_reasons_checks_and_cost(editing: Editing) -> None:
    def answer(request: dict[str, Any]) -> str:
        said = {"1": "For anyone after a Comedy: Film, with jokes."}
        order = handles(request)
        turned = order if "by heart" not in request["messages"][0]["content"] else order[::-1]
        return json.dumps({"ranking": [{"handle": h, "reason": said.get(h, "An Oscar winner.")} for h in turned]})

    editing.model.answer, before = answer, editing.serving()
    told = editing.post("/rerank/try", user_id="ana", version=version(editing), limit=4)
    mine, theirs = told["sides"]
    assert theirs["prompt"] == before
    assert [item["move"] for item in theirs["items"]] == [0, 0, 0, 0]
    assert [item["rank"] for item in mine["items"]] == [1, 2, 3, 4]
    assert max(item["move"] for item in mine["items"]) == 5, "as far as the cap allows"
    assert all(item["move"] == item["blend_rank"] - item["rank"] for item in mine["items"])
    for side in told["sides"]:
        assert (side["status"], side["tokens"], side["cost_usd"], side["repairs"]) == ("llm", 550, None, 0)
        assert sum(side["refused"].values()) >= 9
        refused = [item["refused"] for item in side["items"] if item["refused"]]
        assert refused
        assert {one["text"] for one in refused} <= {"An Oscar winner.", "For anyone after a Comedy: Film, with jokes."}
        assert all(one["check"] in side["refused"] for one in refused)
        assert all(item["reason"]["worded_by"] == "template" for item in side["items"] if item["refused"])
    assert editing.post("/rerank/try", user_id="ana", text=MINE, against=None)["sides"][1]["prompt"] == "blend"
    same = editing.post("/rerank/try", user_id="ana", against="production")
    assert same["sides"][1]["prompt"] == "blend", "compared with itself it says nothing"


def test_a_model_that_fails_is_told_and_the_list_is_the_blend(editing: Editing) -> None:
    editing.model.mode = "401"
    try:
        side = editing.post("/rerank/try", user_id="ana", against=None)["sides"][0]
    finally:
        editing.model.mode = "ok"
    assert (side["status"], side["why"]) == ("fallback", "auth")
    assert [item["move"] for item in side["items"]] == [0] * len(side["items"])


def test_sentences_are_tried_without_a_model(editing: Editing) -> None:
    text = packaged("explain-en").replace("New for you", "Fresh for you").replace("Popular with", "Loved by")
    calls = editing.model.calls
    left, right = editing.post("/explain-en/try", user_id="nobody", text=text, limit=3)["sides"]
    assert editing.model.calls == calls
    assert [item["title"] for item in left["items"]] == [item["title"] for item in right["items"]]
    assert {item["reason"]["text"][:5] for item in left["items"]} <= {"Fresh", "Loved"}
    assert {item["reason"]["text"][:3] for item in right["items"]} <= {"New", "Pop"}


def test_without_a_model_there_is_nothing_to_try_and_it_says_so(server: Running) -> None:
    answer = server.post("/v1/prompts/rerank/try", {"user_id": "ana"})
    assert answer.status_code == 409
    assert "No language model is configured" in answer.text
    assert server.post("/v1/prompts/rerank/render", {"user_id": "ana"}).status_code == 200


def test_what_another_process_publishes_serves_at_once_and_a_broken_one_takes_nothing_down(editing: Editing) -> None:
    before = editing.serving()
    id = version(editing)
    store = Store.open(editing.folder / "data", system_clock)
    try:
        store.prompts.set_label("rerank", "production", id)
        assert editing.serving() == f"rerank@{id} (production)"
        store.prompts.add("rerank", "deadbeef", "no prompt at all")
        store.prompts.set_label("rerank", "production", "deadbeef")
        assert "deadbeef" not in editing.serving(), "the packaged one stands in"
        store.prompts.roll_back("rerank", "production")
        assert store.prompts.roll_back("rerank", "production")[0] == id
    finally:
        store.close()
    assert editing.serving() == before
    refused = editing.post("/rerank/publish", 422, version="deadbeef")
    assert refused["line"] == 1
    assert "no front matter" in refused["detail"]
    assert editing.serving() == before


def test_the_same_by_commands(editing: Editing, because: Run, tmp_path: Path) -> None:
    file, json_file = tmp_path / "mine.prompt", tmp_path / "told.json"

    def told(*arguments: str) -> Any:
        found = because("prompts", *arguments, "--json", str(json_file))
        assert found.exit_code == 0, found.output
        return json.loads(json_file.read_text("utf-8"))

    file.write_text(MINE.replace("--- user", "--- users"), "utf-8")
    for command in (["check", str(file)], ["try", str(file), "ana"], ["publish", str(file)]):
        with pytest.raises(BecauseError, match=r"mine\.prompt, line \d+, column 5: no role 'users'"):
            because("prompts", *command)
    file.write_text(MINE.replace("by heart", "quite by heart"), "utf-8")
    assert told("check", str(file))["name"] == "rerank"
    assert "quite by heart" in told("render", "ana", "--prompt", str(file))["messages"][0]["content"]
    editing.model.answer = lambda request: json.dumps({"ranking": handles(request)[::-1]})
    assert [side["status"] for side in told("try", str(file), "ana")["sides"]] == ["llm", "llm"]
    published = told("publish", str(file), "--label", "staging")
    id = published["version"]
    assert told("show", "staging")["text"] == file.read_text("utf-8")
    assert any("quite by heart" in line for line in told("diff", "production", f"rerank@{id}")["lines"])
    assert told("publish", id[:6])["label"] == "production"
    assert editing.serving() == f"rerank@{id} (production)"
    listed = {prompt["name"]: prompt for prompt in told("list")["prompts"]}
    assert listed["rerank"]["labels"] == {"production": id, "staging": id}
    assert told("rollback")["before"] == id
    assert id not in editing.serving()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nosuch.prompt"], "can't be read"),
        (["show", "zzzz"], "no version, no label, no prompt and no file"),
        (["show", "rerank@stagign"], "Did you mean 'staging'"),
        (["render", "ana", "--limit", "0"], "`limit` must be at least 1"),
        (["render", "ana", "--prompt", "rerenk@staging"], "Did you mean 'rerank'"),
        (["rollback", "--label", "prod"], "There are: production, staging"),
        (["publish", "rerank@3f2a91c0", "--label", "x"], "no label 'x'"),
    ],
)
def test_a_wrong_command_is_answered_with_what_to_write(because: Run, arguments: list[str], message: str) -> None:
    with pytest.raises(BecauseError, match=message):
        because("prompts", *arguments)


def test_files_of_other_encodings(because: Run, tmp_path: Path) -> None:
    latin, windows = tmp_path / "latin.prompt", tmp_path / "windows.prompt"
    latin.write_bytes(MINE.replace("Mine", "x").encode() + "é".encode("latin-1"))
    with pytest.raises(BecauseError, match="not UTF-8"):
        because("prompts", "check", str(latin))
    windows.write_bytes(("\ufeff" + MINE).replace("\n", "\r\n").encode())
    assert "would be rerank@" in because("prompts", "check", str(windows)).output


def test_a_folder_that_nobody_serves_works_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Store.open(tmp_path / "data", system_clock).close()
    because = runner(monkeypatch, tmp_path)
    (tmp_path / "mine.prompt").write_text(MINE, "utf-8")
    assert "is production (before:" in because("prompts", "publish", "mine.prompt").output
    rendered = because("prompts", "render", "ana").output
    assert "You know every film by heart" in rendered
    assert "Nobody is known as ana" in rendered


def test_the_document_describes_the_calls(server: Running) -> None:
    paths = server.get("/openapi.json").json()["paths"]
    assert {path for path in paths if path.startswith("/v1/prompts")} == {
        "/v1/prompts", "/v1/prompts/check", "/v1/prompts/{name}", "/v1/prompts/{name}/publish",
        "/v1/prompts/{name}/rollback", "/v1/prompts/{name}/render", "/v1/prompts/{name}/try",
    }  # fmt: skip

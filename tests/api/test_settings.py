"""Settings: unknown names are errors that offer the nearest; values that can't be used name the variable."""

import os
from pathlib import Path

import pytest

from api.settings import Settings, SettingsError, is_loopback, load_settings, names
from api.wiring import listwise_of


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without settings and a folder without because.toml."""
    for name in list(os.environ):
        if name.upper().startswith("BECAUSE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_keep_everything_on_this_machine():
    settings = load_settings()
    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 8000, Path("because-data"))
    assert settings.llm.model is None
    assert settings.api_keys == ()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("BECAUSE_PORTT", "BECAUSE_PORT"),
        ("BECAUSE_LLM__MODLE", "BECAUSE_LLM__MODEL"),
        ("because_llm__api_bas", "BECAUSE_LLM__API_BASE"),
        ("BECAUSE_LLM_MODEL", "BECAUSE_LLM__MODEL"),
    ],
)
def test_an_unknown_name_in_the_environment_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str, nearest: str):
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match=f"{name}.*Did you mean {nearest}\\?"):
        load_settings()


def test_names_of_the_benchmarks_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_BENCH_DATA", "somewhere")
    load_settings()


def test_the_environment_wins_over_the_file_and_the_caller_over_both(monkeypatch: pytest.MonkeyPatch):
    Path("because.toml").write_text('port = 7001\nhost = "::1"\n[llm]\nmodel = "openai/a"\nwords = false\n')
    monkeypatch.setenv("BECAUSE_PORT", "7002")
    monkeypatch.setenv("BECAUSE_LLM__MODEL", "openai/b")
    settings = load_settings()
    assert (settings.port, settings.host, settings.llm.model, settings.llm.words) == (7002, "::1", "openai/b", False)
    assert load_settings(port=7003, host=None).port == 7003


def test_an_empty_value_is_as_if_unset(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_LLM__MODEL", "")
    assert load_settings().llm.model is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "prot in because.toml.*Did you mean port"),
        ('[llm]\nmodle = "x"', "llm.modle in because.toml.*Did you mean llm.model"),
        ("port = ", "because.toml can't be read"),
        ("[port]\nx = 1", "port.x in because.toml"),
    ],
)
def test_the_file_is_read_strictly(text: str, said: str):
    Path("because.toml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BECAUSE_PORT", "high"),
        ("BECAUSE_PORT", "70000"),
        ("BECAUSE_RERANK__WEIGHT", "nan"),
        ("BECAUSE_RERANK__CAP", "-1"),
        ("BECAUSE_LLM__API_BASE", "localhost:1234"),
        ("BECAUSE_LLM__TIMEOUT", "0"),
        ("BECAUSE_RATING_SCALE", "[5, 1]"),
        ("BECAUSE_API_KEYS", "with space,other"),
    ],
)
def test_a_value_that_cannot_be_used_names_the_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert name in str(error.value)
    assert error.value.remedy


def test_keys_are_split_and_never_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_API_KEYS", " first-key , second-key ,")
    settings = load_settings()
    assert [key.get_secret_value() for key in settings.api_keys] == ["first-key", "second-key"]
    assert "first-key" not in repr(settings)
    monkeypatch.setenv("BECAUSE_API_KEYS", '["only-key"]')
    assert [key.get_secret_value() for key in load_settings().api_keys] == ["only-key"]


def test_operators_keys_open_the_server_like_others(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_HOST", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("BECAUSE_OPERATOR_KEYS", "an-operators-key")
    settings = load_settings()
    assert [key.get_secret_value() for key in settings.keys] == ["an-operators-key"]
    assert "an-operators-key" not in repr(settings)
    monkeypatch.setenv("BECAUSE_OPERATOR_KEYS", "with space")
    with pytest.raises(SettingsError, match="BECAUSE_OPERATOR_KEYS"):
        load_settings()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])  # noqa: S104
def test_without_keys_only_loopback_is_listened_on(monkeypatch: pytest.MonkeyPatch, host: str):
    monkeypatch.setenv("BECAUSE_HOST", host)
    with pytest.raises(SettingsError, match="BECAUSE_API_KEYS"):
        load_settings()
    monkeypatch.setenv("BECAUSE_API_KEYS", "a-good-long-key")
    assert load_settings().host == host


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.0.1", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_names_of_this_machine(host: str):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.evil.org", "127.0.0.1.evil.org", "10.0.0.1", "::2", "evil"])
def test_names_of_other_machines(host: str):
    assert not is_loopback(host)


def test_every_setting_has_a_name_in_the_environment():
    known = set(names(Settings))
    relied_on = {"DATA_DIR", "HOST", "PORT", "API_KEYS", "LLM__MODEL", "LLM__API_BASE", "LLM__API_KEY"}
    assert {f"BECAUSE_{name}" for name in relied_on} <= known


def test_fields_are_allowed_by_scenario(monkeypatch: pytest.MonkeyPatch):
    Path("because.toml").write_text(
        '[llm]\nfields = ["year"]\n[llm.scenario_fields]\nchat = ["year", "attributes.mood"]\n'
    )
    told = listwise_of(load_settings())
    assert (told.allowed_in("homepage"), told.allowed_in("chat")) == (
        frozenset({"year"}),
        frozenset({"year", "attributes.mood"}),
    )
    monkeypatch.setenv("BECAUSE_LLM__SCENARIO_FIELDS", '{"chat": [], "basket": "price,brand"}')
    told = listwise_of(load_settings())
    assert (told.allowed_in("chat"), told.allowed_in("basket")) == (frozenset(), frozenset({"price", "brand"}))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"chat": ["yaer"]}', "'yaer' is no field.*Did you mean 'year'"),
        ('{"My Chat": []}', "'My Chat' is no name of a"),
    ],
)
def test_a_field_or_scenario_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, given: str, said: str):
    monkeypatch.setenv("BECAUSE_LLM__SCENARIO_FIELDS", given)
    with pytest.raises(SettingsError, match=f"BECAUSE_LLM__SCENARIO_FIELDS can't be used: {said}"):
        load_settings()

"""One server for all tests that do not mind what others store in it."""

from collections.abc import Iterator

import pytest

from tests.api.running import Running, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with an empty folder of its own and no keys."""
    with running(tmp_path_factory.mktemp("api") / "data") as found:
        yield found

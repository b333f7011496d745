"""A server of one's own for tests of the platform; the product's tests share another."""

import shutil
import threading
import time

import pytest

from whitebeam.config.cluster import Cluster


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    data = tmp_path_factory.mktemp("made") / "data"
    with Cluster(data, durable=False):
        pass
    return data


@pytest.fixture
def data(made_once, tmp_path):
    """A data folder whose server was stopped in good order."""
    shutil.copytree(made_once, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return tmp_path / "data"


@pytest.fixture
def said():
    """The lines that were said to the operator."""
    return []


@pytest.fixture
def running(data, said):
    with Cluster(data, durable=False, say=said.append) as cluster:
        yield cluster


@pytest.fixture
def eventually():
    def wait(condition, seconds=20):
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, "it did not come about"
            threading.Event().wait(0.05)

    return wait

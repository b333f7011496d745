"""A bell wakes those who wait for its topic, and lets only so many wait."""

import pytest

from whitebeam.kernel.bell import Bell, Full


@pytest.fixture
def bell():
    return Bell(most=2)


def test_the_bell_wakes_those_of_its_topic_alone(bell):
    here, there = bell.join("here"), bell.join("there")

    bell.ring("here")

    assert (here.wait(0), there.wait(0), here.wait(0)) == (True, False, False)


def test_everybody_is_woken_when_something_may_have_been_missed(bell):
    waiting = [bell.join(topic) for topic in ("here", "there")]

    bell.ring_all()

    assert [one.wait(0) for one in waiting] == [True, True]


def test_only_so_many_wait(bell):
    with bell.waiting("here"), bell.waiting("here"), pytest.raises(Full):
        bell.join("here")

    assert bell.count() == 0

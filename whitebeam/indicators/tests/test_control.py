"""Only what is more than chance is a signal."""

from whitebeam.indicators.rules.control import Kind, signals, stretches

STEADY = [100, 104, 98, 101, 97, 103, 99, 102]


def kinds(values, **options):
    return [(s.at, s.kind, s.is_high) for s in signals(values, stretches(values, **options))]


def test_ups_and_downs_are_no_signal():
    assert kinds(STEADY) == []


def test_the_limits_are_the_mean_and_two_point_six_six_moving_ranges():
    limits = stretches([10, 12, 10, 12, 10, 12])[0]

    assert (limits.mean, round(limits.low, 2), round(limits.high, 2)) == (11, 5.68, 16.32)


def test_a_point_outside_the_limits_is_a_signal():
    assert (8, Kind.OUTSIDE, True) in kinds([*STEADY, 140])


def test_seven_in_a_row_on_one_side_are_a_signal():
    assert (13, Kind.RUN, True) in kinds(
        [90, 95, 88, 96, 89, 94, 90, 101, 104, 102, 105, 101, 104, 103]
    )


def test_six_in_a_row_rising_are_a_signal():
    assert (7, Kind.TREND, True) in kinds([100, 99, 98, 99.5, 100.5, 101, 102, 103])


def test_two_of_three_close_to_a_limit_are_a_signal():
    assert (18, Kind.NEAR_LIMIT, False) in kinds([*[100, 101] * 8, 97.8, 100, 97.8])


def test_fewer_than_six_points_have_no_limits():
    assert stretches([1, 2, 3, 4, 5]) == []


def test_a_break_begins_new_limits():
    values = [*STEADY, 50, 54, 48, 51, 47, 53]

    assert [(one.first, one.last) for one in stretches(values, breaks=[8])] == [(0, 7), (8, 13)]
    assert kinds(values, breaks=[8]) == []


def test_a_hidden_point_is_passed_over():
    assert kinds([100, None, 104, 98, None, 101, 97, 103]) == []

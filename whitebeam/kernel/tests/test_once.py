"""While a page is read an answer is found once; otherwise each asking finds it anew."""

from itertools import count

from whitebeam.kernel.once import once, reading_a_page


def test_an_answer_is_kept_until_the_page_is_drawn():
    numbers = count()

    with reading_a_page():
        assert [once("key", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]
    with reading_a_page():
        assert once("key", lambda: next(numbers)) == 1


def test_nothing_is_kept_outside_a_page():
    numbers = count()

    assert [once("key", lambda: next(numbers)) for _ in range(3)] == [0, 1, 2]


def test_each_question_has_its_own_answer():
    with reading_a_page():
        assert (once(("work", 1), lambda: "one"), once(("work", 2), lambda: "two")) == (
            "one",
            "two",
        )


def test_an_empty_answer_is_kept_too():
    numbers = count()

    def find():
        next(numbers)

    with reading_a_page():
        once("key", find)
        once("key", find)

    assert next(numbers) == 1

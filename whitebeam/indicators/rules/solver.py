"""The solver of whole-number equations, which keeps what it says to itself."""

import highspy


class QuietSolver(highspy.Highs):
    """HiGHS on one thread. It greets when its callbacks are switched on, so it is told before."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # it states no types
        self.setOptionValue("threads", 1)

    def enableCallbacks(self) -> None:  # noqa: N802 (the library's own name)
        self.setOptionValue("output_flag", False)  # noqa: FBT003 (the solver's own way)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # it states no types

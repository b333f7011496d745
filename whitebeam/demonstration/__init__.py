"""An invented partnership's people and work, from a seed: to show, to test, to measure."""

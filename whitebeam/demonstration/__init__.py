"""An invented partnership's people and work, made from a seed, for showing, testing and measuring."""

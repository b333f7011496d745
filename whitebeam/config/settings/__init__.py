"""One module per way of running; all build on `base`."""

"""People as pages print them."""

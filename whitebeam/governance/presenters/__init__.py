"""Groups and meetings as the pages print them."""

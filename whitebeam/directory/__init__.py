"""Services, lots and schemes of the partnership, with who they are for."""

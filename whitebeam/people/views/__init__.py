"""The pages of people, one module a journey."""

"""The pages of signing in, and what django-allauth asks of us while it serves them."""

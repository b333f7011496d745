"""The append-only, sealed record of every deed and every reading."""

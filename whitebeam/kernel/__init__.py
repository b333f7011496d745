"""Base model, errors, signed context, encryption, dates and clocks. Knows no other app."""

"""What is done about signing in: tries counted, links sent, text kept, sessions ended."""

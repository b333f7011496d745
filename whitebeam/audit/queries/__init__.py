"""What guardians read, and what the sealer and the verifier read."""

"""What a pack must hold beyond its shape: codes once, references met, nobody left out."""

"""MARAC: cases referred, screened, researched, settled early or heard, and followed to the end."""

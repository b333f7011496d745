"""Partnership packs: a folder of reviewed files that sets up a partnership."""

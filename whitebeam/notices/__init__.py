"""Messages out of the system, never with personal content, each through the safe-contact gate."""

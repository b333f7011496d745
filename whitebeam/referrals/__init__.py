"""One agency asking others to act for a person: intake, routing, triage and hand-over."""

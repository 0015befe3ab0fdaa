"""The verbs: each one thing that a person or the clock does to the ledger, in one transaction."""

"""The two engines: opening, transactions, safety, copies."""

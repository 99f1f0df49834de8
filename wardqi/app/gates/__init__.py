"""The gates: first start, setting up, signing in, the lock's cover, and what stands in the way."""

"""Pictures, pages and sentences made from results; no window, no store."""

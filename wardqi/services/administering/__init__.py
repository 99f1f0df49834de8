"""Looking after a ward's or a hub's store: its people, the ward itself, its audit trail, health and keys."""

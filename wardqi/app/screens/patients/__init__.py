"""The ward's list of patients: adding and correcting them, their moves, the bed days of a month."""

"""The windows: the only Qt in the program."""

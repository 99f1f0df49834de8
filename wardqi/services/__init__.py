"""What a person can do, once, for the window and the command line."""

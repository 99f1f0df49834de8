"""The encrypted file: the only SQL, the log and the tables read from it."""

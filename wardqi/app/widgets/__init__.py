"""Controls that two screens or more use."""

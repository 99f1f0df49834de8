"""Files that travel between wards and the QI team."""

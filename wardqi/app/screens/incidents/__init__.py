"""Incidents: the form that logs one, the list that finds them, and one incident whole."""

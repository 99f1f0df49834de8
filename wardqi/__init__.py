"""WardQI: reducing restrictive practice, ward by ward."""

__version__ = "0.1.0"

"""The drawn forms of `ui/`, compiled by `build/forms.py`; never edited."""

"""The rules of care and measurement: values in, values out."""

"""Improvement: projects with an aim, their ideas, and the tests of change that try them.

`projects` makes and reads projects, `ideas` the change ideas, `cycles` the tests themselves, `boards` reads
tests for lists, ramps, the calendar and the huddle, `loop` tells people what came of what they reported.
"""

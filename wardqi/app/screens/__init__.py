"""The screens, in the order of the navigation. A screen that is not built is not listed.

Each maker imports its screen when it is first opened, so starting stays quick.
"""

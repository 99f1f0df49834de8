"""The safety huddle, from its prompts to its close, and the actions that come out of it."""

"""The learning library: ideas that were shipped, and cards that wards write, approve, pass on and adopt.

`cards` reads, searches and writes cards, `collecting` fills a card from the tests behind it, `approval` looks
for what could tell who somebody is and lets a card travel, `adopting` forks a card and sends results back,
`trying` makes a test of a card, `prompts` says when a card is worth a look.
"""

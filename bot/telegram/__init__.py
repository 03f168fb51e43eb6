"""
The Telegram surface.

An update takes this way: `receiving` fetches it, `order` gives it its place in its chat, `incoming`
turns it into an Incoming, `handlers` has the conversation answer it, `rendering` writes the reply
as HTML and `outbox` sends it. What a chat model writes meanwhile, `streaming` shows as it grows.
`application` joins these and `serving` runs them.
"""

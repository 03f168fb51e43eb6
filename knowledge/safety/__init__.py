"""Messages that want something done now, before anything is searched: danger, scams, children."""

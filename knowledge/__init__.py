"""What the bureau knows and decides: policies, rules, posts, people, and the record of turns."""

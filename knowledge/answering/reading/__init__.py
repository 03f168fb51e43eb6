"""What a message says: its route, its side of the matter, its counts, days and places."""

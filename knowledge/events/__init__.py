"""Events that bring people and employers together, and training courses: feeds and search."""

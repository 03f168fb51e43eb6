"""What happened, in figures that name nobody."""

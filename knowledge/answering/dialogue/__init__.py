"""What the turns before say, and the one question back where a message can mean several things."""

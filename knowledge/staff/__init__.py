"""Staff: accounts, roles, sign-in, sessions."""

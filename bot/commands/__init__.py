"""The groups of the command `chunfeng`."""

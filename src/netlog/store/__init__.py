"""The journal's file: the only room with SQL."""

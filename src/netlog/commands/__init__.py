"""One file, one subcommand: a verb writes the journal, a noun reads it."""

"""What netlog decides, one file an idea: pure functions of the journal and a day."""

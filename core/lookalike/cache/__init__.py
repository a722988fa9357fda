"""What is remembered: readings, evidence, and the pairs that a person called no match."""

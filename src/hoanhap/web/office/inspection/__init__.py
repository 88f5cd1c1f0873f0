"""What an inspector works with: exceptions of every unit, samples of files, findings; and what the unit sees of it."""

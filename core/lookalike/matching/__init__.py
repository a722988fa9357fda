"""From fingerprints to groups: the graded comparison and its evidence."""

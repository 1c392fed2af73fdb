"""The published schema of the Bot API: what calls may contain and what replies must look like."""

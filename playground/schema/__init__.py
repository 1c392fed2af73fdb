"""The published schema of the Bot API: what calls may carry, what replies must look like."""

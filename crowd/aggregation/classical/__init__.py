"""The methods of the literature, to compare the default with."""

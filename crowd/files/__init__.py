"""Tables in and tables out: reads whatever table somebody sends, and writes result files."""

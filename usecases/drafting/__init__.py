"""From a file to a project that is ready to launch."""

"""Imagined and recorded crowds: simulation, and forecasts made with it."""

"""Consensus and agreement from files of answers."""

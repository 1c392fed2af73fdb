"""Paying Stars to send an announcement fast, knowing the most it can cost, and stopping at any time."""

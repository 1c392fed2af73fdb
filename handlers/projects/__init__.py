"""Panels, rules, results and agreement of projects."""

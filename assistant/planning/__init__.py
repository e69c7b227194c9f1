"""Matching, conduct, and every question in one state: a Reading to Matches, then to a Plan."""

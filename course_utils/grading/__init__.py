"""Submissions to gradebook, feedback and class report. Nothing here runs in a student's own kernel."""

"""Measure what strangers wait while others make noise within their rates."""

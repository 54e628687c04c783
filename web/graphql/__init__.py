"""Serve GraphQL over HTTP, event streams and WebSockets."""

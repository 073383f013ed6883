"""Reminders: composing, the outbox, delivery, the inbox."""

"""Mail to readers: what it says, how it looks, by which server it goes, and the duty that sends what lies in the outbox."""

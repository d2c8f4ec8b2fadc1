"""What people do with findings over time. Must not find any."""

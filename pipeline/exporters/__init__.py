"""Records to somewhere: one module per target."""

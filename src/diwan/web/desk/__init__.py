"""The desk, where moderators decide: pages and forms that work in any browser, and the same faster with script."""

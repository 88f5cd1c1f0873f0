"""The assembled house: settings, root addresses, command line."""

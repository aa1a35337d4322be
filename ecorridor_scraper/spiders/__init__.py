"""The one spider, for all sites."""

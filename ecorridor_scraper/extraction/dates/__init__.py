"""When an article was published and changed, and the dates and times that pages print, in any language."""

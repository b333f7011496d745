"""Pages that show one person or one worker's day across apps. Owns no rule and no table."""

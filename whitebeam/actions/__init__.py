"""Actions agreed between agencies: owned, chased and closed with evidence."""

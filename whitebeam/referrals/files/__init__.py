"""Files that came with referrals: kept sealed, made clean, scanned. Knows no tables."""

"""Named reads of referrals, one module an aggregate."""

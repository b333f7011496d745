"""Keyed hashes of addresses and networks: equal for equal, and telling nothing else."""

import hashlib
import ipaddress

from django.utils.crypto import salted_hmac

NETWORK_BITS_V6 = 64


def email_key(email: str) -> str:
    """Return the keyed hash of an e-mail address, whatever its capitals."""
    return _key("email", email.strip().lower())


def network_key(address: str) -> str:
    """Return the keyed hash of the network that an address is in: one address, or an IPv6 /64."""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 6:
        parsed = ipaddress.ip_network(f"{parsed}/{NETWORK_BITS_V6}", strict=False).network_address
    return _key("network", str(parsed))


def token_hash(token: str) -> str:
    """Return what is stored of a link's random token, which is too long to be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def number_hash(number: str, *, row: str) -> str:
    """Return the keyed hash of the short number that belongs to one link."""
    return _key(f"number/{row}", "".join(number.split()))


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"whitebeam.accounts.{kind}", value, algorithm="sha256").hexdigest()

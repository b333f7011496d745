"""Users, how they prove who they are, and what is kept for them between sessions."""

from whitebeam.accounts.models.links import OneUseLink
from whitebeam.accounts.models.providers import IdentityProvider
from whitebeam.accounts.models.sessions import KeptText, SignInTry
from whitebeam.accounts.models.user import User, UserManager

__all__ = ["IdentityProvider", "KeptText", "OneUseLink", "SignInTry", "User", "UserManager"]

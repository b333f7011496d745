"""Identity providers that partner agencies bring."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class IdentityProvider(Record):
    """An agency's own OpenID Connect provider, and the addresses it may speak for.

    Its code stands in every identity bound to it, so code and issuer never change: another
    issuer is another provider.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=190)
    secret = SealedTextField()
    email_domains = ArrayField(models.CharField(max_length=190))
    # Values of `acr` or `amr` by which the provider says that it asked for a second factor.
    second_factor_values = ArrayField(models.CharField(max_length=120), default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email_domains__len__gt=0), name="provider_speaks_for_some_address"
            ),
            models.UniqueConstraint(fields=["issuer", "client_id"], name="provider_is_named_once"),
        ]

"""PostgreSQL as Django knows it, with the signed context set wherever a transaction begins.

Setting it here, and not in middleware, covers web, worker, command and shell alike.
"""

from django.db.backends.postgresql import base

from whitebeam.kernel import context


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out
        if not autocommit:
            context.sign(self)

"""PostgreSQL as Django knows it, with the signed context set wherever a transaction begins.

Setting it here, and not in middleware, covers web, worker, command and shell alike.
"""

from typing import Any

from django.db.backends.postgresql import base

from whitebeam.kernel import context

# A statement planned through the walls is worth keeping; a page asks a dozen, and pages are many.
STATEMENTS_KEPT = 250


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        opened = super().get_new_connection(conn_params)
        opened.prepared_max = STATEMENTS_KEPT
        return opened

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out
        if not autocommit:
            context.sign(self)

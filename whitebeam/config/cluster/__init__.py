"""Our own small PostgreSQL supervisor: a private server that belongs to one data folder.

Only the standard library is needed to start it; providing the roles needs psycopg.
"""

from whitebeam.config.cluster.binaries import Binaries, find_binaries
from whitebeam.config.cluster.lock import Busy
from whitebeam.config.cluster.server import Address, Cluster, attach_or_start, running_address
from whitebeam.config.cluster.testing import for_tests
from whitebeam.config.cluster.trouble import AdministratorNeeded, Trouble

__all__ = [
    "Address",
    "AdministratorNeeded",
    "Binaries",
    "Busy",
    "Cluster",
    "Trouble",
    "attach_or_start",
    "find_binaries",
    "for_tests",
    "running_address",
]

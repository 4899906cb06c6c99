"""Databases of our own on a server that may be someone's: named by our process, and dropped whatever happens."""

import os
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextmanager
def own_databases(server):
    """The addresses of two databases on this server: one to fill, the other for a copy of it on the way."""
    names = [f"welfare_bench_{os.getpid()}", f"welfare_bench_{os.getpid()}_bare"]
    with _asked(server) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(names[0])))
    try:
        yield [urlsplit(server)._replace(path=f"/{name}").geturl() for name in names]
    finally:
        with _asked(server) as cursor:
            for name in names:
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_database(address, copy):
    """Make a database as another one is now; nobody may be connected to that."""
    names = [sql.Identifier(urlsplit(each).path.strip("/")) for each in (copy, address)]
    with _asked(address) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def vacuum(address):
    """Leave nothing for the server to tidy up while it is measured."""
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


@contextmanager
def _asked(server):
    # The database that the address names need not exist; this one always does.
    address = urlsplit(server)._replace(path="/postgres").geturl()
    with closing(psycopg.connect(address, autocommit=True)) as connection, connection.cursor() as cursor:
        yield cursor

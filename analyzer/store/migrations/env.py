"""Alembic's entry: use the connection and the transaction that `analyzer.store.migrating` opened."""

from alembic import context

from analyzer.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()

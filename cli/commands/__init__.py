"""The subcommands of ``answerable``: one module per command."""

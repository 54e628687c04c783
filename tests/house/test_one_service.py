"""Requests are answered in one way: nobody else calls what executes them."""

import ast

from tests.support.house import modules, name, tree

# What executes a request, or makes one ready to be executed, and who may call it: the service for
# all who ask over the network, and the command line, whose process answers once.
CALLERS = {
    "execute": {"web/graphql/service.py", "cli/commands/who.py"},
    "find_cached_query": {"web/graphql/service.py"},
    "plan_subscription": {"web/graphql/subscriptions/operations.py"},
    "execute_sync": {"schema/execution.py", "schema/subscription_plans.py"},
    "AnsweringService": {"web/application.py"},
}
NOT_OURS = ("connection", "session", "cursor", "driver", "database", "raw", "server", "writer")


# What signs a checkpoint without asking what was signed before.
SIGNERS = {"sign_checkpoint": {"registry/checkpoints/sign.py"}}


def is_of_schema(call: ast.Call) -> bool:
    """Whether a call names our function, not a method of a database's connection."""
    if isinstance(call.func, ast.Name):
        return True
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in (
        "schema",
        "contract",
        "build()",
    )


def callers(function: str) -> set[str]:
    return {
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and is_of_schema(node)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == function
    }


def test_nobody_answers_requests_in_a_way_of_their_own() -> None:
    assert {function: callers(function) for function in CALLERS} == CALLERS


def test_only_one_function_signs_checkpoints() -> None:
    assert {function: callers(function) for function in SIGNERS} == SIGNERS

"""What tools ask of a contract about itself, and documents written at random that ask it too."""

from graphql import get_introspection_query, introspection_types

from tests.schema.writing import Author, Document

# The first five with the options that those tools give to the function of the same name in
# graphql-js; the others as they are written out in them.
TOOLS = {
    "everything": get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        experimental_directive_deprecation=True,
        one_of=True,
    ),
    "the least": get_introspection_query(descriptions=False, type_depth=1),
    "GraphiQL": get_introspection_query(schema_description=True, input_value_deprecation=True),
    "GraphiQL, of subscriptions": """
        query IntrospectionQuery { __schema { queryType { name } subscriptionType { name } } }
    """,
    "GraphQL Code Generator": get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True
    ),
    "Apollo Client": "{ __schema { types { kind name possibleTypes { name } } } }",
    "gateways": '{ __typename __type(name: "_Service") { fields { name } } }',
    "editors": """
        query ($name: String!) {
          __type(name: $name) {
            __typename kind name description
            fields(includeDeprecated: true) {
              name isDeprecated deprecationReason type { ...Wrapped }
              args(includeDeprecated: true) { name defaultValue type { ...Wrapped } }
            }
            enumValues { name } inputFields { name defaultValue } isOneOf specifiedByURL
          }
        }
        fragment Wrapped on __Type { kind name ofType { kind name ofType { kind name } } }
    """,
}


class Reader(Author):
    """Writes documents that ask for the contract, and now and then for the record beside it."""

    def document(self) -> Document:
        """Both fields of introspection are asked for, in any order and more than once."""
        parts = [self.part() for _ in range(self.random.randint(1, 4))]
        return Document(
            "\n".join(["{ " + " ".join(parts) + " }", *self.fragments]), self.kinds, self.values
        )

    def part(self) -> str:
        """One field of Query."""
        way = self.random.randrange(8)
        if way == 0:
            return self.random.choice(("__typename", "name: __typename"))
        if way == 1:
            return self.random.choice(
                ("meta { softwareVersion }", "areas { totalCount }", "areas { nodes { id } }")
            )
        if way == 2:
            return "__schema " + self.flag() + self.selection(introspection_types["__Schema"], 2)
        self.aliases += 1
        name = self.mark("String!", self.random.choice([*self.schema.type_map, "Nothing", ""]))
        below = self.selection(introspection_types["__Type"], 1)
        return f"a{self.aliases}: __type(name: {name}) {self.flag()}{below}"

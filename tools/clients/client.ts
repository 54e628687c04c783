// A typed client in a few lines: asks the server at the address that is given, prints what it says.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { DepartmentsDocument, UnansweredDocument } from "./generated.js";

declare const process: { argv: string[] };
const address = process.argv[2] ?? "http://127.0.0.1:8000/graphql";

async function ask<Data, Variables>(
  question: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json",
    },
    body: JSON.stringify({ query: print(question), variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data as Data;
}

const { proposals } = await ask(UnansweredDocument, { on: "2007-01-03", first: 2 });
const waiting: number | null | undefined = proposals.nodes[0]?.daysWaiting;
console.log(proposals.totalCount, waiting, proposals.pageInfo.hasNextPage);

const { proposalStatistics } = await ask(DepartmentsDocument, { on: "2007-01-03" });
for (const { keys, figures } of proposalStatistics.groups) {
  const body = keys[0]?.resource;
  // What is no Partner has no kind: the compiler knows.
  const kind = body?.__typename === "Partner" ? body.kind : null;
  console.log(keys[0]?.value ?? null, kind, figures.unanswered, figures.unansweredFor.longest ?? null);
}

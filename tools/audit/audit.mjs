// Ask the server at ADDRESS every question of graphql-http's audits, and say how it did.

import { auditServer } from 'graphql-http';

const url = process.argv[2] ?? 'http://127.0.0.1:8000/graphql';
const results = await auditServer({ url });
const failed = results.filter((result) => result.status !== 'ok');

for (const { id, name, status, reason } of failed) {
  console.log(`${status.toUpperCase()} ${id} ${name}\n  ${reason}`);
}
console.log(`${results.length - failed.length} of ${results.length} audits passed at ${url}`);
process.exit(failed.length === 0 ? 0 : 1);

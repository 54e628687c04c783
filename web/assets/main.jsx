// Mount GraphiQL on <div id="graphiql">.
//
// The page may say, in data attributes of that element, which endpoint to ask (data-endpoint) and
// which target to ask about first (data-target).

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

import 'graphiql/style.css';
import './main.css';

const WORKERS = { json: 'json', graphql: 'graphql' };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(`./workers/${WORKERS[label] ?? 'editor'}.js`, import.meta.url)),
};

const welcome = (target) => `# Who answers for this target,
# under which protocol, with which money?
# Press the triangle or Ctrl-Enter to ask.

{
  whoIsResponsible(
    target: { reference: ${JSON.stringify(target)} }
  ) {
    target { reference title }
    lead { state stated partner { name } }
    accountable { name }
    answersTo { order duty partner { name } }
    protocol { title version }
    pools {
      amount { amount currency }
      pool { title }
    }
    complaints
    findings { kind says }
  }
}
`;

const mount = document.getElementById('graphiql');
const { endpoint = '/graphql', target = 'EXS-T1' } = mount.dataset;

// Questions are asked over HTTP; only subscriptions open a socket.
const socket = new URL(endpoint, window.location.href);
socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
const fetcher = createGraphiQLFetcher({
  url: endpoint,
  wsClient: createClient({ url: socket.href }),
});

createRoot(mount).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={welcome(target)}
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
  />,
);

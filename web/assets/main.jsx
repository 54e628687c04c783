// Mount GraphiQL on <div id="graphiql">.
//
// The page says, in data attributes of that element, which endpoint to ask (data-endpoint) and what
// to ask first (data-query). A query after the # of the address, as #query=..., is asked instead.

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

import 'graphiql/style.css';
import './main.css';

const mount = document.getElementById('graphiql');
const { endpoint, query } = mount.dataset;
const given = new URLSearchParams(window.location.hash.slice(1)).get('query');

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
    defaultQuery={query}
    initialQuery={given ?? undefined}
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
  />,
);

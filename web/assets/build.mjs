// Bundle GraphiQL, its styles and Monaco's workers into web/static/graphiql.
//
// Everything is served from /static/graphiql/ of our own origin, so nothing in the bundle may load
// from elsewhere; the last step looks for it.

import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, '../static/graphiql');
const staging = `${target}.new`;

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ['es2022'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'linked',
  logLevel: 'warning',
  outdir: staging,
};

const page = {
  ...shared,
  entryPoints: { index: 'main.jsx' },
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  chunkNames: 'chunks/[name]-[hash]',
  assetNames: 'fonts/[name]-[hash]',
  loader: { '.ttf': 'file' },
};

const workers = {
  ...shared,
  entryPoints: {
    'workers/editor': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'workers/json': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'workers/graphql': 'monaco-graphql/esm/graphql.worker.js',
  },
  format: 'iife',
};

// Loads of code, styles, fonts or pictures from another origin; plain links in texts are harmless.
const foreign = /(?:\bimport\s*\(?|\bfrom|importScripts\s*\(|@import|url\()\s*["'`]?\s*(?:https?:)?\/\/[a-z][^\s"'`)]*/gi;

async function foreignLoads(folder) {
  const names = await readdir(folder, { recursive: true });
  const code = names.filter((name) => /\.(?:js|css)$/.test(name));
  const found = await Promise.all(code.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    return (text.match(foreign) ?? []).map((load) => `${name}: ${load}`);
  }));
  return found.flat();
}

await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
await Promise.all([build(page), build(workers)]);

const loads = await foreignLoads(staging);
if (loads.length > 0) {
  console.error(`The bundle would load from other origins:\n  ${loads.join('\n  ')}`);
  process.exit(1);
}

await writeFile(join(staging, '.built'), '');
await rm(target, { recursive: true, force: true });
await rename(staging, target);

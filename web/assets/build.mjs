// Bundle GraphiQL into web/static/graphiql and the styles of components into web/static/components,
// each file also compressed.
//
// Everything is served from /static/ of our own origin, so nothing in a bundle may load from
// elsewhere; a step below looks for it. Names hold a hash of the content, so that a browser may keep
// them for good; manifest.json says what is named how.

import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));

// GraphiQL's styles carry 28 fonts as data, ten times as much as all else in them; the system's do.
const systemFonts = {
  name: 'system-fonts',
  setup(bundle) {
    bundle.onLoad({ filter: /@?graphiql\/.*style\.css$/ }, async ({ path }) => ({
      loader: 'css',
      contents: (await readFile(path, 'utf8')).replace(/@font-face\s*\{[^}]*\}/g, ''),
    }));
  },
};

const sass = {
  name: 'sass',
  setup(bundle) {
    bundle.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      loader: 'css',
      contents: compile(path, { loadPaths: [join(here, 'node_modules')] }).css,
    }));
  },
};

const options = {
  absWorkingDir: here,
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  jsx: 'automatic',
  target: ['es2022'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
  plugins: [systemFonts, sass],
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

async function compress(path) {
  const bytes = await readFile(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

// Bundle into a folder under web/static; what was there stays until all of it is ready.
async function bundle(folder, entryPoints) {
  const target = resolve(here, '../static', folder);
  const staging = `${target}.new`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const { metafile } = await build({ ...options, entryPoints, outdir: staging });

  const loads = await foreignLoads(staging);
  if (loads.length > 0) {
    console.error(`The bundle would load from other origins:\n  ${loads.join('\n  ')}`);
    process.exit(1);
  }

  const files = Object.keys(metafile.outputs).map((path) => basename(path))
    .filter((name) => /\.(?:js|css)$/.test(name));
  await Promise.all(files.map((name) => compress(join(staging, name))));
  const manifest = Object.fromEntries(
    files.map((name) => [name.replace(/-[0-9A-Z]{8}(?=\.)/, ''), name]),
  );
  await writeFile(join(staging, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(staging, '.built'), '');
  await rm(target, { recursive: true, force: true });
  await rename(staging, target);
}

await bundle('components', { components: 'components.scss' });
await bundle('graphiql', { index: 'main.jsx' });

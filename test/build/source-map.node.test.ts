// src/README.md is the map of the code: every file it names exists, and every layer it lists may import what its tsconfig says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAP = readFileSync(`${ROOT}src/README.md`, 'utf8');

it('every file the map names exists', () => {
  const named = [...MAP.matchAll(/`((?:[a-z-]+\/)+[a-z-]+(?:\.[a-z]+)*\.(?:ts|mjs|json))`/g)].map(([, path = '']) => path);
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((path) => !existsSync(`${ROOT}src/${path}`) && !existsSync(`${ROOT}${path}`)),
    [],
  );
});

it('the table of layers says what the compiler enforces', () => {
  const rows = [...MAP.matchAll(/^\| `([a-z]+)` \|([^|]*)\|/gm)].map(([, folder = '', imports = '']) => ({
    folder,
    imports: imports.trim(),
  }));
  const folders = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(rows.map(({ folder }) => folder).toSorted(), folders.map(({ name }) => name).toSorted());
  for (const { folder, imports } of rows) {
    const config = JSON.parse(readFileSync(`${ROOT}src/${folder}/tsconfig.json`, 'utf8')) as { references: { path: string }[] };
    const allowed = config.references.map(({ path }) => path.replace('../', ''));
    const said = imports.startsWith('all but')
      ? folders.map(({ name }) => name).filter((name) => name !== folder && !imports.includes(name))
      : imports.split(', ').filter(Boolean);
    assert.deepEqual(allowed.toSorted(), said.toSorted(), folder);
  }
});

// The browser makes the same bytes of the same sources as the build does, with and without a precompiled header, and they do there what they do in Node.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import { findFirmwareProjects, packFirmwareProject } from '../../src/build/firmware-projects.ts';
import type { Made, Sketch } from '../support/compile-in-worker.ts';
import { CHROMIUM_ARGS, findChromium } from '../support/find-chromium.mjs';
import { runInRuntime } from '../support/runtime-device.ts';
import { readScript } from '../support/scripted-device.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const root = path('../..');
const sketch = (name: string): Sketch => {
  const text = readFileSync(path(`corpus/${name}`), 'utf8');
  const script = /^\/\*\n([\s\S]*?)expect\n/.exec(text)?.[1] ?? '';
  return { files: [{ path: `src/${name}`, text }], script: readScript(script) };
};
/** One for each part of the library; `npm test` runs all of the corpus in Node. */
const SKETCHES = [
  ...['temp-webhook.ino', 'standard-library.cpp', 'json-read.cpp', 'string-numbers.cpp', 'timer-and-delay.cpp'],
  ...['nested-handlers.cpp', 'publish-overloads.cpp', 'panic-assert.cpp', 'eeprom-kept.cpp', 'pins-digital.cpp'],
];

const bundle = async (): Promise<string> => {
  const made = await build({
    entryPoints: [path('../support/compile-in-worker.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return made.outputFiles[0]?.text ?? '';
};

test('sketches become the same modules in Chromium and in Node, and print the same there', async () => {
  const compiler = buildCompiler(root);
  const { manifest, files } = await compiler.site();
  const served = new Map<string, string | Uint8Array>([
    ['/', '<!doctype html><title>Compiler</title>'],
    ['/worker.js', await bundle()],
    ['/compiler/manifest.json', JSON.stringify(manifest)],
    ...[...files].map(([name, bytes]) => [`/${name}`, bytes] as const),
  ]);
  const server = createServer((request, response) => {
    const body = served.get(request.url ?? '');
    const type = request.url === '/' ? 'text/html' : request.url === '/worker.js' ? 'text/javascript' : 'application/octet-stream';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  }).listen(0);
  const executablePath = await findChromium();
  assert.ok(executablePath, 'There is no Chromium.');
  const browser = await puppeteer.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const firmware = path('../../firmware');
    const projects = findFirmwareProjects(firmware)
      .slice(0, 1)
      .map((name): Sketch => {
        const { project } = packFirmwareProject(firmware, name);
        return { files: project.files.map(({ path, text }) => ({ path, text })), script: null };
      });
    const sources = [...projects, ...SKETCHES.map(sketch)];
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const answer = await page.evaluate(
      (sources) =>
        new Promise<{ made?: Made[]; error?: string }>((resolve) => {
          const worker = new Worker('/worker.js');
          worker.addEventListener('message', ({ data }) => resolve(data));
          worker.postMessage(sources);
        }),
      sources,
    );
    const here: Made[] = [];
    for (const { files, script } of sources) {
      const result = compiler.compiler().compile(files);
      assert.ok(result.ok, result.output);
      const hash = createHash('sha256').update(result.module).digest('hex');
      here.push({ hash, printed: script && (await runInRuntime(result.wasm, script)) });
    }
    assert.equal(answer.error, undefined);
    assert.deepEqual(answer.made, here);
    assert.equal(new Set(here.map(({ hash }) => hash)).size, sources.length);
  } finally {
    await browser.close();
    server.close();
  }
});

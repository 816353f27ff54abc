// Firmware projects become a JSON whose pieces are the file, and a zip that unpacks to the folder.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { findFirmwareProjects, packFirmwareProject } from '../../src/build/firmware-projects.ts';
import { highlight, highlightHtml } from '../../src/build/highlight.ts';

const folder = mkdtempSync(join(tmpdir(), 'pocket-firmware-'));
after(() => rmSync(folder, { recursive: true }));
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const source = '// Ünï\n#include "Particle.h"\n\nint x = 0x1F; /* two\nlines */\nvoid f() { Log.info("<b>%d\\n", x); }\n';
write('blink/project.properties', 'name=blink\n');
write('blink/src/blink.cpp', source);
write('blink/src/blink.h', '#pragma once\n');
write('blink/.editor', 'hidden');
write('blink/notes.txt', 'plain <text>');
write('no-project/readme.txt', '');

test('a folder with a project.properties is a project, and no other is', () => {
  assert.deepEqual(findFirmwareProjects(folder), ['blink']);
});

test('the pieces of every file, joined, are the file', () => {
  const { project } = packFirmwareProject(folder, 'blink');
  assert.deepEqual(
    project.files.map(({ path }) => path),
    ['notes.txt', 'project.properties', 'src/blink.cpp', 'src/blink.h'],
  );
  for (const { path, text, lines, size } of project.files) {
    assert.equal(text, readFileSync(join(folder, 'blink', path), 'utf8'));
    assert.equal(lines.map((line) => line.map(([piece]) => piece).join('')).join('\n'), text);
    assert.equal(size, Buffer.byteLength(text));
  }
});

test('the file to show first is the one named like the project', () => {
  assert.equal(packFirmwareProject(folder, 'blink').project.default_file, 'src/blink.cpp');
});

test('the zip has one top folder and the same files', () => {
  const { zip, project } = packFirmwareProject(folder, 'blink');
  const files = unzipSync(zip);
  assert.deepEqual(Object.keys(files).sort(), ['blink/notes.txt', 'blink/project.properties', 'blink/src/blink.cpp', 'blink/src/blink.h']);
  assert.equal(strFromU8(files['blink/src/blink.cpp']!), source);
  assert.equal(project.zip_size, zip.length);
});

test('the same project is the same bytes', () => {
  assert.deepEqual(packFirmwareProject(folder, 'blink').zip, packFirmwareProject(folder, 'blink').zip);
});

test('keywords, strings, numbers and comments are told apart, across lines', () => {
  const kinds = new Map(
    highlight(source, 'cpp')
      .flat()
      .map(([text, kind]) => [text, kind]),
  );
  assert.equal(kinds.get('// Ünï'), 'com');
  assert.equal(kinds.get('lines */'), 'com');
  assert.equal(kinds.get('int'), 'key');
  assert.equal(kinds.get('0x1F'), 'num');
  assert.equal([...kinds].find(([text]) => text.includes('<b>'))?.[1], 'str');
});

test('a language nobody knows stays plain', () => {
  assert.deepEqual(highlight('a < b\n\nc', 'klingon'), [[['a < b']], [], [['c']]]);
});

test('coloured code cannot become markup', () => {
  for (const language of ['cpp', 'json', 'klingon'])
    assert.doesNotMatch(highlightHtml('"</code><script>alert(1)</script>"', language), /<\/code>|<script/);
});

test('the demo firmware speaks of the webhook that the lesson makes', () => {
  const root = fileURLToPath(new URL('../../firmware', import.meta.url));
  const { project } = packFirmwareProject(root, 'webhook-demo');
  const text = project.files.find(({ path }) => path === project.default_file)!.text;
  for (const piece of [
    '"WebhookDemo01"',
    'PRODUCT_VERSION(1)',
    '/hook-response/',
    'button_click',
    '5 * 60 * 1000',
    'Particle.publish(',
    'name("id")',
    'name("t")',
  ])
    assert.ok(text.includes(piece), piece);
  assert.ok(project.files.some(({ path, text: properties }) => path === 'project.properties' && /^name=webhook-demo$/m.test(properties)));
});

// What the site says about the works that it carries: all of them, and the texts that their licences ask for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { carriedWorks, thirdPartyLicences } from '../../src/build/licences.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every package that the site is made from is there, with a licence and a home', () => {
  const works = carriedWorks(root);
  const { dependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { dependencies: Record<string, string> };
  for (const [name, version] of Object.entries(dependencies))
    assert.ok(
      works.some((work) => work.name === name && work.version === version),
      name,
    );
  assert.deepEqual(
    works.filter(({ licence, home }) => licence === 'unknown' || !home.startsWith('https://')),
    [],
  );
});

test('the compiler is named in its parts, with the exception that lets firmware be anyone’s', () => {
  const text = thirdPartyLicences(root);
  for (const words of [
    'Clang and LLD',
    'wasi-libc',
    'libc++',
    'compiler-rt',
    'LLVM Exceptions to the Apache 2.0 License',
    'Rich Felker',
    'Doug Lea',
    'TERMS AND CONDITIONS FOR USE',
  ])
    assert.ok(text.includes(words), words);
});

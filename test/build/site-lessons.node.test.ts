// Every lesson of the site compiles without a warning, leads somewhere, and asks nothing that is true beforehand.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fillPage } from '../../src/build/compile-lesson.ts';
import { contentSecurityPolicy } from '../../src/build/csp.ts';
import { frontPage } from '../../src/build/front-page.ts';
import { siteSources } from '../../src/build/site-sources.ts';
import type { CloudFacts } from '../../src/model/cloud-facts.ts';
import { fillNames } from '../../src/model/names.ts';
import { lessonProgress } from '../../src/model/step-states.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = siteSources(root, false);
const front = fillPage(readFileSync(`${root}index.html`, 'utf8'), sources.surroundings(), {
  ...frontPage(sources.lessons().map(sources.compile)),
});

/** A cloud as a new visitor finds it: a board, a webhook in the sandbox, servers that nobody called. */
const fresh: CloudFacts = {
  signed_in: false,
  choice: { device: null, product: null },
  devices: [{ id: 'e00fce68aabbccddeeff0011', name: 'pocket_board', online: true }],
  products: [],
  product_devices: [],
  integrations: [],
  sandbox_integrations: [{ event: 'FirstEvent', url: 'https://echo.example/first-event' }],
  servers: [
    { host: 'demo-server.example', running: false, requests: 0 },
    { host: 'echo.example', running: true, requests: 0 },
  ],
  events: [],
};

const inlineCode = /<[a-z][^>]*\s(?:style|on[a-z]+)=|<style\b|<script(?![^>]*(?:\ssrc=|type="application\/json"))/i;

/** Words within a sentence, not controls. */
const INLINE = new Set(['pocket-value', 'pocket-code-ref']);

test('there are lessons', () => assert.ok(sources.lessons().length > 0));

for (const slug of sources.lessons()) {
  const { html, warnings, lesson, headings } = sources.compile(slug);

  test(`${slug} compiles without a warning`, () => assert.deepEqual(warnings, []));

  test(`${slug} has one first heading, and no level is skipped`, () => {
    assert.equal(headings.filter(({ level }) => level === 1).length, 1);
    for (const [index, { level, text }] of headings.entries()) assert.ok(index === 0 || level <= headings[index - 1]!.level + 1, text);
  });

  test(`${slug} uses only controls that exist, and each says something before it is awake`, () => {
    const tags = [...html.matchAll(/<(pocket-[a-z-]+)[^>]*>([\s\S]*?)<\/\1>/g)];
    assert.ok(tags.length > 0);
    for (const [, tag] of tags) assert.ok(existsSync(`${root}src/elements/${tag!.slice(7)}.ts`), tag);
    const article = html.slice(html.indexOf('<article>'), html.indexOf('</article>'));
    for (const [, tag, inside] of article.matchAll(/<(pocket-[a-z-]+)[^>]*>([\s\S]*?)<\/\1>/g))
      // A name within a sentence is no control: it says what it is called.
      assert.ok(inside!.replace(/<[^>]*>/g, '').trim().length > (INLINE.has(tag!) ? 0 : 20), tag);
  });

  test(`${slug} links to places that are there`, () => {
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
    for (const [, target] of html.matchAll(/<a [^>]*href="#([^"]+)"/g)) assert.ok(ids.has(target), `#${target}`);
    assert.equal(ids.size, [...html.matchAll(/\sid="([^"]+)"/g)].length, 'ids are unique');
  });

  test(`no step of ${slug} is done before the learner acts`, () => {
    const { states } = lessonProgress(lesson.steps, fresh, new Set());
    assert.deepEqual(
      states.filter(({ state }) => state === 'done' || state === 'undone'),
      [],
    );
    if (lesson.steps.length > 0) assert.equal(states.filter(({ state }) => state === 'now').length, 1);
  });

  test(`every name of an event that ${slug} checks stands in its text`, () => {
    const text = html.slice(html.indexOf('<article>'), html.indexOf('</article>'));
    const names = Object.fromEntries(Object.entries(lesson.names ?? {}).map(([name, { value }]) => [name, value]));
    for (const { check } of lesson.steps)
      for (const [, quoted] of (check ?? '').matchAll(
        /(?<!no )(?:integration|event) "(?:[^"]*hook-(?:response|error|sent)\/|\*\/)?([^"]+)"/g,
      ))
        assert.ok(text.includes(fillNames(quoted!, names)) || quoted!.includes('${'), quoted);
  });

  test(`${slug} carries no inline script, style or handler`, () => assert.doesNotMatch(html, inlineCode));

  test(`${slug} shows people no template tag that was left over`, () => {
    assert.doesNotMatch(html.replace(/<(code|pre|script)\b[\s\S]*?<\/\1>/g, ''), /\{\{/);
  });
}

test('the front page has a card for every lesson and the one button', () => {
  for (const slug of sources.lessons()) assert.ok(front.includes(`href="./tutorials/${slug}/"`));
  assert.equal(front.match(/<pocket-first-event>/g)?.length, 1);
  assert.doesNotMatch(front, inlineCode);
  assert.doesNotMatch(front, /\{\{/);
});

test('the policy of a page allows nothing inline, nothing evaluated and no other host', () => {
  const policy = contentSecurityPolicy(false);
  assert.ok(front.includes(`content="${policy}"`));
  // WebAssembly is what firmware runs as; the allowance lets no script be made of text.
  assert.doesNotMatch(policy.replace("'wasm-unsafe-eval'", ''), /unsafe|\*|https?:/);
  assert.match(policy, /default-src 'self'.*require-trusted-types-for 'script'; trusted-types lit-html sw-url worker-url$/);
  // The meta element holds only for what comes after it.
  assert.ok(front.indexOf('Content-Security-Policy') < front.indexOf('<script'));
});

test('every partial is used by a page, a layout or another partial', () => {
  const all = ['tutorials', 'src/site/pages', 'index.html'].flatMap((place) =>
    place.endsWith('.html')
      ? [place]
      : readdirSync(`${root}${place}`, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(hbs|md)$/.test(name))
          .map((name) => `${place}/${name}`),
  );
  const text = all.map((path) => readFileSync(`${root}${path}`, 'utf8')).join('\n');
  for (const name of sources.surroundings().partials.keys()) assert.match(text, new RegExp(`\\{\\{#?> ${name}[\\s}]`), name);
});

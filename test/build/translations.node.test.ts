// Lessons in other languages: what is broken fails here, what is older than the English is told. Part of `npm run lessons`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileLesson } from '../../src/build/compile-lesson.ts';
import { compileTranslation } from '../../src/build/compile-translation.ts';
import { brokenEntries, lintCatalogue } from '../../src/build/lint-catalogue.ts';
import { siteSources } from '../../src/build/site-sources.ts';
import { filesBelow } from '../support/files-below.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = siteSources(root, false);
const around = sources.surroundings();

const ENGLISH = `---
title: Tea
description: How to make it.
steps:
  - { id: boil, title: Boil, anchor: boil-water }
---

# Tea

It is hot.

## Boil water

Use a kettle.

{{collapse op="start" label="More"}}

\`\`\`
# not a heading
\`\`\`

{{collapse op="end"}}

## Pour

Slowly.
`;
const translate = (german: string, english = ENGLISH): ReturnType<typeof compileTranslation> =>
  compileTranslation(
    german,
    'de',
    'tea/index.de.md',
    { source: english, compiled: compileLesson(english, 'tea', 'tea/index.md', around) },
    around,
  );
const GERMAN = `---
title: Tee
steps: { boil: Kochen }
---

# Tee {#tea}

Er ist heiß.

## Wasser kochen {#boil-water}

Nimm einen Kessel.

{{collapse op="start" label="Mehr"}}

\`\`\`
# keine Überschrift
\`\`\`

{{collapse op="end"}}

## Gießen {#pour}

Langsam.
`;
/** As the lint asks for it. */
const marked = (german: string, english = ENGLISH): string => {
  let text = german;
  for (const line of translate(german, english).stale) {
    const [, id, mark] = /\{#([a-z-]+)\} is older.*of=([0-9a-f]{6})/.exec(line) ?? [];
    if (id) text = text.replace(`{#${id}}`, `{#${id} of=${mark}}`);
    const [, titles] = /write of: ([0-9a-f]{6})/.exec(line) ?? [];
    if (titles) text = text.replace('title: Tee\n', `title: Tee\nof: '${titles}'\n`);
  }
  return text;
};

test('a translation has the ids of the English page, its own words, and nothing to say when every mark is right', () => {
  const { html, warnings, stale } = translate(marked(GERMAN));
  assert.deepEqual([warnings, stale], [[], []]);
  assert.match(html, /<html lang="de">/);
  assert.deepEqual(
    [...html.matchAll(/<h\d id="([^"]+)"[^>]*>([^<]+)/g)].map(([, id, text]) => `${id}: ${text}`),
    ['tea: Tee', 'boil-water: Wasser kochen', 'pour: Gießen'],
  );
  assert.match(html, /"steps":\[\{"id":"boil","title":"Kochen"\}\]/);
  assert.doesNotMatch(html, /\{#/);
});

test('a section whose English changed is told by name; the others are not', () => {
  const { stale } = translate(marked(GERMAN), ENGLISH.replace('Slowly.', 'Very slowly.'));
  assert.equal(stale.length, 1);
  assert.match(stale[0]!, /\{#pour\} is older than the English/);
});

test('titles that changed in English are told', () =>
  assert.match(translate(marked(GERMAN), ENGLISH.replace('title: Boil', 'title: Boil it')).stale.join(), /titles are older/));

test('a section that is missing is English, says so to those who hear it, and the page knows that it is not all translated', () => {
  const { html, stale } = translate(marked(GERMAN).replace(/## Gießen[\s\S]*/, ''));
  assert.match(html, /<article data-partly>/);
  assert.match(html, /<h2 lang="en" id="pour">Pour<\/h2>\s*<p lang="en">Slowly/);
  assert.match(stale.join(), /\{#pour of=[0-9a-f]{6}\} is missing/);
});

test('a section without the folds of the English one is English, and that is a fault', () => {
  const { html, warnings } = translate(marked(GERMAN).replaceAll(/\{\{collapse.*\}\}/g, ''));
  assert.match(warnings.join(), /\{#boil-water\} has other controls or folds/);
  assert.match(html, /Use a kettle/);
});

test('a section of no English heading, and a step that is not there, are faults', () => {
  assert.match(translate(GERMAN.replace('{#pour}', '{#poor}')).warnings.join(), /\{#poor\} is of no heading/);
  assert.match(translate(GERMAN.replace('boil:', 'bake:')).warnings.join(), /there is no step bake/);
});

test('a catalogue entry that nobody says, or whose places differ, is found', () => {
  assert.deepEqual(lintCatalogue('de', { 'Send {1} now': 'x', Gone: 'x' }, ['html`<p>Send ${what}\n  now</p>`']), [
    'de: nobody says “Gone” any more; English changed, or it is no longer needed.',
  ]);
  assert.equal(brokenEntries('de', { 'Step {} of {1}': 'Schritt {}', Fine: 'Gut' }).length, 1);
});

test('no translation of the site is broken', () => {
  const told: string[] = [];
  const broken: string[] = [];
  for (const slug of sources.lessons())
    for (const language of sources.translations(slug)) {
      const { warnings, stale } = sources.translate(slug, language);
      broken.push(...warnings);
      told.push(...stale);
    }
  const speakers = ['src/elements', 'src/site', 'src/embed', 'src/model', 'src/servers', 'src/device', 'tutorials'].flatMap((folder) =>
    filesBelow(join(root, folder), '.')
      .filter((path) => /\.(ts|hbs)$|index\.md$/.test(path))
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  );
  for (const name of readdirSync(join(root, 'src/site/languages'))) {
    const catalogue = JSON.parse(readFileSync(join(root, 'src/site/languages', name), 'utf8')) as Record<string, string>;
    broken.push(...brokenEntries(name, catalogue));
    told.push(...lintCatalogue(name, catalogue, speakers));
  }
  for (const sentence of told) console.warn(sentence);
  assert.deepEqual(broken, []);
});

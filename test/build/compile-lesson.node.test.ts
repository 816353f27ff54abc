// A page's source becomes complete HTML; what is not known stays visible; what cannot work stops the build.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileLesson, type Surroundings } from '../../src/build/compile-lesson.ts';

const around: Surroundings = {
  partials: new Map([
    ['button', '<pocket-button for="{{for}}">\n\n  <p>Press {{for}}.</p>\n\n</pocket-button>\n'],
    ['advice', 'Written by *{{who}}*, see `{{who}}`.'],
    ['source', '<div>\n{{code project="blink" file="src/blink.cpp"}}\n</div>'],
  ]),
  layouts: new Map([['lesson', '<body>{{{content}}}<script type="application/json" id="lesson">{{{json}}}</script></body>']]),
  pictureExists: (src) => src === 'here.png',
  firmwareFile: (project, file) =>
    project === 'blink' && file === 'src/blink.cpp' ? '#include "Particle.h"\nint a = 1 < 2;\n' : undefined,
  titles: new Map([['second', 'The second']]),
  development: false,
};
const page = (text: string, matter = 'title: A page') => compileLesson(`---\n${matter}\n---\n${text}\n`, 'a-page', 'a.md', around);
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

test('the title, the partial and the text around them reach the page', () => {
  const { html, warnings } = page('# {{title}}\n\nBefore.\n\n{{> button for="go"}}\n\nAfter.');
  assert.match(html, /<h1 id="a-page">A page<\/h1>\n<p class="lede">Before\.<\/p>/);
  assert.match(html, /<pocket-button for="go">\s+<p>Press go\.<\/p>\s+<\/pocket-button>\n<p>After\.<\/p>/);
  assert.deepEqual(warnings, []);
});

test('a partial between lines of one paragraph still stands on its own', () => {
  assert.match(
    page('# T\n\nBefore.\n{{> button for="x"}}\nAfter.').html,
    /Before\.<\/p>[\s\S]*<pocket-button[\s\S]*<\/pocket-button>\n<p>After\./,
  );
});

test('a partial with markdown is read as markdown, within a sentence too', () => {
  const { html } = page('# T\n\nText.\n\n- {{> advice who="Ada"}}\n');
  assert.match(html, /<li>Written by <em>Ada<\/em>, see <code>\{\{who\}\}<\/code>\.<\/li>/);
});

test('a partial that begins a line of text stays in its sentence', () => {
  assert.match(
    page('# T\n\nText.\n\n{{> advice who="Ada"}} More.').html,
    /<p>Written by <em>Ada<\/em>, see <code>\{\{who\}\}<\/code>\. More\.<\/p>/,
  );
});

test('a value given to a partial cannot become markup', () => {
  assert.match(page('# T\n\nText.\n\n{{> button for="<b>\'"}}').html, /for="&lt;b&gt;&#x27;"/);
});

test('collapse makes a disclosure whose inside is markdown', () => {
  const { html, warnings } = page(
    '# T\n\nText.\n\n{{collapse op="start" label="More & more"}}\n\n- *one*\n\n{{collapse op="end"}}\n\nAfter.',
  );
  assert.match(
    html,
    /<details class="more"><summary>.*More &amp; more<\/summary>\n<ul>\n<li><em>one<\/em><\/li>\n<\/ul>\n<\/details>\n<p>After\.<\/p>/,
  );
  assert.deepEqual(warnings, []);
});

test('a disclosure that never ends is ended, and one that never began is dropped, both with a warning', () => {
  const { html, warnings } = page('# T\n\n{{collapse op="end"}}\n\n{{collapse op="start" label="Open"}}\n\nInside.');
  assert.equal(html.match(/<\/details>/g)?.length, 1);
  assert.equal(warnings.length, 2);
});

test('code keeps its braces, and an escaped brace loses only its backslash', () => {
  const { html, warnings } = page(
    '# T\n\nUse `{{{A}}}` and `\\{{B}}}`.\n\n```json\n{"x": {{y}}, "z": "\\{{#if}}"}\n```\n\n    {{indented}}',
  );
  const text = textOf(html);
  assert.match(text, /Use \{\{\{A\}\}\} and \{\{B\}\}\}/);
  assert.match(text.replaceAll(' ', ''), /\{"x":\{\{y\}\},"z":"\{\{#if\}\}"\}/);
  assert.equal(warnings.length, 1, 'only the indented block, which templates do read, is named');
});

test('an escaped tag outside code shows as it would be written', () => {
  assert.match(textOf(page('# T\n\nWrite \\{{PARTICLE_EVENT_VALUE}} here.').html), /Write \{\{PARTICLE_EVENT_VALUE\}\} here\./);
});

test('unknown partials, helpers, names and conditions become named placeholders, with their lines', () => {
  const { html, warnings } = page(
    '# T\n\n{{> nowhere a="b"}}\n\nAn {{unknown}} name and {{helper "x"}}.\n\n{{#if photon}}\nOnly *there*.\n{{else}}\nElsewhere.\n{{/if}}\n\n{{#frame}}Framed.{{/frame}}\n\n{{* paint}} {{> (pick one)}}',
  );
  const text = textOf(html);
  for (const piece of [
    'This part is not here: nowhere a="b"',
    'This part is not here: (pick one)',
    '{{* paint}}',
    'An {{unknown}} name',
    '{{helper "x"}}',
    'if photon',
    'Only there',
    'Elsewhere',
    'Framed',
  ])
    assert.ok(text.includes(piece), piece);
  assert.equal(warnings.length, 7);
  assert.match(
    warnings.find((one) => one.includes('nowhere'))!,
    /^a\.md: line 6: /,
  );
});

test('a condition on what the front matter says is decided', () => {
  const text = textOf(
    page('# T\n\n{{#if shared}}Shown.{{else}}Hidden.{{/if}}{{#unless shared}}Also hidden.{{/unless}}', 'title: A\nshared: true').html,
  );
  assert.match(text, /Shown\./);
  assert.doesNotMatch(text, /idden/);
});

test('a loop over the front matter runs', () => {
  assert.match(textOf(page('# T\n\n{{#each teaches}}[{{this}}]{{/each}}', 'title: A\nteaches: [one, two]').html), /\[one\]\[two\]/);
});

test('tags nobody can read stay as they are written, and the rest of the page renders', () => {
  const { html, warnings } = page('# T\n\nOne {{x}}} two {{/if}} three {{#if a}} four {{ five {{1 2}} six {{> button for="z"}} seven.');
  const text = textOf(html);
  for (const word of ['One', 'two {{/if}} three {{#if a}} four {{ five', '{{1 2}} six', 'Press z', 'seven'])
    assert.ok(text.includes(word), `${word} in ${text}`);
  assert.ok(warnings.length >= 4);
});

test('the same heading twice has two addresses', () => {
  const { headings } = page('# T\n\n## Café & tea\n\n## Café & tea\n\n## `code` name');
  assert.deepEqual(
    headings.map(({ id }) => id),
    ['t', 'cafe-tea', 'cafe-tea-2', 'code-name'],
  );
});

test('tables and code scroll in regions of different names, and nothing carries an inline style', () => {
  const { html } = page('# T\n\n## One\n\n| a | b |\n| :-- | --: |\n| 1 | 2 |\n\n```cpp\nint a;\n```\n\n```cpp\nint b;\n```');
  const labels = [...html.matchAll(/role="region" aria-label="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(labels, ['Table: One', 'C++: One', 'C++: One (2)']);
  assert.match(html, /<th class="n" scope="col">b<\/th>/);
  assert.doesNotMatch(html, /style=/);
});

test('a picture that is not in the site is replaced by its words', () => {
  const { html, warnings } = page('# T\n\n![A chart](/assets/chart.png) ![Here](here.png)\n\n<img src="/gone.png" alt="Gone"/>');
  assert.match(textOf(html), /Picture: A chart .* ?Picture: Gone/);
  assert.match(html, /<img src="here\.png" alt="Here" loading="lazy">/);
  assert.equal(warnings.length, 2);
});

test('a file of the firmware is quoted from the project itself', () => {
  const { html, warnings } = page('# T\n\nText.\n\n{{> source}}');
  assert.match(html, /<span class="c-key">int<\/span> a = <span class="c-num">1<\/span> &lt; /);
  assert.deepEqual(warnings, []);
  assert.match(page('# T\n\n{{code project="blink" file="src/gone.cpp"}}').warnings[0]!, /no file firmware\/blink\/src\/gone\.cpp/);
});

test('markup that the policy of the page refuses is named', () => {
  assert.match(page('# T\n\n<p style="color:red">x</p>').warnings[0]!, /refuses <p style=/);
  assert.match(page('# T\n\n<script>alert(1)</script>').warnings[0]!, /refuses <script/);
});

test('steps travel as JSON that cannot end its script', () => {
  const { html, lesson } = page(
    '# T\n\n## Here',
    'title: A </script><b>\nsteps:\n  - { id: one, title: First, anchor: here, check: product chosen }',
  );
  const json = /<script type="application\/json" id="lesson">(.*?)<\/script>/s.exec(html)![1]!;
  assert.deepEqual(JSON.parse(json), lesson);
  assert.deepEqual(lesson.steps, [
    { id: 'one', title: 'First', anchor: 'here', check: 'product chosen', needs: [], optional: false, once: false, any_time: false },
  ]);
});

for (const [fault, matter, message] of [
  ['no title', 'description: x', /title: /],
  ['a title that is a number', 'title: 5', /title: /],
  ['YAML that is none', 'title: "a', /not YAML/],
  ['a step without an id', 'title: A\nsteps: [{ title: x, anchor: t }]', /steps\.0\.id/],
  ['an id with capitals', 'title: A\nsteps: [{ id: One, title: x, anchor: t }]', /steps\.0\.id: needs lower-case/],
  ['a field of a step nobody knows', 'title: A\nsteps: [{ id: one, title: x, anchor: t, chekc: y }]', /chekc/],
  [
    'two steps of one id',
    'title: A\nsteps: [{ id: one, title: x, anchor: t }, { id: one, title: y, anchor: t }]',
    /two steps are called one/,
  ],
  ['a step that needs nobody', 'title: A\nsteps: [{ id: one, title: x, anchor: t, needs: [zero] }]', /needs zero/],
  ['a step that leads nowhere', 'title: A\nsteps: [{ id: one, title: x, anchor: nowhere }]', /leads to #nowhere/],
  [
    'a check that cannot be read',
    'title: A\nsteps: [{ id: one, title: x, anchor: t, check: product bought }]',
    /step one: product bought: expected/,
  ],
  [
    'an answer that cannot be asked for',
    'title: A\nquestions: [{ id: q, ask: Q, run: [GET /v1/user], options: [{ text: A, when: it rains }, { text: B, when: signed in }] }]',
    /question q: it rains: expected/,
  ],
] as const) {
  test(`${fault} stops the build and says where`, () => {
    assert.throws(
      () => page('# T', matter),
      (error: Error) => error.name === 'LessonError' && error.message.startsWith('a.md: ') && message.test(error.message),
    );
  });
}

test('a page without front matter stops the build', () => {
  assert.throws(() => compileLesson('# Hello\n', 'a', 'a.md', around), /a\.md: front matter is missing/);
});

test('a layout or a next lesson that is not there is named, and the page is made', () => {
  const { html, warnings } = page('# T\n\nText.', 'title: A\nlayout: grand.hbs\nnext: third');
  assert.match(html, /Text\./);
  assert.deepEqual(warnings, ['a.md: there is no layout grand; lesson is used.', 'a.md: there is no lesson third to go on with.']);
});

import { expect } from '@esm-bundle/chai';
import { ProjectBrowser } from '../../src/elements/project-browser.ts';
import { EditorView } from '@codemirror/view';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { readProjectZip, writeProjectZip } from '../../src/elements/support/project-zip.ts';
import { buildModule } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { complainAbout, FakeCompiler } from '../support/fake-compiler.ts';
import type { FirmwareProject } from '../../src/model/firmware-project.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

const text = 'void setup() {\n  Particle.publish("WebhookDemo01", "<img src=x>");\n}\n';
const project: FirmwareProject = {
  name: 'webhook-demo',
  default_file: 'src/webhook-demo.cpp',
  zip: 'webhook-demo.zip',
  zip_size: 2048,
  files: [
    { path: 'project.properties', language: 'ini', text: 'name=webhook-demo\n', size: 18, lines: [[['name', 'name'], ['=webhook-demo']]] },
    {
      path: 'src/webhook-demo.cpp',
      language: 'cpp',
      text,
      size: text.length,
      lines: [
        [['void', 'key'], [' setup() {']],
        [['  Particle.publish('], ['"WebhookDemo01"', 'str'], [', '], ['"<img src=x>"', 'str'], [');']],
        [['}']],
      ],
    },
  ],
};

const compilerFile = (name: string, size: number) => ({ path: `compiler/${name}.gz`, size, sha256: '0'.repeat(64), unpacked: 3 * size });
const manifest = {
  id: '1',
  core: compilerFile('core', 9_000_000),
  headers: compilerFile('headers', 2_000_000),
  libs: compilerFile('libs', 1_000_000),
};

let page: ElementPage;
let base: HTMLMetaElement;
const realFetch = window.fetch;
beforeEach(async () => {
  page = await openElementPage();
  base = document.createElement('meta');
  base.name = 'pocket-base';
  base.content = '/site/';
  document.head.append(base);
});
afterEach(() => {
  page.close();
  base.remove();
  window.fetch = realFetch;
});

/** The static host of the site, which a unit test does not have. */
const serve = (answer: () => Response): string[] => {
  const asked: string[] = [];
  const before = window.fetch;
  window.fetch = (input, init) => {
    const url = new Request(input, init).url;
    if (url.endsWith('/site/compiler/manifest.json')) return Promise.resolve(Response.json(manifest));
    if (!url.includes('/site/projects/')) return before(input, init);
    asked.push(new URL(url).pathname);
    return Promise.resolve(answer());
  };
  return asked;
};
const open = async (attributes = ''): Promise<HTMLElement> => {
  const element = await page.mount<HTMLElement>(`<pocket-project-browser project="webhook-demo" ${attributes}></pocket-project-browser>`);
  await page.until(() => element.shadowRoot?.querySelector('.code'), 'the project opens');
  return element;
};

it('shows the file asked for, coloured, as text', async () => {
  const asked = serve(() => Response.json(project));
  const element = await open('default-file="src/webhook-demo.cpp" height="300" flash="true"');
  expect(asked).to.deep.equal(['/site/projects/webhook-demo.json']);
  expect(find(element, '.code').textContent).to.equal(text);
  expect(find(element, '.c-key').textContent).to.equal('void');
  expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  expect(getComputedStyle(find(element, '.code')).maxHeight).to.equal('300px');
  await page.until(() => textOf(element).includes('This is the build as it comes. Flash sends it to pocket_board.'));
  expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal(null);
  await page.expectAccessible();
});

it('a height out of bounds is held within them', async () => {
  serve(() => Response.json(project));
  const element = await open('height="99999"');
  expect(getComputedStyle(find(element, '.code')).maxHeight).to.equal('1200px');
});

it('opens another file, and an unknown default falls back to the project’s own', async () => {
  serve(() => Response.json(project));
  const element = await open('default-file="nothing.cpp"');
  expect(find(element, '[aria-current]').textContent).to.contain('src/webhook-demo.cpp');
  button(element, 'project.properties').click();
  await page.until(() => find(element, '.code').textContent === 'name=webhook-demo\n');
  expect(find(element, '.code').getAttribute('aria-label')).to.equal('project.properties, settings');
  expect(find<HTMLAnchorElement>(element, 'a[download]').href).to.equal(`${location.origin}/site/projects/webhook-demo.zip`);
});

it('shows the line that publishes an event when asked for it', async () => {
  serve(() => Response.json(project));
  const element = await open('default-file="project.properties"');
  page.session.dispatchEvent(new CustomEvent('show-code', { detail: 'WebhookDemo01' }));
  await page.until(() => element.shadowRoot?.querySelector('.ln[data-selected]'));
  expect(find(element, '.ln[data-selected]').textContent).to.contain('Particle.publish("WebhookDemo01"');
});

it('a sentence and a marked event light up their lines without moving the focus', async () => {
  serve(() => Response.json(project));
  const element = await open('default-file="project.properties"');
  const lit = (): string => [...(element.shadowRoot?.querySelectorAll('.ln[data-selected]') ?? [])].map((one) => one.textContent).join('');
  const light = (at: unknown): boolean =>
    page.session.dispatchEvent(new CustomEvent('light-code', { detail: { project: null, file: 'src/webhook-demo.cpp', at, go: false } }));
  light({ lines: '1, 3' });
  await page.until(() => lit() === 'void setup() {\n}\n');
  expect(document.activeElement).to.not.equal(element);
  light(null);
  await page.until(() => lit() === '');
  const release = page.session.feed.hold();
  await page.session.run('publish', () => page.session.cloud.publish({ name: 'WebhookDemo01', data: '1' }));
  await page.until(() => page.session.feed.events.some(({ name }) => name === 'WebhookDemo01'));
  page.session.selectJourney('any', page.session.feed.events.find(({ name }) => name === 'WebhookDemo01')!.id);
  await page.until(() => lit().includes('Particle.publish("WebhookDemo01"'));
  release();
});

it('several projects stand in one tree, and each keeps edits of its own', async () => {
  const other = { ...project, name: 'other', files: [{ ...project.files[1]!, path: 'src/other.cpp' }] };
  const before = window.fetch;
  window.fetch = (input, init) => {
    const { url } = new Request(input, init);
    if (url.endsWith('/site/compiler/manifest.json')) return Promise.resolve(Response.json(manifest));
    if (!url.includes('/site/projects/')) return before(input, init);
    return Promise.resolve(Response.json(url.includes('other') ? other : project));
  };
  const element = await page.mount<ProjectBrowser>('<pocket-project-browser project="webhook-demo, other"></pocket-project-browser>');
  await page.until(() => files(element).length === 3);
  await page.expectAccessible();
  button(element, 'src/other.cpp').click();
  await page.until(() => textOf(element, '.control-title') === 'other');
  expect(find(element, '[aria-current]').textContent).to.contain('other.cpp');
  page.session.memory.write('firmware/other', { files: { 'src/other.cpp': 'x' }, removed: [] });
  expect(files(element).filter((one) => one.includes('changed'))).to.deep.equal([]);
});

it('a project that does not load says so and can be tried again', async () => {
  let broken = true;
  serve(() => (broken ? new Response('no', { status: 404 }) : Response.json(project)));
  const element = await page.mount('<pocket-project-browser project="webhook-demo"></pocket-project-browser>');
  await page.until(() => textOf(element).includes('The project did not load.'));
  await page.expectAccessible();
  broken = false;
  button(element, 'Try again').click();
  await page.until(() => element.shadowRoot?.querySelector('.code'));
});

// ── Changing it ──

let compiler: FakeCompiler;
/** Opens the editor of the project's C++ file, with a compiler of the test's own. */
const edit = async (attributes = ''): Promise<{ element: ProjectBrowser; view: EditorView; type: (text: string) => void }> => {
  serve(() => Response.json(project));
  const element = (await open(attributes)) as ProjectBrowser;
  compiler = new FakeCompiler();
  element.compiler = async () => compiler;
  button(element, 'Edit').click();
  await page.until(() => element.shadowRoot?.querySelector('.cm-content'), 'the editor opens');
  const view = EditorView.findFromDOM(find(element, '.cm-editor'))!;
  const type = (text: string): void => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  return { element, view, type };
};
const files = (element: ProjectBrowser): string[] =>
  [...(element.shadowRoot?.querySelectorAll('.tree button') ?? [])].map((one) => one.textContent?.replace(/\s+/g, ' ').trim() ?? '');
const pressKey = (target: Element, key: string, init: KeyboardEventInit = {}): void =>
  void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...init }));

it('a key in the text opens the editor; Escape leads to Done, Done back to the text', async () => {
  serve(() => Response.json(project));
  const element = await open();
  pressKey(find(element, '.code'), 'x');
  await page.until(() => element.shadowRoot?.querySelector('.cm-content'), 'the editor opens');
  expect(find(element, '.cm-content').textContent).to.contain('WebhookDemo01');
  expect(textOf(element, '#leave')).to.contain('Esc leaves the editor, Ctrl+S saves');
  expect(find(element, '.cm-content').getAttribute('aria-describedby')).to.equal('leave');
  await page.expectAccessible();
  pressKey(find(element, '.cm-content'), 'Escape');
  expect(element.shadowRoot?.activeElement?.id).to.equal('done');
  button(element, 'Done').click();
  await page.until(() => element.shadowRoot?.activeElement?.classList.contains('code'));
});

it('an edit is marked, kept for the next visit, compared, and taken back', async () => {
  const { element, type } = await edit();
  type(text.replace('WebhookDemo01', 'Changed01'));
  await page.until(() => files(element).includes('src/webhook-demo.cpp changed'));
  expect(element.shadowRoot?.querySelectorAll('.cm-gutterElement.changed').length).to.be.greaterThan(0);
  pressKey(find(element, '.cm-content'), 's', { ctrlKey: true });
  await page.until(() => textOf(element, '#leave').includes('Saved in this browser.'));
  expect(page.session.memory.read('firmware/webhook-demo')).to.deep.equal({
    files: { 'src/webhook-demo.cpp': text.replace('WebhookDemo01', 'Changed01') },
    removed: [],
  });

  button(element, 'Compare').click();
  await page.until(() => element.shadowRoot?.querySelector('.cm-deletedChunk'), 'the original shows');
  expect(find(element, '.cm-deletedChunk').textContent).to.contain('WebhookDemo01');
  await page.expectAccessible();
  button(element, 'Compare').click();

  // The next visit: another element, the same memory.
  const again = await open();
  expect(find(again, '.code').textContent).to.contain('Changed01');
  expect(find(again, '.ln.changed').textContent).to.contain('Changed01');
  await page.expectAccessible();
  button(again, 'Revert all').click();
  await page.until(() => find(again, '.code').textContent === text);
  button(again, 'Undo').click();
  await page.until(() => find(again, '.code').textContent?.includes('Changed01'));
});

it('what clang says stands at its line and in a list that leads there', async () => {
  const { element, view, type } = await edit('flash="true"');
  expect(compiler.asked).to.deep.equal([], 'nobody changed anything yet');
  compiler.find = complainAbout('oops', 'use of undeclared identifier');
  type('void setup() {}\nvoid loop() { oops(); }\n');
  await page.until(() => element.shadowRoot?.querySelector('.diag'), 'the message appears');
  expect(textOf(element, '.diag')).to.equal('use of undeclared identifier clang error, 2:15');
  expect(find(element, '.cm-line.has-error').textContent).to.equal('void loop() { oops(); }');
  expect(textOf(element, '.badge')).to.equal('1 error');
  expect(textOf(element, '#state')).to.equal('Fix line 2 of webhook-demo.cpp to flash. The board still runs the build it has.');
  expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
  find<HTMLButtonElement>(element, '.problems button').click();
  await page.until(() => view.state.selection.main.head === 'void setup() {}\nvoid loop() { '.length);
  type('void setup() {}\nvoid loop() {}\n');
  await page.until(() => !element.shadowRoot?.querySelector('.diag, .problems'));
  expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal(null);
});

it('says how much of the compiler came, and what to do when it cannot be had', async () => {
  const { element, type } = await edit();
  await page.until(() => textOf(element).includes('Your first change gets the compiler, once: 12.0 MB.'), 'it says what an edit costs');
  compiler.failure = 'The compiler did not load.';
  type(`${text}\n`);
  await page.until(() => textOf(element).includes('The compiler did not load. Your edits are kept.'));
  await page.expectAccessible();
  compiler.failure = null;
  button(element, 'Try again').click();
  await page.until(() => !textOf(element).includes('did not load'));
  compiler.become('loading', { loaded: 3_000_000, total: 12_000_000 });
  await page.until(() => textOf(element).includes('Getting the compiler, once: 3.0 of 12.0 MB'));
  expect(find<HTMLProgressElement>(element, '.loading-compiler progress').position).to.equal(0.25);
  await page.expectAccessible();
});

it('getting the compiler is stopped by a click, stays stopped while typing, and goes on when wanted', async () => {
  const { element, type } = await edit();
  compiler.hold = true;
  type(`${text}\n`);
  compiler.become('loading', { loaded: 3_000_000, total: 12_000_000 });
  await page.until(() => compiler.held === 1 && textOf(element).includes('3.0 of 12.0 MB'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  button(element, 'Cancel').click();
  compiler.become('idle');
  await page.until(() => textOf(element).includes('You stopped the compiler. Your edits are kept, unchecked.'));
  expect(compiler.held).to.equal(0);
  compiler.hold = false;
  type(`${text}\n\n`);
  await page.expectAccessible();
  expect(compiler.asked).to.deep.equal([]);
  button(element, 'Get the compiler').click();
  await page.until(() => compiler.asked.length === 1 && !textOf(element).includes('You stopped'));
});

it('files come, get other names and go, and a name that is none is refused with a reason', async () => {
  const { element } = await edit();
  const name = async (action: string, path: string): Promise<void> => {
    button(element, action).click();
    await page.until(() => element.shadowRoot?.querySelector('#file-name'));
    find<HTMLInputElement>(element, '#file-name').value = path;
    find<HTMLButtonElement>(element, '.name-form button').click();
    await element.updateComplete;
  };
  await name('New file', '../secret.cpp');
  expect(textOf(element, '#file-problem')).to.contain('No part begins with a dot.');
  await page.expectAccessible();
  find<HTMLInputElement>(element, '#file-name').value = 'src/helper.h';
  button(element, 'Create').click();
  await page.until(() => files(element).includes('src/helper.h new'));
  expect(find(element, '.tree [aria-current]').textContent).to.contain('helper.h');
  await name('Rename', 'src/other.h');
  await page.until(() => files(element).includes('src/other.h new'));
  button(element, 'Delete').click();
  await page.until(() => !files(element).some((one) => one.includes('other.h')));
  button(element, 'Undo').click();
  await page.until(() => files(element).includes('src/other.h new'));
});

it('a zip goes out with the edits and comes in without what it should not bring', async () => {
  const out = unzipSync(writeProjectZip('webhook-demo', [{ path: 'src/a.cpp', text: 'ä\n' }]));
  expect(Object.keys(out)).to.deep.equal(['webhook-demo/src/a.cpp']);
  expect(new TextDecoder().decode(out['webhook-demo/src/a.cpp'])).to.equal('ä\n');

  const zip = zipSync({
    'mine/src/main.cpp': strToU8('void loop() {}\r\n'),
    'mine/picture.png': new Uint8Array([0x89, 0x50, 0, 1]),
    'mine/../../evil.cpp': strToU8('x'),
    '__MACOSX/mine/x': strToU8('x'),
    'mine/.git/config': strToU8('x'),
  });
  const read = readProjectZip(zip);
  expect(read).to.deep.equal({
    ok: true,
    files: [{ path: 'src/main.cpp', text: 'void loop() {}\n' }],
    skipped: ['picture.png'],
  });
  expect(readProjectZip(zipSync({ 'big.txt': new Uint8Array(700_000) })).ok).to.equal(false);
  expect(readProjectZip(strToU8('no zip')).ok).to.equal(false);

  const { element } = await edit();
  const field = find<HTMLInputElement>(element, 'input[type="file"]');
  const given = new DataTransfer();
  given.items.add(new File([zip], 'mine.zip'));
  field.files = given.files;
  field.dispatchEvent(new Event('change'));
  await page.until(() => files(element).join() === 'src/main.cpp new');
  expect(textOf(element, '.notice')).to.contain('1 file from mine.zip. Left out: picture.png.');
});

it('another tab’s version is shown, said, and can be taken back', async () => {
  const { element, type } = await edit();
  type('mine\n');
  pressKey(find(element, '.cm-content'), 's', { ctrlKey: true });
  page.session.memory.write('firmware/webhook-demo', { files: { 'src/webhook-demo.cpp': 'theirs\n' }, removed: [] });
  window.dispatchEvent(new StorageEvent('storage', { key: 'pocket/site/firmware/webhook-demo', newValue: '…' }));
  await page.until(() => find(element, '.cm-content').textContent === 'theirs');
  expect(textOf(element, '.notice')).to.contain('Another tab changed this project; its version is shown.');
  button(element, 'Undo').click();
  await page.until(() => find(element, '.cm-content').textContent === 'mine');
});

it('storage that holds nonsense opens the site’s files', async () => {
  page.session.memory.write('firmware/webhook-demo', { files: { '../x': 'a', 'src/webhook-demo.cpp': 7 }, removed: 'all' });
  serve(() => Response.json(project));
  const element = (await open()) as ProjectBrowser;
  expect(find(element, '.code').textContent).to.equal(text);
  expect(files(element)).to.deep.equal(['src/webhook-demo.cpp', 'project.properties']);
});

// ── Flashing it ──

const starterBoard = async (): Promise<string> => {
  const [device] = await page.session.withToken(() => page.session.cloud.devices());
  return device!.id;
};
const stages = (element: HTMLElement): string => textOf(element, '.stages');

it('what was edited is compiled, sent over the air, and proven by the board’s own word', async () => {
  const { element, type } = await edit('flash="true"');
  const built = buildModule({ platform_id: 3 });
  compiler.module = built;
  const id = await starterBoard();
  const board = await connectDevice(page.test, id);
  type(`${text}// mine\n`);
  button(element, 'Flash').click();
  await page.until(() => board.calls.some(({ type }) => type === 'flash'), 'the module arrives');
  expect(board.calls.find(({ type }) => type === 'flash')?.bytes).to.equal(btoa(String.fromCharCode(...built)));
  await page.until(() => /Send.*KB.*Restart ?restarting/.test(stages(element)));
  await page.expectAccessible();
  await board.disconnect();
  await connectDevice(page.test, id);
  await page.until(() => textOf(element, '#state').startsWith('pocket_board runs your build.'));
  expect(compiler.asked.filter(({ kind }) => kind === 'build').length).to.equal(1);
  await page.expectAccessible();
});

it('a board that refuses a build keeps the one it has, and says why', async () => {
  const { element, type } = await edit('flash="true"');
  compiler.module = buildModule({ platform_id: 3 });
  await connectDevice(page.test, await starterBoard(), { flash: () => false });
  type(`${text}// mine\n`);
  button(element, 'Flash').click();
  await page.until(() => textOf(element, '#state').includes('did not take the build'));
  expect(textOf(element, '#state')).to.contain('The board still runs the build it has.');
  expect(stages(element)).to.match(/Send ?stopped/);
  await page.expectAccessible();
});

it('a source that does not compile stops at the first stage, at its line', async () => {
  const { element, type } = await edit('flash="true"');
  // A press before the page knows its board does nothing.
  await page.until(() => button(element, 'Flash').getAttribute('aria-disabled') === null);
  type(`${text}oops\n`);
  // Found by the build, before the check that comes a moment after the last key.
  compiler.find = complainAbout('oops', 'unknown type name');
  button(element, 'Flash').click();
  await page.until(() => element.shadowRoot?.querySelector('.diag') && element.shadowRoot.querySelector('.stages'));
  expect(stages(element)).to.match(/Compile ?stopped 2 Check ?waiting/);
  expect(textOf(element, '#state')).to.contain('Fix line 4 of webhook-demo.cpp to flash.');
});

it('a compile is called one, and can be cancelled: the compiler stops, the board keeps its build', async () => {
  const { element, type } = await edit('flash="true"');
  compiler.module = buildModule({ platform_id: 3 });
  const board = await connectDevice(page.test, await starterBoard());
  type(`${text}// mine\n`);
  compiler.hold = true;
  button(element, 'Flash').click();
  await page.until(() => compiler.held > 0);
  compiler.become('compiling');
  await page.until(() => /Compile ?compiling/.test(stages(element)));
  expect(textOf(element, '#state')).to.contain('Compiling your version.').and.not.to.contain('Flashing');
  await page.expectAccessible();
  button(element, 'Cancel flashing').click();
  await page.until(() => textOf(element, '#state').includes('You cancelled it. The board still runs the build it has.'));
  expect(stages(element)).to.match(/Compile ?cancelled/);
  expect(compiler.asked.some(({ kind }) => kind === 'build')).to.equal(false);
  expect(board.calls.some(({ type: call }) => call === 'flash')).to.equal(false);
  await page.expectAccessible();
});

it('without an edit the build of the site is sent, and a build that is not there is told', async () => {
  serve(() => Response.json(project));
  const before = window.fetch;
  window.fetch = (input, init) =>
    new Request(input, init).url.endsWith('/site/firmware/webhook-demo.bin')
      ? Promise.resolve(new Response('', { status: 404 }))
      : before(input, init);
  const element = await open('flash="true"');
  await page.until(() => textOf(element, '#state').startsWith('This is the build as it comes.'));
  button(element, 'Flash').click();
  await page.until(() => textOf(element, '#state').includes('The build of this project is not on the site.'));
});

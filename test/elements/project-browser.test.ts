import { expect } from '@esm-bundle/chai';
import '../../src/elements/project-browser.ts';
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
  expect(textOf(element)).to.contain('Flashing arrives with the virtual device.');
  expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal('true');
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

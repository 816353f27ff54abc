// The page of a visitor's own web app tells what goes wrong in it, as text and to its opener only.
import { expect } from '@esm-bundle/chai';
import { appFrame } from '../../src/cloud/app-frame.ts';

let frame: HTMLIFrameElement;
afterEach(() => frame.remove());

/** Runs a page in the frame and answers the first `many` things it says. */
const run = async (page: string, many: number): Promise<unknown[]> => {
  frame = document.createElement('iframe');
  frame.title = 'App';
  frame.setAttribute('sandbox', 'allow-scripts allow-forms');
  frame.srcdoc = await appFrame().text();
  const { port1, port2 } = new MessageChannel();
  const said: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    port1.onmessage = ({ data }) => {
      if (said.push(data) === many) resolve();
    };
  });
  addEventListener('message', function meet({ source, data }) {
    if (source !== frame.contentWindow || data !== 'ready') return;
    removeEventListener('message', meet);
    frame.contentWindow?.postMessage({ run: page }, '*', [port2]);
  });
  document.body.append(frame);
  await all;
  return said;
};

it('an error that nobody catches is told', async () => {
  expect(await run('<script>throw new Error("boom")</script>', 1)).to.deep.equal([{ said: 'error', words: 'Uncaught Error: boom' }]);
});

it('so is a promise that nobody waits for, and a long text is cut at 500 characters', async () => {
  expect(await run('<script>void Promise.reject(new Error("late"))</script>', 1)).to.deep.equal([
    { said: 'error', words: 'Uncaught (in promise) late' },
  ]);
  frame.remove();
  const [long] = await run('<script>throw new Error("x".repeat(900))</script>', 1);
  expect((long as { words: string }).words).to.have.length(500);
});

it('an app may write to its console as any page', async () => {
  expect(await run('<script>console.log("hello", { n: 1 })</script>', 1)).to.deep.equal([{ said: 'log', words: 'hello {"n":1}' }]);
});

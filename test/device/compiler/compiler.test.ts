import { expect } from '@esm-bundle/chai';
import { BrowserCompiler } from '../../../src/device/compiler/compiler.ts';
import type { CompilerReply, CompilerRequest } from '../../../src/device/compiler/compiler-message.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';

class FakeWorker extends EventTarget {
  asked: CompilerRequest[] = [];
  ended = false;
  postMessage(request: CompilerRequest): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(reply: CompilerReply): void {
    this.dispatchEvent(new MessageEvent('message', { data: reply }));
  }
  answer(): void {
    const { id } = this.asked.at(-1)!;
    this.say({ type: 'answer', id, answer: { ok: true, module: null, diagnostics: [], output: '', size_info: '', took: 1 } });
  }
}

const scene = () => {
  const clock = createManualDeviceClock();
  const workers: FakeWorker[] = [];
  const compiler = new BrowserCompiler({
    base: 'https://site.example/',
    clock,
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as never;
    },
  });
  return { clock, workers, compiler };
};
const source = (text: string) => [{ path: 'a.cpp', text }];
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('starts no worker before there is work, and one job runs at a time', async () => {
  const { compiler, workers } = scene();
  expect(workers.length).to.equal(0);
  const first = compiler.build(source('1'));
  const second = compiler.build(source('2'));
  expect(compiler.state).to.equal('loading');
  const [worker] = workers;
  worker!.say({ type: 'progress', progress: { loaded: 5, total: 10 } });
  expect(compiler.progress).to.deep.equal({ loaded: 5, total: 10 });
  expect(worker!.asked.length).to.equal(1);
  worker!.answer();
  expect((await first).ok).to.equal(true);
  expect(worker!.asked[1]?.files).to.deep.equal(source('2'));
  worker!.answer();
  await second;
  expect(compiler.state).to.equal('ready');
  expect(workers.length).to.equal(1);
});

it('of checks that wait only the newest is made', async () => {
  const { compiler, workers } = scene();
  const running = compiler.check(source('1'));
  const overtaken = compiler.check(source('2'));
  const newest = compiler.check(source('3'));
  expect(await overtaken).to.equal(null);
  workers[0]!.answer();
  await running;
  expect(workers[0]!.asked.map(({ files }) => files[0]?.text)).to.deep.equal(['1', '3']);
  workers[0]!.answer();
  expect((await newest)?.ok).to.equal(true);
});

it('ends the worker after a minute without work, and starts another for the next', async () => {
  const { clock, compiler, workers } = scene();
  const done = compiler.check(source('1'));
  workers[0]!.answer();
  await done;
  await clock.pass(59_000);
  expect(workers[0]!.ended).to.equal(false);
  const again = compiler.check(source('2'));
  workers[0]!.answer();
  await again;
  await clock.pass(60_000);
  expect(workers[0]!.ended).to.equal(true);
  expect(compiler.state).to.equal('idle');
  void compiler.check(source('3'));
  expect(workers.length).to.equal(2);
});

it('a worker that dies, fails or falls silent ends in a sentence, and the next job gets a new one', async () => {
  const { clock, compiler, workers } = scene();
  const failures: string[] = [];
  const ask = async (): Promise<void> => {
    void compiler.build(source('x')).catch((error: Error) => failures.push(error.name));
    await turn();
  };
  await ask();
  workers[0]!.dispatchEvent(new Event('error', { cancelable: true }));
  await ask();
  workers[1]!.say({ type: 'failure', id: workers[1]!.asked[0]!.id, sentence: 'The compiler did not load.' });
  expect(compiler.problem).to.equal('The compiler did not load.');
  await ask();
  await clock.pass(120_000);
  await turn();
  expect(failures).to.deep.equal(['CompilerFailure', 'CompilerFailure', 'CompilerFailure']);
  expect(workers.every(({ ended }) => ended)).to.equal(true);
  expect(compiler.state).to.equal('failed');
  expect(compiler.problem).to.contain('too little memory');
});

it('an abort ends the worker in the middle of its work, and leaves the jobs behind it alone', async () => {
  const { compiler, workers } = scene();
  const said: string[] = [];
  const ask = (text: string, signal?: AbortSignal): Promise<unknown> =>
    compiler.build(source(text), signal).then(
      () => said.push(`${text} done`),
      ({ name }: Error) => said.push(`${text} ${name}`),
    );
  const [running, waiting] = [new AbortController(), new AbortController()];
  void ask('1', running.signal);
  void ask('2', waiting.signal);
  const last = ask('3');
  waiting.abort();
  await turn();
  expect([workers.length, workers[0]!.ended]).to.deep.equal([1, false]);
  running.abort();
  await turn();
  expect([workers.length, workers[0]!.ended]).to.deep.equal([2, true]);
  expect(workers[1]!.asked.map(({ files }) => files[0]?.text)).to.deep.equal(['3']);
  workers[1]!.answer();
  await last;
  running.abort();
  expect(workers[1]!.ended).to.equal(false);
  expect(said).to.deep.equal(['2 AbortError', '1 AbortError', '3 done']);
  await ask('4', AbortSignal.abort());
  expect(workers[1]!.asked.length).to.equal(1);
});

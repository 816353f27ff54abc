// The cloud asks an open page to compile: the whole way from `POST /v1/binaries` to the page and back.
import { expect } from '@esm-bundle/chai';
import { createCloudClient } from '../../../src/client/cloud-client.ts';
import { offerCompiler } from '../../../src/device/compiler/compiler-offer.ts';
import { buildModule } from '../../support/build-module.ts';
import { complainAbout, FakeCompiler } from '../../support/fake-compiler.ts';
import { BASE, createTestCloud } from '../../support/test-cloud.ts';

const scene = async () => {
  const test = createTestCloud();
  const compiler = new FakeCompiler();
  const client = createCloudClient({ base: BASE, fetch: (input, init) => test.cloud.fetch(new Request(input, init), 'page') });
  const { access_token } = await client.grant('student@example.com', 'pocket-cloud');
  const compile = async (text: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const body = new FormData();
    body.set('platform_id', '3');
    body.set('file', new File([text], 'src/app.cpp'));
    const answer = await client.raw('/v1/binaries', { method: 'POST', headers: { authorization: `Bearer ${access_token}` }, body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { client, compiler, compile };
};

it('a page that offers its compiler makes modules for the API, and refuses with clang’s words', async () => {
  const { client, compiler, compile } = await scene();
  expect((await compile('x')).status).to.equal(501);
  const takeBack = offerCompiler(client, async () => compiler);
  await new Promise((resolve) => setTimeout(resolve, 20));
  compiler.module = buildModule({ platform_id: 3 });
  compiler.find = complainAbout('oops', 'use of undeclared identifier');
  const good = await compile('void loop() {}');
  expect(good.body['ok']).to.equal(true);
  expect(compiler.asked[0]?.files).to.deep.equal([{ path: 'src/app.cpp', text: 'void loop() {}' }]);
  const bad = await compile('\noops');
  expect(bad.body['ok']).to.equal(false);
  expect(bad.body['errors']).to.deep.equal(['src/app.cpp:2:1: error: use of undeclared identifier']);
  compiler.failure = 'The compiler did not load.';
  expect((await compile('x')).body['errors']).to.deep.equal(['error: The compiler did not load.']);
  takeBack();
});

// Lends this page's compiler to its cloud, so that `POST /v1/binaries` and the CLI get real clang (src/cloud/routes/pocket-compiler.ts).
import { CloudUnreachable } from '../../client/cloud-unreachable.ts';
import type { CloudClient } from '../../client/cloud-client.ts';
import { ApiError } from '../../model/errors.ts';
import type { CompileAnswer, SourceCompiler, SourceText } from './compile-job.ts';

interface Wish {
  id: string;
  files: SourceText[];
}

const MOST_ERRORS = 200;
const MOST_OUTPUT = 200_000;

const failed = (sentence: string): CompileAnswer => ({
  ok: false,
  module: null,
  output: `${sentence}\n`,
  size_info: '',
  took: 0,
  diagnostics: [{ path: '', line: 0, column: 0, severity: 'error', message: sentence }],
});

/** As a compiler on a terminal says it. */
const asText = ({ path, line, column, severity, message }: CompileAnswer['diagnostics'][number]): string =>
  `${path ? `${path}:${line}:${column}: ` : ''}${severity}: ${message}`.slice(0, 4000);

const formOf = ({ module, output, size_info, diagnostics }: CompileAnswer): FormData => {
  const form = new FormData();
  form.set('ok', String(module !== null));
  form.set('output', output.slice(0, MOST_OUTPUT));
  if (module) {
    form.set('size_info', size_info);
    form.set('module', new Blob([module as BlobPart]), 'firmware.bin');
  } else {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').slice(0, MOST_ERRORS);
    for (const error of errors) form.append('errors[]', asText(error));
  }
  return form;
};

/** Nothing is loaded before the cloud asks. Answers the function that takes the offer back. */
export const offerCompiler = (cloud: Pick<CloudClient, 'stream' | 'raw'>, compiler: () => Promise<SourceCompiler>): (() => void) => {
  const compile = async ({ id, files }: Wish): Promise<void> => {
    let answer: CompileAnswer;
    try {
      answer = await (await compiler()).build(files);
    } catch (error) {
      answer = failed(error instanceof Error ? error.message : 'The compiler stopped.');
    }
    // 404: nobody waits any more.
    await cloud.raw(`/pocket/compiler/${encodeURIComponent(id)}`, { method: 'POST', body: formOf(answer) });
  };
  const stream = cloud.stream('/pocket/compiler', {
    onEvent: ({ event, data }) => {
      if (event !== 'compile') return;
      compile(JSON.parse(data) as Wish).catch((error: unknown) => {
        if (!(error instanceof CloudUnreachable || error instanceof ApiError || error instanceof TypeError)) reportError(error);
      });
    },
  });
  return () => stream.close();
};

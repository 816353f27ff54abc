// The same call for curl, particle-api-js and the CLI, each to copy.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { maskSecrets, buildRequest } from '../../model/build-request.ts';
import { toApiJs, apiJsCall } from '../../model/api-js-code.ts';
import type { ApiCall, ApiEncoding, ApiValues } from '../../model/api-call.ts';
import { toCli } from '../../model/cli-commands.ts';
import { toCurl } from '../../model/curl-command.ts';
import type { CopyController } from './copy-controller.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

export interface Snippets {
  call: ApiCall;
  values: ApiValues;
  encoding: ApiEncoding;
  session: Session;
  reveal: boolean;
  copy: CopyController;
}

/** What stands where a secret is not shown. */
const HIDDEN = '<token>';

const snippet = (title: string, name: string, code: string, copy: CopyController): TemplateResult =>
  html`<div class="snippet">
    <div class="snippet-head">
      <h4>${title}</h4>
      ${copy.button(name, 'Copy', () => code)}
    </div>
    <pre class="codeview" tabindex="0" role="region" aria-label=${title}><code>${code}</code></pre>
  </div>`;

const curlOf = (call: ApiCall, values: ApiValues, encoding: ApiEncoding, token: string, base: string): string => {
  const request = buildRequest(call, values, encoding, token);
  const files = (values['file:file'] ?? '').split('\n').filter(Boolean);
  const parts = request.parts && [
    ...request.parts.map(([name, value]) => ({ name, value })),
    ...files.map((file, at) => ({ name: at === 0 ? 'file' : `file${at + 1}`, file })),
  ];
  return toCurl(
    {
      method: request.method,
      url: base + decodeMask(request.path),
      headers: request.headers,
      body: request.body === null ? null : decodeMask(request.body),
      unbuffered: call.streams,
      ...(parts ? { parts } : {}),
    },
    // Secrets are masked before: here the whole request is text.
    { reveal: true },
  );
};

/** `%3Ctoken%3E` reads as `<token>` again. */
const decodeMask = (text: string): string => text.replace(/%3C([\w ]+)%3E/g, '<$1>');

export const apiSnippets = ({ call, values, encoding, session, reveal, copy }: Snippets): TemplateResult => {
  const shown = reveal ? values : maskSecrets(call, values);
  const token = (reveal ? session.account.token : null) ?? HIDDEN;
  const base = `${siteBase()}cloud`;
  const request = buildRequest(call, shown, encoding, token);
  const js = toApiJs(call, shown, request, { base, auth: token });
  const cli = toCli(call, shown);
  const own = apiJsCall(call, shown, request)?.own ?? false;
  const bridged = session.memory.read('bridge') === true;
  return html`<section class="part" aria-labelledby="elsewhere">
    <h3 id="elsewhere">The same call elsewhere</h3>
    ${snippet('curl', 'curl', curlOf(call, shown, encoding, token, base), copy)}
    ${
      js === null
        ? html`<p class="about">particle-api-js has no method for this call.</p>`
        : snippet(own ? 'particle-api-js' : 'particle-api-js, which has no method of its own for it', 'js', js, copy)
    }
    ${cli === null ? html`<p class="about">The CLI has no command for it.</p>` : snippet('CLI', 'cli', cli, copy)}
    ${
      bridged
        ? nothing
        : html`<p class="about">
            A shell cannot reach into this browser by itself. <a href="${siteBase()}bridge/">The bridge</a> lets curl and the CLI in.
          </p>`
    }
  </section>`;
};

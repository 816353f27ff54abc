// <pocket-web-app>: a web app whose source stands on the page, to be changed and run in a frame that reaches nothing but this cloud.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fillNames } from '../model/names.ts';
import { actionButton } from './support/action-button.ts';
import { serveApp } from './support/app-relay.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { appKey, lessonNames } from './support/lesson-memory.ts';
import { siteBase } from './support/site-base.ts';
import type { StateLine } from './support/control-frame.ts';
import type { Session } from './support/session.ts';

const SAID = 50;

/** The vendor's library, by whatever address an app asks for it: the frame has no network, so the site's own copy stands in its place. */
const LIBRARY = /<script\b[^>]*\bsrc=(["'])[^"']*\bparticle(?:\.min)?\.js(?:\?[^"']*)?\1[^>]*>\s*<\/script>/i;

/** What is kept of the learner's changes. */
interface Kept {
  variant: number;
  /** By number of the variant; those that were not changed are absent. */
  sources: Record<string, string>;
}

const readKept = (kept: unknown): Kept => {
  const { variant, sources } = (kept ?? {}) as Partial<Kept>;
  const texts = Object.entries(typeof sources === 'object' && sources !== null ? sources : {}).filter(
    ([, text]) => typeof text === 'string',
  );
  return { variant: typeof variant === 'number' ? variant : 0, sources: Object.fromEntries(texts) };
};

/** The text as its author wrote it: names are tags again. */
const sourceOf = (code: HTMLElement): string => {
  const copy = code.cloneNode(true) as HTMLElement;
  for (const value of copy.querySelectorAll('pocket-value')) value.replaceWith(`\${${value.getAttribute('name')}}`);
  return copy.textContent ?? '';
};

export class WebApp extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .codefield {
        min-block-size: 22rem;
        white-space: pre;
        overflow: auto;
      }
      iframe {
        display: block;
        inline-size: 100%;
        block-size: 26rem;
        margin-block-start: 1rem;
        border: 1px solid var(--pocket-color-line-control);
        border-radius: var(--pocket-radius-small);
        background: #fff;
      }
      .said {
        max-block-size: 9rem;
        overflow: auto;
        margin-block-start: 0.75rem;
        font: var(--pocket-text-small);
      }
      .said .bad {
        color: var(--pocket-color-bad);
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    variants: { type: String },
    running: { state: true },
    kept: { state: true },
    said: { state: true },
  };
  /** What each code block after the tag is written with, with commas between; without it there is one. */
  declare variants: string;
  /** Number of the run that is shown; 0: none. */
  declare protected running: number;
  declare protected kept: Kept;
  declare protected said: readonly { level: string; words: string }[];
  /** The app as the lesson gives it: the code blocks after the tag, which the field takes the place of. */
  #given: string[] = [];
  /** Text of the library, once an app asked for it. */
  #library: Promise<string> | null = null;
  #stop: (() => void) | null = null;
  readonly #copy = new CopyController(this);
  readonly #ready = (event: MessageEvent): void => this.#meet(event);
  protected readonly controlTitle = 'Your web app';

  constructor() {
    super();
    this.variants = '';
    this.running = 0;
    this.kept = { variant: 0, sources: {} };
    this.said = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#given = [];
    for (let code = this.nextElementSibling; code instanceof HTMLPreElement; code = code.nextElementSibling) {
      this.#given.push(sourceOf(code));
      code.hidden = true;
    }
    addEventListener('message', this.#ready);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#ready);
    this.#stop?.();
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.kept = readKept(session.memory.read(appKey(session.lesson)));
  }

  get #variant(): number {
    return Math.min(this.kept.variant, Math.max(0, this.#given.length - 1));
  }

  get #source(): string {
    return this.kept.sources[this.#variant] ?? this.#given[this.#variant] ?? '';
  }

  /** Names of the lesson are put in when it runs, so that the source stays the learner's. */
  #page(session: Session): string {
    return fillNames(this.#source, { ...lessonNames(session), cloud: `${siteBase()}cloud` });
  }

  /** What the frame is given: the page, with the library in its own text. */
  async #complete(session: Session): Promise<string> {
    const page = this.#page(session);
    if (!LIBRARY.test(page)) return page;
    this.#library ??= fetch(`${siteBase()}apps/particle-api-js.js`).then((answer) =>
      answer.ok ? answer.text() : Promise.reject(new Error(`status ${answer.status}`)),
    );
    const text = await this.#library.catch((cause: unknown) => {
      this.#library = null;
      throw cause;
    });
    // A function: the text of a library may hold what `replace` reads as a place to fill.
    return page.replace(LIBRARY, () => `<script>${text.replaceAll('</script', '<\\/script')}</script>`);
  }

  /** The frame says that it is there; only the one we opened gets a port. */
  #meet({ source, data }: MessageEvent): void {
    const frame = this.renderRoot.querySelector('iframe');
    const { session } = this;
    if (!session || data !== 'ready' || !frame || source !== frame.contentWindow) return;
    this.#stop?.();
    const { port1, port2 } = new MessageChannel();
    const hear = (level: string, words: string): void => void (this.said = [...this.said, { level, words }].slice(-SAID));
    const stop = serveApp(session.cloud, port1, hear);
    this.#stop = stop;
    this.#complete(session).then(
      (page) => {
        // While the library came, somebody may have run it anew: that run has a port of its own.
        if (this.#stop === stop) frame.contentWindow?.postMessage({ run: page }, '*', [port2]);
      },
      () => hear('error', 'The library did not load. Check your connection and run it anew.'),
    );
  }

  #run(): void {
    this.#stop?.();
    this.#stop = null;
    this.said = [];
    this.running += 1;
  }

  #keep(session: Session, kept: Kept): void {
    this.kept = kept;
    if (kept.variant === 0 && Object.keys(kept.sources).length === 0) session.memory.forget(appKey(session.lesson));
    else session.memory.write(appKey(session.lesson), kept);
  }

  #type(session: Session, text: string): void {
    const { [this.#variant]: _before, ...others } = this.kept.sources;
    this.#keep(session, {
      variant: this.#variant,
      sources: text === this.#given[this.#variant] ? others : { ...others, [this.#variant]: text },
    });
  }

  #choose(session: Session, variant: number): void {
    this.#keep(session, { ...this.kept, variant });
    if (this.running > 0) this.#run();
  }

  #switch(session: Session): TemplateResult | typeof nothing {
    const names = this.variants.split(',').map((name) => name.trim());
    if (this.#given.length < 2) return nothing;
    return html`<label class="inline-field"
      >Written with
      <select id="variant" @change=${(event: Event) => this.#choose(session, Number((event.target as HTMLSelectElement).value))}>
        ${this.#given.map((_, at) => html`<option value=${at} ?selected=${at === this.#variant}>${names[at] ?? `variant ${at + 1}`}</option>`)}
      </select></label
    >`;
  }

  protected draw(session: Session): TemplateResult {
    const framed = session.info?.home === 'service-worker';
    return this.frame({
      state: this.said.some(({ level }) => level === 'error') ? 'error' : this.running > 0 ? 'done' : 'ready',
      purpose: 'One page of HTML. It runs in a frame of its own and reaches this cloud only, with the token it asks for.',
      quiet: this.#copy.button('source', 'Copy', () => this.#page(session)),
      said: this.#copy.said,
      body: html`<div class="control-body">
        ${this.#switch(session)}
        <p class="field">
          <label for="source">Source</label
          ><textarea
            id="source"
            class="codefield"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            .value=${live(this.#source)}
            @input=${(event: Event) => this.#type(session, (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </p>
        ${
          this.running > 0 && framed
            ? [this.running].map(
                (run) => html`<iframe title="Your web app, run ${run}" src="${siteBase()}cloud/pocket/app?run=${run}"></iframe>`,
              )
            : nothing
        }
        ${
          this.said.length > 0
            ? html`<ol class="said" tabindex="0" aria-label="What the app said">
                ${this.said.map(({ level, words }) => html`<li class=${level === 'error' ? 'bad' : ''}><code>${level}: ${words}</code></li>`)}
              </ol>`
            : nothing
        }
      </div>`,
      line: this.#line(framed),
      actions: html`${
        this.kept.sources[this.#variant] === undefined
          ? nothing
          : actionButton({
              label: 'As it came',
              kind: 'quiet',
              icon: 'undo',
              onClick: () => this.#type(session, this.#given[this.#variant] ?? ''),
            })
      }${actionButton({ label: this.running > 0 ? 'Run it anew' : 'Run it', icon: 'play', blockedBy: framed ? null : 'state', onClick: () => this.#run() })}`,
    });
  }

  #line(framed: boolean): StateLine {
    if (!framed)
      return {
        tone: 'warn',
        text: html`<strong>It cannot run here.</strong> This page has its cloud without a worker, and a frame needs one.`,
      };
    if (this.running === 0) return { tone: 'info', text: html`<strong>Read it, change it, run it.</strong> What you type is kept.` };
    if (this.said.some(({ level }) => level === 'error'))
      return {
        tone: 'bad',
        text: html`<strong>It has an error.</strong> What the app said stands below its frame. Change the source and run it anew.`,
      };
    return { tone: 'done', text: html`<strong>It runs.</strong> Change the source and run it anew.` };
  }
}

customElements.define('pocket-web-app', WebApp);

// <pocket-web-app>: a web app whose source stands on the page, to be changed and run in a frame that reaches nothing but this cloud.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { fillNames } from '../model/names.ts';
import { actionButton } from './support/action-button.ts';
import { serveApp } from './support/app-relay.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { lessonNames } from './support/lesson-memory.ts';
import { siteBase } from './support/site-base.ts';
import type { StateLine } from './support/control-frame.ts';
import type { Session } from './support/session.ts';

const SAID = 50;

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
    running: { state: true },
    source: { state: true },
    said: { state: true },
  };
  /** Number of the run that is shown; 0: none. */
  declare protected running: number;
  /** What the learner made of the source; null: as it came. */
  declare protected source: string | null;
  declare protected said: readonly { level: string; words: string }[];
  /** The app as the lesson gives it: the code block after the tag, which the field takes the place of. */
  #given = '';
  #stop: (() => void) | null = null;
  readonly #copy = new CopyController(this);
  readonly #ready = (event: MessageEvent): void => this.#meet(event);
  protected readonly controlTitle = 'Your web app';

  constructor() {
    super();
    this.running = 0;
    this.source = null;
    this.said = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const code = this.nextElementSibling;
    if (code instanceof HTMLPreElement) {
      this.#given = sourceOf(code);
      code.hidden = true;
    }
    addEventListener('message', this.#ready);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#ready);
    this.#stop?.();
  }

  get #memory(): string {
    return `app/${this.session?.lesson?.slug ?? ''}`;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    const kept = session.memory.read(this.#memory);
    if (typeof kept === 'string') this.source = kept;
  }

  /** Names of the lesson are put in when it runs, so that the source stays the learner's. */
  #page(session: Session): string {
    return fillNames(this.source ?? this.#given, { ...lessonNames(session), cloud: `${siteBase()}cloud` });
  }

  /** The frame says that it is there; only the one we opened gets a port. */
  #meet({ source, data }: MessageEvent): void {
    const frame = this.renderRoot.querySelector('iframe');
    if (!this.session || data !== 'ready' || !frame || source !== frame.contentWindow) return;
    this.#stop?.();
    const { port1, port2 } = new MessageChannel();
    this.#stop = serveApp(this.session.cloud, port1, (level, words) => (this.said = [...this.said, { level, words }].slice(-SAID)));
    frame.contentWindow?.postMessage({ run: this.#page(this.session) }, '*', [port2]);
  }

  #run(): void {
    this.#stop?.();
    this.#stop = null;
    this.said = [];
    this.running += 1;
  }

  #type(session: Session, text: string): void {
    this.source = text === this.#given ? null : text;
    if (this.source === null) session.memory.forget(this.#memory);
    else session.memory.write(this.#memory, this.source);
  }

  protected draw(session: Session): TemplateResult {
    const framed = session.info?.home === 'service-worker';
    return this.frame({
      state: this.running > 0 ? 'done' : 'ready',
      purpose: 'One page of HTML. It runs in a frame of its own and reaches this cloud only, with the token it asks for.',
      quiet: this.#copy.button('source', 'Copy', () => this.#page(session)),
      said: this.#copy.said,
      body: html`<div class="control-body">
        <p class="field">
          <label for="source">Source</label
          ><textarea
            id="source"
            class="codefield"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            .value=${this.source ?? this.#given}
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
        this.source === null
          ? nothing
          : actionButton({ label: 'As it came', kind: 'quiet', icon: 'undo', onClick: () => this.#type(session, this.#given) })
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
    return { tone: 'done', text: html`<strong>It runs.</strong> Change the source and run it anew.` };
  }
}

customElements.define('pocket-web-app', WebApp);

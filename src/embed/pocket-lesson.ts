// <pocket-lesson>: a lesson, a step or a single control in somebody else's page. What stands inside the tag is read until the frame is there.
import { EMBED_VERSION, parseFrameMessage, type FrameMessage, type HostMessage } from '../model/embed-message.ts';
import { embedAddress } from './embed-address.ts';
import { embedName } from './embed-params.ts';
import { embedWord } from './embed-words.ts';
import { hostLanguage, watchHostLanguage } from './host-language.ts';
import { languageTag } from '../model/language.ts';
import { hostTheme, watchHostTheme } from './host-theme.ts';

/** Ms until a frame that says nothing counts as failed: a first visit on a slow line takes seconds. */
const PATIENCE = 20_000;

/** All that a lesson needs; what is missing is leave to take the page around it somewhere else. */
const LEAVE = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals';

const DID_NOT_START = 'It did not start: the page that holds it, this browser or the network forbids it. The text above is complete.';

const STYLE = `
:host { display: block; position: relative; contain: inline-size; min-block-size: var(--pocket-embed-height, 30rem); }
:host([hidden]) { display: none; }
.line { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-block-start: 1rem; }
button { font: inherit; padding: .5rem 1.1rem; border: 1px solid; border-radius: .5rem; background: none; color: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid; outline-offset: 2px; }
iframe { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border: 0; border-radius: .75rem; visibility: hidden; color-scheme: normal; }
:host(.ready) iframe { visibility: visible; }
:host(.ready) .still { visibility: hidden; }
:host(.ready) { min-block-size: 0; overflow: hidden; }
`;

/**
 * Attributes: `lesson`, `step`, `panel`, `theme` (auto, light, dark), `language` (default: the page's), `cloud` (a name: a cloud of its own, shared by embeds of that
 * name), `readonly`, `snapshot`, `start` (visible, click), `site` (address of a Pocket Cloud; default: where the script came from),
 * `max-height` (px, default 800). Events: `pocket-ready`, `pocket-step`, `pocket-complete`, `pocket-error`, `pocket-resize`; each
 * `detail` is the message of `model/embed-message.ts`. Parts: `frame`, `start`, `reason`.
 */
export class PocketLesson extends HTMLElement {
  static readonly observedAttributes = ['lesson', 'panel', 'cloud', 'readonly', 'snapshot', 'site', 'theme', 'language', 'step'];
  /** Where a Pocket Cloud lives, for tags that do not say. */
  static site = '';
  /** Names of the lessons at `site`; null: not known here. */
  static lessons: readonly string[] | null = null;

  readonly #button = document.createElement('button');
  readonly #reason = document.createElement('span');
  readonly #still = document.createElement('div');
  #frame: HTMLIFrameElement | null = null;
  #visible: IntersectionObserver | null = null;
  #endTheme = (): void => {};
  #endLanguage = (): void => {};
  #timer = 0;
  #request = 0;
  readonly #answers = new Map<number, (file: string | null) => void>();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    const line = document.createElement('div');
    line.className = 'line';
    this.#still.className = 'still';
    this.#button.type = 'button';
    this.#button.part.add('start');
    this.#button.addEventListener('click', () => this.start());
    this.#reason.part.add('reason');
    this.#reason.setAttribute('role', 'status');
    line.append(this.#button, this.#reason);
    this.#still.append(document.createElement('slot'), line);
    root.append(this.#still);
  }

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    this.#endTheme = watchHostTheme(this, (theme) => {
      if (this.#auto) this.#say({ type: 'theme', theme });
    });
    this.#endLanguage = watchHostLanguage(this, () => this.#speak());
    this.#speak();
    const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    if (this.getAttribute('start') === 'click' || saves) return;
    this.#visible = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.start();
    });
    this.#visible.observe(this);
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#endTheme();
    this.#endLanguage();
    this.#visible?.disconnect();
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === 'language') this.#speak();
    else if (!this.#frame) return;
    else if (name === 'theme') this.#say({ type: 'theme', theme: this.#theme });
    else if (name === 'step' && now !== null) this.goTo(now);
    else {
      // A framework changes several attributes one by one: together they are one wish.
      this.#stop();
      queueMicrotask(() => this.start());
    }
  }

  /** Loads the frame; does nothing when it is there. */
  start(): void {
    this.#visible?.disconnect();
    if (this.#frame || !this.isConnected) return;
    const site = this.#site;
    const address = site && embedAddress(site, this.#wish);
    if (!address) return this.#failed(this.#word('This embed names no lesson. Its page has to be mended.'));
    if (this.#isMissing(site)) return this.#failed(this.#word('There is no lesson of this name here.'));
    const frame = document.createElement('iframe');
    frame.part.add('frame');
    frame.title = this.getAttribute('title') ?? 'Pocket Cloud';
    frame.allow = 'serial; usb; clipboard-write';
    // A frame of the page's own site could take a sandbox off again: there it would promise nothing.
    if (new URL(site).origin !== location.origin) frame.setAttribute('sandbox', LEAVE);
    frame.src = address;
    // The frame may listen before or after its load: hello is said until it answers.
    frame.addEventListener('load', () => {
      // A page without an origin (a file, a sandbox) cannot be answered: what loaded counts as shown.
      if (location.origin === 'null') this.#ready(this.offsetHeight);
      else this.#say({ type: 'hello' });
    });
    this.#frame = frame;
    this.#button.disabled = true;
    this.#reason.textContent = this.#word('Starting…');
    this.shadowRoot!.append(frame);
    document.addEventListener('securitypolicyviolation', this.#refused);
    this.#timer = window.setTimeout(() => this.#failed(this.#word(DID_NOT_START)), PATIENCE);
  }

  /** Shows a step of the lesson. */
  goTo(step: string): void {
    if (embedName(step)) this.#say({ type: 'go', step });
  }

  /** Does a step for the reader; without a step, the one that is due. */
  run(step: string | null = null): void {
    this.#say({ type: 'run', step });
  }

  /** Starts the lesson over; unless the embed has a cloud of its own, the reader is asked. */
  reset(): void {
    this.#say({ type: 'reset' });
  }

  /** The embed's cloud as one file (JSON), or null when the reader said no or no frame is there. */
  snapshot(): Promise<string | null> {
    if (!this.classList.contains('ready')) return Promise.resolve(null);
    const request = (this.#request += 1);
    return new Promise((resolve) => {
      this.#answers.set(request, resolve);
      this.#say({ type: 'snapshot', request });
    });
  }

  get #site(): string | null {
    const given = this.getAttribute('site') ?? PocketLesson.site;
    const site = URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : null;
    return site && /^https?:$/.test(site.protocol) ? new URL('.', site).href : null;
  }

  /** What a frame of another site shows in place of a lesson cannot be seen from here. */
  #isMissing(site: string): boolean {
    const { lessons } = PocketLesson;
    const { lesson, panel } = this.#wish;
    return lessons !== null && site === PocketLesson.site && embedName(panel) === null && lesson !== null && !lessons.includes(lesson);
  }

  get #auto(): boolean {
    const theme = this.getAttribute('theme');
    return theme !== 'light' && theme !== 'dark';
  }

  get #theme(): 'light' | 'dark' {
    return this.#auto ? hostTheme(this) : (this.getAttribute('theme') as 'light' | 'dark');
  }

  get #language(): string | null {
    return this.hasAttribute('language') ? languageTag(this.getAttribute('language')) : hostLanguage(this);
  }

  #word(text: string): string {
    return embedWord(text, this.#language);
  }

  #speak(): void {
    this.#button.textContent = this.#word('Start here');
    this.#say({ type: 'language', language: this.#language });
  }

  get #wish() {
    return {
      lesson: this.getAttribute('lesson'),
      panel: this.getAttribute('panel'),
      step: embedName(this.getAttribute('step')),
      theme: this.#theme,
      language: this.#language,
      cloud: embedName(this.getAttribute('cloud')),
      readonly: this.hasAttribute('readonly'),
      snapshot: this.getAttribute('snapshot'),
      host: location.origin === 'null' ? null : location.origin,
    };
  }

  #say(message: HostMessage): void {
    const site = this.#site;
    if (site) this.#frame?.contentWindow?.postMessage({ ...message, pocket: EMBED_VERSION }, new URL(site).origin);
  }

  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    const site = this.#site;
    if (!this.#frame || source !== this.#frame.contentWindow || !site || origin !== new URL(site).origin) return;
    const message = parseFrameMessage(data);
    if (!message) return;
    if (message.type === 'ready') {
      // Either may have changed while the frame was on its way.
      this.#say({ type: 'theme', theme: this.#theme });
      this.#speak();
      this.#ready(message.height);
    }
    if (message.type === 'resize') this.#fit(message.height, message.by_reader);
    if (message.type === 'snapshot') {
      this.#answers.get(message.request)?.(message.file);
      this.#answers.delete(message.request);
      return;
    }
    this.#tell(message);
  };

  #tell(message: FrameMessage): void {
    this.dispatchEvent(new CustomEvent(`pocket-${message.type}`, { detail: message, bubbles: true, composed: true }));
  }

  #ready(height: number): void {
    clearTimeout(this.#timer);
    // The room that was kept stays as it is: what stands below must not move under the reader's eyes.
    if (!this.classList.contains('ready')) this.style.blockSize = `${Math.min(this.offsetHeight, this.#most)}px`;
    this.classList.add('ready');
    this.#still.inert = true;
    this.#fit(height, false);
  }

  /** Follows the reader's doing, and grows where nobody sees its end; otherwise the frame scrolls. */
  #fit(height: number, byReader: boolean): void {
    const grows = height > this.offsetHeight && this.getBoundingClientRect().bottom >= innerHeight;
    if (byReader || grows) this.style.blockSize = `${Math.min(Math.max(height, 120), this.#most)}px`;
  }

  get #most(): number {
    const most = Number(this.getAttribute('max-height'));
    return most >= 120 ? most : 800;
  }

  #failed(why: string): void {
    this.#stop();
    this.#reason.textContent = why;
    this.#tell({ type: 'error', message: why });
  }

  /** A policy that refuses the frame says so at once. */
  readonly #refused = ({ effectiveDirective, blockedURI, disposition }: SecurityPolicyViolationEvent): void => {
    const site = this.#site;
    if (effectiveDirective !== 'frame-src' || disposition !== 'enforce' || !site || !blockedURI.startsWith(new URL(site).origin)) return;
    this.#failed(this.#word(DID_NOT_START));
  };

  #stop(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('securitypolicyviolation', this.#refused);
    this.#frame?.remove();
    this.#frame = null;
    this.classList.remove('ready');
    this.style.removeProperty('block-size');
    this.#still.inert = false;
    this.#button.disabled = false;
    this.#reason.textContent = '';
    for (const answer of this.#answers.values()) answer(null);
    this.#answers.clear();
  }
}

// <pocket-embed-configurator>: choose what to embed, see it as a reader would, copy the lines.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { embedAddress } from '../embed/embed-address.ts';
import { embedName } from '../embed/embed-params.ts';
import { languageTag } from '../model/language.ts';
import { PocketLesson } from '../embed/pocket-lesson.ts';
import { controlFrame } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { headingLevelFor } from './support/heading-level.ts';
import { PocketElement } from './support/pocket-element.ts';
import { siteBase } from './support/site-base.ts';

interface Catalog {
  languages: { tag: string; name: string }[];
  lessons: { slug: string; title: string; steps: { id: string; title: string }[] }[];
  panels: { name: string; title: string }[];
}

interface Wish {
  /** `lesson/<slug>` or `panel/<name>`. */
  what: string;
  step: string;
  theme: string;
  /** A tag, `en`, or empty: the language of the page around it. */
  language: string;
  start: string;
  cloud: string;
  readonly: boolean;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export class EmbedConfigurator extends PocketElement {
  static override styles = [
    controlStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
        align-items: start;
        gap: 1rem;
      }
      .field {
        margin: 0;
      }
      .check {
        align-self: center;
      }
      .check label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: inherit;
        font-size: 0.9375rem;
      }
      .check input {
        flex: none;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin: 0;
      }
      h3 {
        margin: 1.75rem 0 0.5rem;
        font-size: 0.9375rem;
        font-weight: 600;
      }
      pre {
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .preview {
        --pocket-embed-height: 26rem;
        border: 1px dashed var(--pocket-color-line-control);
        border-radius: var(--pocket-radius-medium);
        padding: 0;
        overflow: hidden;
      }
      .preview:not(.ready) {
        padding: 1rem;
      }
      .preview > :first-child {
        margin-block-start: 0;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { catalog: { state: true }, wish: { state: true }, problem: { state: true } };
  declare protected catalog: Catalog | null;
  declare protected wish: Wish;
  declare protected problem: boolean;
  readonly #copy = new CopyController(this);

  constructor() {
    super();
    this.catalog = null;
    this.problem = false;
    this.wish = { what: '', step: '', theme: 'auto', language: '', start: 'visible', cloud: '', readonly: false };
    PocketLesson.site = siteBase();
    if (!customElements.get('pocket-lesson')) customElements.define('pocket-lesson', PocketLesson);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load().catch(() => (this.problem = true));
  }

  async #load(): Promise<void> {
    const catalog = (await (await fetch(`${siteBase()}embed.json`)).json()) as Catalog;
    this.catalog = catalog;
    this.wish = { ...this.wish, what: `lesson/${catalog.lessons[0]?.slug ?? ''}` };
  }

  /** The attributes of the tag, in the order in which they are written. */
  #attributes(): [string, string][] {
    const { what, step, theme, language, start, cloud, readonly } = this.wish;
    const [kind = '', name = ''] = what.split('/');
    const own = embedName(cloud);
    return [
      [kind, name],
      ...(step ? [['step', step] as [string, string]] : []),
      ...(theme === 'auto' ? [] : [['theme', theme] as [string, string]]),
      ...(language ? [['language', language] as [string, string]] : []),
      ...(start === 'visible' ? [] : [['start', start] as [string, string]]),
      ...(own ? [['cloud', own] as [string, string]] : []),
      ...(readonly ? [['readonly', ''] as [string, string]] : []),
    ];
  }

  #tag(): string {
    const words = this.#attributes().map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : ` ${name}`));
    return `<script async src="${siteBase()}embed.js"></script>\n<pocket-lesson${words.join('')}>\n  Text that is read until the lesson is there.\n</pocket-lesson>`;
  }

  #frameAddress(): string {
    const { what, step, theme, language, cloud, readonly } = this.wish;
    const [kind, name = ''] = what.split('/');
    return (
      embedAddress(siteBase(), {
        lesson: kind === 'lesson' ? name : null,
        panel: kind === 'panel' ? name : null,
        step: embedName(step),
        theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
        language: languageTag(language),
        cloud: embedName(cloud),
        readonly,
        snapshot: null,
        host: null,
      }) ?? ''
    );
  }

  #set(change: Partial<Wish>): void {
    this.wish = { ...this.wish, ...change };
  }

  #select(label: string, name: keyof Wish, options: readonly [string, string][]): TemplateResult {
    return html`<p class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLSelectElement).value, ...(name === 'what' ? { step: '' } : {}) })}
      >
        ${options.map(([value, title]) => html`<option value=${value} ?selected=${this.wish[name] === value}>${title}</option>`)}
      </select>
    </p>`;
  }

  #form({ lessons, panels, languages }: Catalog): TemplateResult {
    const { what, cloud } = this.wish;
    const steps = lessons.find(({ slug }) => what === `lesson/${slug}`)?.steps ?? [];
    const wrong = cloud !== '' && embedName(cloud) === null;
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      ${this.#select('What to show', 'what', [
        ...lessons.map(({ slug, title }): [string, string] => [`lesson/${slug}`, `Lesson: ${title}`]),
        ...panels.map(({ name, title }): [string, string] => [`panel/${name}`, `Control: ${title}`]),
      ])}
      ${steps.length > 0 ? this.#select('Step', 'step', [['', 'The whole lesson'], ...steps.map(({ id, title }): [string, string] => [id, title])]) : nothing}
      ${this.#select('Theme', 'theme', [
        ['auto', 'As the page around it'],
        ['light', 'Light'],
        ['dark', 'Dark'],
      ])}
      ${this.#select('Language', 'language', [['', 'As the page around it'], ['en', 'English'], ...languages.map(({ tag, name }): [string, string] => [tag, name])])}
      ${this.#select('Starts', 'start', [
        ['visible', 'When it is seen'],
        ['click', 'When the reader clicks'],
      ])}
      <p class="field">
        <label for="cloud">Name of a cloud of its own</label>
        <input
          id="cloud"
          type="text"
          .value=${cloud}
          placeholder="none: shared"
          maxlength="32"
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby="cloud-help"
          @input=${(event: Event) => this.#set({ cloud: (event.target as HTMLInputElement).value })}
        />
        <span class="help" id="cloud-help"
          >${wrong ? 'Use lower-case letters, digits and single hyphens.' : 'Embeds with one name share it.'}</span
        >
      </p>
      <p class="field check">
        <label
          ><input
            type="checkbox"
            .checked=${this.wish.readonly}
            @change=${(event: Event) => this.#set({ readonly: (event.target as HTMLInputElement).checked })}
          />
          Look, but change nothing</label
        >
      </p>
    </form>`;
  }

  #code(name: string, text: string): TemplateResult {
    return html`<pre class="codeview" tabindex="0" role="region" aria-label=${name}><code>${text}</code></pre>
      ${this.#copy.button(name, 'Copy', () => text)}`;
  }

  #preview(): TemplateResult {
    const attribute = new Map(this.#attributes());
    const given = (name: string): string | typeof nothing => attribute.get(name) ?? nothing;
    return html`<pocket-lesson
      class="preview"
      lesson=${given('lesson')}
      panel=${given('panel')}
      step=${given('step')}
      theme=${given('theme')}
      language=${given('language')}
      start=${given('start')}
      cloud=${given('cloud')}
      readonly=${given('readonly')}
      ><p>Text that is read until the lesson is there.</p></pocket-lesson
    >`;
  }

  protected override render(): TemplateResult {
    const { catalog } = this;
    const level = headingLevelFor(this);
    if (this.problem)
      return controlFrame({
        title: 'Your embed',
        level,
        state: 'error',
        body: html`<div class="control-body">
          <p>The list of lessons could not be read. Reload the page to try again; the lines above work as they are.</p>
        </div>`,
      });
    if (!catalog)
      return controlFrame({
        title: 'Your embed',
        level,
        state: 'loading',
        body: html`<div class="control-body"><p class="empty">Reading the lessons…</p></div>`,
      });
    return html`${controlFrame({
      title: 'Your embed',
      level,
      state: 'ready',
      said: this.#copy.said,
      body: html`<div class="control-body">
        ${this.#form(catalog)}
        <h3>As a reader sees it</h3>
        ${this.#preview()}
        <h3>Lines for your page</h3>
        ${this.#code('Lines for your page', this.#tag())}
        <h3>Or a plain frame</h3>
        ${this.#code('A plain frame', `<iframe src="${escaped(this.#frameAddress())}" allow="serial; usb" width="100%" height="640" title="Pocket Cloud"></iframe>`)}
      </div>`,
    })}`;
  }
}

customElements.define('pocket-embed-configurator', EmbedConfigurator);

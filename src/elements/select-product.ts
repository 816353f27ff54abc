// <pocket-select-product>: create the lesson's product, or take one there is (spec/cloud-api.md §6.2).
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ApiError } from '../model/errors.ts';
import { PLATFORMS, platformTitle } from '../model/platforms.ts';
import { DEMO_PREFIX, suggestedProductName } from '../model/product-name.ts';
import type { Product } from '../model/product.ts';
import { actionButton } from './support/action-button.ts';
import { chosenDevice, chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import type { StateLine } from './support/control-frame.ts';
import { problemLine, stateBadge } from './support/control-frame.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const CREATE = 'create-product';
const VIRTUAL = 3;
const draw = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32;

const byName = (a: Product, b: Product): number =>
  Number(b.name.startsWith(DEMO_PREFIX)) - Number(a.name.startsWith(DEMO_PREFIX)) || a.name.localeCompare(b.name);

export class SelectProduct extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .choices {
        margin-block-start: 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { mode: { state: true }, name: { state: true } };
  /** Null: nobody chose yet, so an existing product goes first. */
  declare protected mode: 'existing' | 'new' | null;
  /** What was typed; null: the suggestion. */
  declare protected name: string | null;
  #draw = draw();

  protected readonly controlTitle = 'Product';
  protected override readonly offers = {
    'choose-product': async (session: Session): Promise<void> => {
      const platform = this.#platform(session);
      const products = await session.withToken(() => session.cloud.products());
      const product = products.filter((one) => one.platform_id === platform && one.name.startsWith(DEMO_PREFIX))[0];
      if (product) session.choose({ product: product.id, platform });
      else await this.#create(session, platform);
    },
  };

  constructor() {
    super();
    this.mode = null;
    this.name = null;
  }

  #platform(session: Session): number {
    return session.choice.platform ?? chosenDevice(session).item?.platform_id ?? VIRTUAL;
  }

  /** What was typed, or the suggestion. */
  #nameFor(platform: number): string {
    return this.name ?? suggestedProductName(platform, this.#draw);
  }

  async #create(session: Session, platform: number): Promise<void> {
    const name = this.#nameFor(platform);
    await session.run(CREATE, async () => {
      // What the cloud would refuse is not asked for.
      if (name.trim() === '') throw new ApiError('validation', 'A product needs a name.');
      if (session.view.products?.some((one) => one.name.toLowerCase() === name.trim().toLowerCase()))
        throw new ApiError('validation', 'You have a product of that name already.');
      const product = await session.cloud.createProduct({ name: name.trim(), platform_id: platform });
      await session.view.fresh('products');
      session.choose({ product: product.id, platform });
      this.#draw = draw();
      this.name = null;
      this.mode = 'existing';
    });
  }

  #line(product: Product | null, gone: boolean): StateLine {
    if (gone) return { tone: 'warn', text: html`<strong>The product you chose is gone.</strong> Choose another one, or create one.` };
    if (!product) return { tone: 'info', text: html`<strong>No product yet.</strong> It will own the webhook and your device.` };
    return {
      tone: 'done',
      text: html`<strong><code>${product.name}</code> is chosen.</strong> Next: ${pageLink('pocket-add-device', 'add your device')}.`,
    };
  }

  protected draw(session: Session): TemplateResult {
    const all = session.view.products;
    if (all === null) return this.pending(session, 'Reading your products…', 'products');
    const { item: product, gone } = chosenProduct(session);
    const platform = product?.platform_id ?? this.#platform(session);
    const products = all.filter((one) => one.platform_id === platform).sort(byName);
    const mode = products.length === 0 ? 'new' : (this.mode ?? 'existing');
    const name = this.#nameFor(platform);
    const problem = session.problem(CREATE);
    return this.frame({
      state: product ? 'done' : gone ? 'undone' : 'ready',
      badge: this.stepBadge(session, 'choose-product', product ? stateBadge('done') : gone ? stateBadge('undone') : nothing),
      body: html`<div class="control-body">
        <p class="field">
          <label for="platform">Platform</label>
          <select
            id="platform"
            @change=${(event: Event) => this.#choosePlatform(session, Number((event.target as HTMLSelectElement).value))}
          >
            ${PLATFORMS.filter((one) => one.product).map((one) => html`<option value=${one.id} ?selected=${one.id === platform}>${one.title}</option>`)}
          </select>
        </p>
        <fieldset class="choices">
          <legend class="visually-hidden">Product for ${platformTitle(platform)}</legend>
          <div class="choice">
            <input
              type="radio"
              name="mode"
              id="existing"
              .checked=${mode === 'existing'}
              ?disabled=${products.length === 0}
              aria-describedby=${products.length === 0 ? 'none' : nothing}
              @change=${() => (this.mode = 'existing')}
            />
            <label for="existing">Use a product you have</label>
            <select
              aria-label="Existing product"
              ?disabled=${mode !== 'existing'}
              .value=${String(product?.id ?? '')}
              @change=${(event: Event) => this.#chooseProduct(session, Number((event.target as HTMLSelectElement).value))}
            >
              <option value="" ?selected=${!product}>${products.length === 0 ? 'None for this platform' : 'Choose a product'}</option>
              ${products.map((one) => html`<option translate="no" value=${one.id} ?selected=${one.id === product?.id}>${one.name}</option>`)}
            </select>
          </div>
          ${products.length === 0 ? html`<p class="muted" id="none">You have no product for ${platformTitle(platform)} yet.</p>` : nothing}
          <div class="choice">
            <input type="radio" name="mode" id="new" .checked=${mode === 'new'} @change=${() => (this.mode = 'new')} />
            <label for="new">Create a new one</label>
            <input
              type="text"
              aria-label="Name of the new product"
              maxlength="100"
              spellcheck="false"
              autocomplete="off"
              ?disabled=${mode !== 'new'}
              aria-invalid=${problem ? 'true' : nothing}
              .value=${name}
              @input=${(event: Event) => {
                this.name = (event.target as HTMLInputElement).value;
                session.clearProblem(CREATE);
              }}
              @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Enter') void this.#create(session, platform);
              }}
            />
          </div>
        </fieldset>
        ${problemLine(problem)}
      </div>`,
      line: this.#line(product, gone),
      actions:
        mode === 'new'
          ? actionButton({
              label: 'Create product',
              icon: 'plus',
              busy: session.busy(CREATE),
              onClick: () => void this.#create(session, platform),
            })
          : undefined,
    });
  }

  #choosePlatform(session: Session, platform: number): void {
    this.name = null;
    this.mode = null;
    session.clearProblem(CREATE);
    session.choose({ platform, ...(chosenProduct(session).item?.platform_id === platform ? {} : { product: null }) });
  }

  #chooseProduct(session: Session, id: number): void {
    session.choose({ product: id > 0 ? id : null });
  }
}

customElements.define('pocket-select-product', SelectProduct);

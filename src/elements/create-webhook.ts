// <pocket-create-webhook>: makes the lesson's product webhook, and mends one that drifted (spec/cloud-api.md §5.9, §6.2).
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { DEMO_EVENT, DEMO_HOST, DEMO_URL, demoDrift, demoHook, demoHookOf, demoHooks } from '../model/demo-hook.ts';
import type { HookDrift } from '../model/demo-hook.ts';
import type { Integration } from '../model/integration.ts';
import type { Product } from '../model/product.ts';
import { actionButton } from './support/action-button.ts';
import { chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import type { StateLine } from './support/control-frame.ts';
import { problemLine, stateBadge } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { DEMO_KEY, demoServer, switchDemo } from './support/demo-server.ts';
import { factRows } from './support/fact-list.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const SAVE = 'create-webhook';

const nice = (hook: unknown): string => JSON.stringify(hook, null, 2);

export class CreateWebhook extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .facts + .half-title {
        margin-block-start: 0.75rem;
      }
      .facts dd {
        min-block-size: 2rem;
      }
      .codeview {
        max-block-size: 24rem;
      }
      .drift {
        display: grid;
        gap: 0.25rem;
        margin-block-start: 0.75rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 3px solid var(--pocket-color-warn);
      }
    `,
  ];
  readonly #copy = new CopyController(this);
  protected readonly controlTitle = 'Webhook';
  protected override readonly offers = {
    'create-webhook': async (session: Session): Promise<void> => {
      const { product } = session.choice;
      if (product === null) return;
      if (!demoServer(session)?.authorization) await switchDemo(session, 'start');
      const hooks = await session.withToken(() => session.cloud.integrations(product));
      await this.#save(session, product, demoHookOf(hooks, session.choice.integration));
    },
  };

  /** Creates the hook, or replaces the one that drifted. */
  async #save(session: Session, product: number, hook: Integration | null): Promise<void> {
    await session.run(SAVE, async () => {
      const { authorization } = await session.cloud.serverData<{ authorization: string | null }>(DEMO_HOST);
      const settings = demoHook(authorization ?? '');
      const id = hook ? hook.id : (await session.cloud.createIntegration(settings, product)).id;
      // PUT replaces everything: a second body, a filter or the disabled switch go with it.
      if (hook) await session.cloud.updateIntegration(hook.id, { ...settings, name: hook.name, disabled: false }, product);
      await session.view.fresh(`integrations/${product}`);
      session.choose({ integration: id });
    });
  }

  async #remove(session: Session, product: number, hooks: Integration[]): Promise<void> {
    await session.run(SAVE, async () => {
      for (const { id } of hooks) await session.cloud.deleteIntegration(id, product);
      await session.view.fresh(`integrations/${product}`);
    });
  }

  protected draw(session: Session): TemplateResult {
    const server = demoServer(session);
    const chosen = chosenProduct(session);
    const product = chosen.item;
    const hooks = product ? session.view.integrations(product.id) : [];
    if (server === null || !chosen.known || hooks === null)
      return this.pending(session, 'Reading your webhooks…', DEMO_KEY, 'products', `integrations/${product?.id ?? ''}`);
    const needed = demoHook(server.authorization ?? '<made when the demo starts>');
    const hook = demoHookOf(hooks, session.choice.integration);
    const drift = hook ? demoDrift(hook, server.authorization) : [];
    const extra = demoHooks(hooks).filter((one) => one !== hook);
    const blocked = product === null || server.authorization === null;
    const done = hook !== null && drift.length === 0;
    return this.frame({
      state: done ? 'done' : hook ? 'undone' : blocked ? 'disabled' : 'ready',
      badge: this.stepBadge(
        session,
        'create-webhook',
        done ? stateBadge('done') : hook ? stateBadge('undone') : blocked ? stateBadge('locked') : nothing,
      ),
      purpose: product
        ? html`One rule on <code>${product.name}</code>, always to the same address.`
        : 'One rule on your product, always to the same address.',
      quiet: this.#copy.button('settings', 'Copy JSON', () => nice(hook ? this.#stored(hook) : needed)),
      said: this.#copy.said,
      body: html`<div class="control-body">
        <dl class="facts">
          ${factRows([
            ['Event', html`<code>${hook?.event ?? DEMO_EVENT}</code>`],
            ['Method', html`<code>${hook?.requestType ?? 'POST'}</code>`],
            ['URL', html`<code>${hook?.url ?? DEMO_URL}</code>`],
          ])}
        </dl>
        <p class="half-title">
          <span id="json-title">${hook ? 'Settings in your cloud' : 'Settings that will be sent'}</span><span class="muted">JSON</span>
        </p>
        <pre
          class="codeview"
          tabindex="0"
          role="region"
          aria-labelledby="json-title"
        ><code>${nice(hook ? this.#stored(hook) : needed)}</code></pre>
        ${drift.length > 0 ? this.#drifts(drift) : nothing} ${problemLine(session.problem(SAVE))}
      </div>`,
      line: this.#line(product, server.authorization !== null, hook, drift, extra.length),
      actions: this.#action(session, { product, hook, drift, extra, blocked }),
    });
  }

  #stored(hook: Integration): Record<string, unknown> {
    const { user_id: _user, ...shown } = hook;
    return shown;
  }

  #drifts(drift: HookDrift[]): TemplateResult {
    return html`<ul class="drift" id="drift">
      ${drift.map(
        ({ field, found, needed }) =>
          html`<li><code>${field}</code> is <code>${found}</code>, this lesson needs <code>${needed}</code>.</li>`,
      )}
    </ul>`;
  }

  #line(product: Product | null, secret: boolean, hook: Integration | null, drift: HookDrift[], extra: number): StateLine {
    if (!product)
      return {
        tone: 'locked',
        text: html`<strong>No product is chosen.</strong> ${pageLink('pocket-select-product', 'Choose a product')} first.`,
      };
    if (!secret && !hook)
      return {
        tone: 'locked',
        text: html`<strong>The server has no secret yet.</strong> ${pageLink('pocket-start-demo', 'Start the demo')} first: it makes one,
          and the webhook sends it along.`,
      };
    if (!hook)
      return {
        tone: 'info',
        text: html`<strong>No webhook yet.</strong> Create it, and events named <code>${DEMO_EVENT}</code> start going to the server.`,
      };
    const [first] = drift;
    if (first)
      return {
        tone: 'warn',
        text: html`<strong
            >${drift.length === 1 ? html`<code>${first.field}</code> is not what the lesson needs.` : `${drift.length} settings are not what the lesson needs.`}</strong
          >
          ${first.field === 'event' ? 'The name is a prefix: it also fires for other events that begin the same.' : 'Repair puts them back.'}`,
      };
    if (extra > 0)
      return {
        tone: 'warn',
        text: html`<strong>${extra + 1} webhooks listen for <code>${DEMO_EVENT}</code>.</strong> Each event reaches the server ${extra + 1}
          times.`,
      };
    return {
      tone: 'done',
      text: html`<strong>The webhook listens for <code>${DEMO_EVENT}</code>.</strong> Next:
        ${pageLink('pocket-test-event', 'send a test event')}.`,
    };
  }

  #action(
    session: Session,
    {
      product,
      hook,
      drift,
      extra,
      blocked,
    }: { product: Product | null; hook: Integration | null; drift: HookDrift[]; extra: Integration[]; blocked: boolean },
  ): TemplateResult | undefined {
    const busy = session.busy(SAVE);
    const save = (): void => void (product && this.#save(session, product.id, hook));
    if (!hook) return actionButton({ label: 'Create webhook', icon: 'plus', blockedBy: blocked ? 'state' : null, busy, onClick: save });
    const only = drift.length === 1 ? drift[0] : undefined;
    if (drift.length > 0)
      return actionButton({
        label:
          only?.field === 'event' ? `Set to ${only.needed}` : `Repair ${drift.length === 1 ? '1 setting' : `${drift.length} settings`}`,
        busy,
        onClick: save,
      });
    if (extra.length > 0 && product)
      return actionButton({
        label: extra.length === 1 ? 'Delete the other webhook' : `Delete ${extra.length} other webhooks`,
        icon: 'trash',
        kind: 'danger',
        busy,
        onClick: () => void this.#remove(session, product.id, extra),
      });
    return undefined;
  }
}

customElements.define('pocket-create-webhook', CreateWebhook);

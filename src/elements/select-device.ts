// <pocket-select-device>: which device the lesson works with (spec/cloud-api.md §6.2).
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import { platformTitle } from '../model/platforms.ts';
import { actionButton } from './support/action-button.ts';
import { chosenDevice } from './support/chosen.ts';
import { claimNewBoard } from './support/claim-new-board.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import type { StateLine } from './support/control-frame.ts';
import { problemLine, stateBadge } from './support/control-frame.ts';
import { factRows, type Fact } from './support/fact-list.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const BOARD = 'get-board';
/** Platform of the virtual board. */
const VIRTUAL = 3;

const labelOf = (device: WireDevice): string => `${device.name} (${device.id})${device.online ? '' : ', offline'}`;

export class SelectDevice extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .facts {
        margin-block-start: 1rem;
      }
      .facts dd {
        min-block-size: 1.75rem;
        gap: 0.5rem;
      }
    `,
  ];
  protected readonly controlTitle = 'Device';
  protected override readonly offers = {
    'choose-device': async (session: Session): Promise<void> => {
      const devices = await session.withToken(() => session.cloud.devices());
      const device = devices.find((one) => one.online) ?? devices[0];
      if (device) this.#choose(session, device);
      else await this.#getBoard(session);
    },
  };

  /** What a set-up tool does: ask for a code, and let the new board bring it along when it says who it is. */
  async #getBoard(session: Session): Promise<void> {
    await session.run(BOARD, async () => {
      const id = await claimNewBoard(session.cloud);
      await session.view.fresh('devices');
      session.choose({ device: id, without_device: false, platform: VIRTUAL });
    });
  }

  #choose(session: Session, device: WireDevice | null): void {
    session.choose(device ? { device: device.id, without_device: false, platform: device.platform_id } : { device: null });
  }

  #line(session: Session, devices: WireDevice[], device: WireDevice | null, gone: boolean): StateLine {
    if (gone) return { tone: 'warn', text: html`<strong>The device you chose is gone.</strong> Choose another one.` };
    if (!device && session.choice.without_device)
      return {
        tone: 'info',
        text: html`<strong>You go on without a device.</strong> The test sends events through the API. Next:
          ${pageLink('pocket-select-product', 'choose a product')}.`,
      };
    if (devices.length === 0)
      return {
        tone: 'info',
        text: html`<strong>This account has no device.</strong> Get a virtual board, and your webhooks have a device to work for.`,
      };
    if (!device)
      return {
        tone: 'info',
        text: html`<strong>No device is chosen.</strong> Choose one, or go on without: the test sends events through the API.`,
      };
    if (!device.online)
      return { tone: 'done', text: html`<strong>${device.name} is chosen, and offline.</strong> Its events start when it connects.` };
    return {
      tone: 'done',
      text: html`<strong>${device.name} is chosen.</strong> Next: ${pageLink('pocket-select-product', 'choose a product')}.`,
    };
  }

  protected draw(session: Session): TemplateResult {
    const devices = session.view.devices;
    if (devices === null) return this.pending(session, 'Reading your devices…', 'devices');
    const { item: device, gone } = chosenDevice(session);
    return this.frame({
      state: device ? 'done' : gone ? 'undone' : 'ready',
      badge: this.stepBadge(session, 'choose-device', device ? stateBadge('done') : gone ? stateBadge('undone') : nothing),
      quiet: actionButton({
        label: 'Refresh',
        icon: 'refresh',
        kind: 'quiet small',
        busy: session.busy('refresh-devices'),
        onClick: () => void session.run('refresh-devices', () => session.view.fresh('devices')),
      }),
      body: html`<div class="control-body">
        <p class="field">
          <label for="device">Publish as</label>
          <select
            id="device"
            aria-describedby="state"
            .value=${device?.id ?? ''}
            @change=${(event: Event) => this.#choose(session, devices.find(({ id }) => id === (event.target as HTMLSelectElement).value) ?? null)}
          >
            <option value="" ?selected=${!device}>${devices.length === 0 ? 'No devices' : 'No device'}</option>
            ${devices.map((one) => html`<option translate="no" value=${one.id} ?selected=${one.id === device?.id}>${labelOf(one)}</option>`)}
          </select>
        </p>
        ${device ? this.#facts(session, device) : nothing} ${problemLine(session.problem('refresh-devices') ?? session.problem(BOARD))}
      </div>`,
      line: this.#line(session, devices, device, gone),
      actions: device
        ? undefined
        : html`${
            session.choice.without_device
              ? nothing
              : actionButton({
                  label: 'Go on without a device',
                  kind: 'quiet',
                  onClick: () => session.choose({ device: null, without_device: true }),
                })
          }
          ${devices.length > 0 ? nothing : actionButton({ label: 'Get a virtual board', icon: 'plus', busy: session.busy(BOARD), onClick: () => void this.#getBoard(session) })}`,
    });
  }

  #facts(session: Session, device: WireDevice): TemplateResult {
    const product = device.product_id === device.platform_id ? null : session.view.products?.find(({ id }) => id === device.product_id);
    const facts: Fact[] = [
      ['Device ID', html`<code>${device.id}</code>`],
      ['Name', device.name],
      ['Platform', platformTitle(device.platform_id)],
      ['Serial number', device.serial_number ? html`<code>${device.serial_number}</code>` : 'none'],
      [
        'Product',
        device.product_id === device.platform_id
          ? 'none (sandbox)'
          : html`${product ? html`<code>${product.name}</code>` : nothing}<span class="num muted">${device.product_id}</span>`,
      ],
    ];
    return html`<dl class="facts">${factRows(facts)}</dl>`;
  }
}

customElements.define('pocket-select-device', SelectDevice);

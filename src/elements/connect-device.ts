// <pocket-connect-device>: a real device over USB: finds it, asks it who it is, and brings it into the visitor's cloud.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import { availabilityError } from '../device/serial/availability-error.ts';
import { serialRefusal } from '../device/serial/flash-strategy.ts';
import type { DeviceSession } from '../device/serial/device-session.ts';
import type { DeviceError } from '../model/device-error.ts';
import { platformTitle } from '../model/platforms.ts';
import { actionButton } from './support/action-button.ts';
import { addRealDevice } from './support/add-real-device.ts';
import { bringEvents } from './support/bridge-memory.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { DeviceDeskController } from './support/device-context.ts';
import type { DeviceDesk } from './support/device-desk.ts';
import { deviceErrorText } from './support/device-error-text.ts';
import { factRows, type Fact } from './support/fact-list.ts';
import { icon } from './support/icon.ts';
import type { Session } from './support/session.ts';
import { sessionBadge, sessionLine } from './support/session-line.ts';

const ADD = 'add-real-device';
export class ConnectDevice extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .facts dd {
        min-block-size: 1.75rem;
        overflow-wrap: anywhere;
      }
      .bridge {
        margin-block-start: 1rem;
      }
      .help {
        margin-block-start: 0.5rem;
      }
      .help ul {
        display: grid;
        gap: 0.5rem;
        padding: 0.25rem 0 0 1.5rem;
        list-style: disc;
        max-inline-size: 64ch;
      }
      .control-body.bare {
        padding-block-start: 0.5rem;
      }
    `,
  ];
  protected readonly controlTitle = 'A real device over USB';
  readonly #devices = new DeviceDeskController(this, (desk) => {
    // A port that was granted once needs no click.
    void desk.attachReal();
  });

  #known(session: Session, device: DeviceSession): WireDevice | null {
    return session.view.devices?.find(({ id }) => id === device.identity?.id) ?? null;
  }

  async #add(session: Session, device: DeviceSession): Promise<void> {
    await session.run(ADD, async () => {
      const { identity } = device;
      if (!identity?.id || identity.platform_id === null) return;
      await addRealDevice(session.cloud, identity);
      await session.view.fresh('devices');
      session.choose({ device: identity.id, platform: identity.platform_id });
    });
  }

  protected draw(session: Session): TemplateResult {
    const { desk } = this.#devices;
    if (!desk || desk.availability === null)
      return this.frame({
        state: 'loading',
        line: this.#devices.failed
          ? { tone: 'bad', text: html`<strong>The device part of this page did not load.</strong> Reload the page.`, live: false }
          : { tone: 'busy', text: 'Asking the browser…', live: false },
      });
    const device = desk.real;
    const refusal = availabilityError(desk.availability);
    const open = refusal === null;
    const known = this.#known(session, device);
    return this.frame({
      state: open ? (device.isConnected ? 'done' : 'ready') : 'disabled',
      badge: open ? sessionBadge(device) : badge('Not available here', 'lock'),
      purpose: 'Use a board of your own instead of the virtual one. Nothing leaves your browser.',
      body: html`<div class="control-body ${device.identity ? '' : 'bare'}">
        ${device.identity && device.state !== 'idle' ? this.#facts(device, known) : nothing}
        ${device.isConnected ? this.#bridge(session, device, known) : nothing} ${problemLine(session.problem(ADD))}
        ${open ? this.#help() : nothing}
      </div>`,
      line: this.#line(device, known, refusal),
      actions: open ? this.#actions(session, desk, device, known) : nothing,
    });
  }

  #facts(device: DeviceSession, known: WireDevice | null): TemplateResult {
    const { identity } = device;
    const system = identity?.modules.find(({ f, n }) => f === 's' && n === '1');
    const facts: Fact[] = [
      ['Board', identity?.platform_id == null ? 'not known yet' : platformTitle(identity.platform_id)],
      ...(identity?.id ? ([['Device ID', html`<code>${identity.id}</code>`]] as Fact[]) : []),
      ...(known ? ([['In your cloud', known.name]] as Fact[]) : []),
      ...(identity?.os_version ? ([['Device OS', html`<span class="num">${identity.os_version}</span>`]] as Fact[]) : []),
      ...(identity?.app_hash ? ([['Build', html`<code>${identity.app_hash.slice(0, 16)}…</code>`]] as Fact[]) : []),
      ...(system ? ([['Modules', html`<span class="num">${identity?.modules.length ?? 0}</span>`]] as Fact[]) : []),
    ];
    return html`<dl class="facts">${factRows(facts)}</dl>`;
  }

  /** Whether what the board publishes becomes events here. */
  #bridge(session: Session, device: DeviceSession, known: WireDevice | null): TemplateResult | typeof nothing {
    const { bridge } = device;
    const { hello } = bridge;
    // A board that is another account's stays bridged until somebody says otherwise: here.
    if (!hello || (!known && !bridge.started)) return nothing;
    return html`<div class="bridge">
      <p class="inline-field">
        <input
          id="bridge"
          type="checkbox"
          .checked=${bridge.started}
          aria-describedby="bridged"
          @change=${(event: Event) => bringEvents(session, bridge, hello.id, (event.target as HTMLInputElement).checked)}
        /><label for="bridge">Bring its events into this cloud</label>
      </p>
      <p id="bridged" class="muted">
        ${
          bridge.started
            ? bridge.state === 'connected'
              ? html`Bridged over USB: <span class="num">${bridge.published}</span> ${bridge.published === 1 ? 'event' : 'events'} so
                  far${bridge.refused > 0 ? html`, <span class="num">${bridge.refused}</span> refused` : nothing}.`
              : bridge.state === 'refused'
                ? bridge.problem
                : 'Connecting it to your cloud…'
            : 'Its firmware has the bridge: what it publishes can become events here, and answers go back to it. Your choice is kept for this board.'
        }
      </p>
    </div>`;
  }

  #help(): TemplateResult {
    return html`<details class="more help">
      <summary>${icon('chev')}The port is not in the list</summary>
      <ul>
        <li>Use a cable that carries data; some only charge.</li>
        <li>Close other programs that read the port: Workbench, <code>particle serial monitor</code>, another tab.</li>
        <li>On Linux, join the group that owns the port (often <code>dialout</code>), then sign in again.</li>
        <li>A board that blinks yellow waits for a flash and has no serial port: press RESET.</li>
        <li>On Windows before 10, install the driver of the board first.</li>
      </ul>
    </details>`;
  }

  #line(device: DeviceSession, known: WireDevice | null, refusal: DeviceError | null): StateLine {
    if (refusal) {
      const { text, next } = deviceErrorText(refusal);
      return { tone: 'locked', text: html`<strong>${text}</strong> ${next}` };
    }
    const { identity, error } = device;
    if (device.state === 'logging' && !error && !device.bootLoop) {
      const name = known?.name ?? (identity?.platform_id == null ? 'The device' : platformTitle(identity.platform_id));
      if (known) return { tone: 'done', text: html`<strong>${name} is connected.</strong> It is one of your devices in this cloud.` };
      if (identity?.id)
        return { tone: 'info', text: html`<strong>${name} is connected, and new to this cloud.</strong> Add it to choose it.` };
      return {
        tone: 'info',
        text: serialRefusal({ board: device.board, os_version: identity?.os_version ?? null })
          ? html`<strong>${name} is connected.</strong> Hold its MODE button for three seconds, then ask it who it is.`
          : html`<strong>${name} is connected.</strong> Ask it who it is: it stops for a moment to answer, and leaves its cloud meanwhile.`,
      };
    }
    return sessionLine(device, known?.name ?? null, html`<strong>No device is connected.</strong> Plug one in, then pick its port.`);
  }

  #actions(session: Session, desk: DeviceDesk, device: DeviceSession, known: WireDevice | null): TemplateResult {
    if (!device.isConnected && device.state !== 'restarting')
      return actionButton({
        label: 'Connect',
        icon: 'board',
        busy: device.state === 'opening' || device.state === 'picking',
        onClick: () => void device.connect(desk.usb),
      });
    const chosen = known !== null && session.choice.device === known.id;
    return html`${actionButton({
      label: 'Disconnect',
      icon: 'close',
      blockedBy: device.busy ? 'state' : null,
      onClick: () => void device.disconnect(),
    })}
    ${
      !device.identity?.id
        ? actionButton({ label: 'Ask who it is', icon: 'info', busy: device.busy, onClick: () => void device.identify() })
        : !known
          ? actionButton({
              label: 'Add to my devices',
              icon: 'plus',
              busy: session.busy(ADD),
              onClick: () => void this.#add(session, device),
            })
          : chosen
            ? nothing
            : actionButton({
                label: 'Choose it',
                icon: 'check',
                onClick: () => session.choose({ device: known.id, platform: known.platform_id }),
              })
    }`;
  }
}

customElements.define('pocket-connect-device', ConnectDevice);

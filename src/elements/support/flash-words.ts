// What <pocket-flash> says: what the file is, why nothing can be flashed now, and how it goes.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { availabilityError } from '../../device/serial/availability-error.ts';
import { serialRefusal } from '../../device/serial/flash-strategy.ts';
import type { DeviceSession } from '../../device/serial/device-session.ts';
import type { Availability } from '../../device/serial/serial-provider.ts';
import type { FlashStrategy } from '../../device/serial/session-state.ts';
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import type { FirmwareModule } from '../../model/firmware-module.ts';
import { platformTitle } from '../../model/platforms.ts';
import { badge, problemLine } from './control-frame.ts';
import type { StateLine } from './control-frame.ts';
import { deviceErrorText } from './device-error-text.ts';
import { factRows, type Fact } from './fact-list.ts';
import { NOT_ON_SITE } from './flash-file.ts';

/** A module that fits, why the file is none, or nothing chosen. */
export type CheckedFile = FirmwareModule | DeviceError | null;

export interface FlashFacts {
  device: DeviceSession;
  /** Name of a virtual board; null: the real device. */
  board: string | null;
  checked: CheckedFile;
  way: FlashStrategy;
  /** Whether the page has ports of real devices; null until the browser was asked. */
  availability: Availability | null;
  /** The board starts; it is flashed as soon as it can be reached. */
  starting: boolean;
  /** Why it could not be reached, or the file is none. */
  error: DeviceError | null;
}

const asText = (error: DeviceError): TemplateResult => {
  const { text, next } = deviceErrorText(error);
  return html`<strong>${text}</strong> ${next}`;
};

export const flashBadge = ({ device: { progress }, starting }: FlashFacts): TemplateResult | typeof nothing => {
  if (starting && progress?.outcome !== 'running') return badge('Starting', 'clock');
  if (progress?.outcome === 'running') return badge('Flashing', 'flash');
  if (progress?.outcome === 'done') return badge('Flashed', 'check', 'good');
  if (progress?.outcome === 'cancelled') return badge('Cancelled', 'close');
  return progress?.outcome === 'failed' ? badge('Stopped', 'error', 'bad') : nothing;
};

export const moduleFacts = (checked: CheckedFile, bytes: number): TemplateResult | typeof nothing => {
  if (!checked || isDeviceError(checked)) return nothing;
  const facts: Fact[] = [
    ['For', platformTitle(checked.platform_id)],
    ['Size', html`<span class="num">${(bytes / 1024).toFixed(1)} KB</span>`],
    ['Version', html`<span class="num">${checked.product_version ?? 'none'}</span>`],
    ['Hash', html`<code>${checked.hash.slice(0, 16)}…</code>`],
  ];
  return html`<dl class="facts">${factRows(facts)}</dl>`;
};

/** What is wrong with the file. */
export const fileProblem = (checked: CheckedFile, given: DeviceError | null): TemplateResult | typeof nothing => {
  const error = isDeviceError(checked) ? checked : given;
  if (!error) return nothing;
  if (error.detail === NOT_ON_SITE)
    return problemLine({ text: 'The build of this lesson is not on the site.', next: 'Choose a file of your own.' });
  return problemLine(deviceErrorText(error));
};

/** Why nothing can be flashed now; null when it can. */
export const whyBlocked = ({ device, board, checked, availability }: FlashFacts): TemplateResult | null => {
  if (isDeviceError(checked)) return html`<strong>This file cannot go onto the device.</strong> The reason stands beside it.`;
  if (board === null) {
    const none = availability && availabilityError(availability);
    if (none) return asText(none);
    const refusal = serialRefusal({ board: device.board, os_version: device.identity?.os_version ?? null });
    if (refusal) return asText(refusal);
    if (!device.isConnected && device.state !== 'restarting')
      return device.error ? asText(device.error) : html`<strong>No device is connected.</strong> Plug one in, then pick its port.`;
  }
  return checked === null ? html`<strong>No file is chosen.</strong> Choose the build to flash.` : null;
};

export const flashLine = (facts: FlashFacts): StateLine => {
  const { device, board, way, starting } = facts;
  const { progress } = device;
  const platform = device.identity?.platform_id ?? null;
  const name = board ?? (platform === null ? 'The device' : platformTitle(platform));
  if (progress?.outcome === 'running')
    return {
      tone: 'busy',
      text: html`<strong>${name} is being flashed.</strong>
        ${progress.strategy === 'ota' ? 'Its log goes on meanwhile.' : 'Leave its cable in, and this page open.'}`,
    };
  if (starting)
    return {
      tone: 'busy',
      text: html`<strong>${name} is starting.</strong> It is flashed as soon as it ${way === 'ota' ? 'is online' : 'has a port'}.`,
    };
  const error = facts.error ?? (progress && progress.outcome !== 'done' ? device.error : null);
  if (error) return { tone: error.code === 'flash_cancelled' ? 'info' : 'bad', text: asText(error) };
  if (progress?.outcome === 'done')
    return { tone: 'done', text: html`<strong>${name} runs this build.</strong> Its hash and the file’s are the same.` };
  if (progress?.outcome === 'unproven')
    return { tone: 'warn', text: html`<strong>${name} took the build.</strong> It could not be asked which one it runs.` };
  const blocked = whyBlocked(facts);
  if (blocked) return { tone: 'locked', text: blocked };
  return { tone: 'info', text: html`<strong>The build fits ${name}.</strong> Flashing replaces the one it runs now.` };
};

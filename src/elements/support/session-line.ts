// What is true of a device session, in a sentence, with the word of its badge.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { DeviceSession } from '../../device/serial/device-session.ts';
import { platformTitle } from '../../model/platforms.ts';
import { badge } from './control-frame.ts';
import type { StateLine } from './control-frame.ts';
import { deviceErrorText } from './device-error-text.ts';

export const sessionBadge = ({ state, bootLoop }: DeviceSession): TemplateResult => {
  if (bootLoop) return badge('Restarting', 'warn', 'warn');
  if (state === 'logging') return badge('Connected', 'check', 'good');
  if (state === 'listening') return badge('Listening', 'info');
  if (state === 'flashing' || state === 'verifying') return badge('Flashing', 'flash');
  if (state === 'restarting') return badge('Restarting', 'clock', 'warn');
  if (state === 'error') return badge('Not connected', 'error', 'bad');
  if (state === 'picking' || state === 'opening') return badge('Connecting', 'clock');
  return badge('Not connected');
};

/** `name`: what people call the device; null where only its kind is known. */
export const sessionLine = (session: DeviceSession, name: string | null, idle: unknown): StateLine => {
  const called = name ?? (session.identity?.platform_id == null ? 'The device' : platformTitle(session.identity.platform_id));
  const { error } = session;
  if (error && (session.state === 'error' || session.state === 'logging')) {
    const { text, next } = deviceErrorText(error);
    return { tone: error.code === 'flash_cancelled' ? 'info' : 'bad', text: html`<strong>${text}</strong> ${next}` };
  }
  switch (session.state) {
    case 'picking':
      return { tone: 'busy', text: html`<strong>The browser shows your ports.</strong> Pick the device there.` };
    case 'opening':
      return { tone: 'busy', text: html`<strong>Opening the port…</strong>` };
    case 'restarting':
      return {
        tone: 'busy',
        text: html`<strong>${called} is away.</strong> It restarts, or its cable is out; this page connects again by itself.`,
      };
    case 'listening':
      return {
        tone: 'busy',
        text: html`<strong>${called} is in listening mode.</strong> It answers questions and prints no log meanwhile.`,
      };
    case 'flashing':
      return { tone: 'busy', text: html`<strong>${called} is being flashed.</strong> Leave its cable in.` };
    case 'verifying':
      return { tone: 'busy', text: html`<strong>${called} is asked which build it runs.</strong>` };
    case 'logging':
      if (session.bootLoop) {
        const { text, next } = deviceErrorText({ code: 'boot_loop', facts: {} });
        return { tone: 'warn', text: html`<strong>${text}</strong> ${next}` };
      }
      return { tone: 'done', text: html`<strong>${called} is connected.</strong> What it prints appears above, also through restarts.` };
    default:
      return { tone: 'info', text: idle };
  }
};

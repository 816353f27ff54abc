// The one line under the board: what its light says, in words, and what a person can do about it.
import { html } from 'lit';
import type { VirtualDevice } from '../../device/virtual/virtual-device.ts';
import type { StateLine } from './control-frame.ts';

/** `online`: what the cloud says, for a board that another tab runs. */
export function boardLine(device: VirtualDevice, online: boolean): StateLine {
  const { led, crash } = device;
  const where = placeOf(device);
  const light = html`Status light <strong>${led.looks}</strong>: ${led.words}.`;
  switch (device.state) {
    case 'loading':
      return { tone: 'busy', text: 'The board is being unpacked…' };
    case 'elsewhere':
      return {
        tone: 'info',
        text: html`<strong>Another tab runs this board${online ? ', and it is online' : ''}.</strong> Close that tab, and the board goes on
          here.`,
      };
    case 'off':
      return { tone: 'info', text: html`<strong>The power is off.</strong> Switch it on to start the board.` };
    case 'held':
      return { tone: 'info', text: html`${light} Let RESET go to start it; with MODE held down as well, it starts in safe mode.` };
    case 'dfu':
      return { tone: 'info', text: html`${light} RESET starts the firmware again.` };
    case 'failed':
      return { tone: 'bad', text: html`<strong>The firmware does not run.</strong> ${device.failure ?? ''}` };
    case 'panic':
      return {
        tone: 'bad',
        text: html`<strong>The firmware crashed.</strong> ${crash?.text ?? ''}${where} The light blinks SOS; the board restarts by itself.`,
      };
    case 'safe_mode':
      return {
        tone: 'warn',
        text: html`${light}
        ${crash ? html`The firmware stopped too often: ${crash.text}${where} Flash one that is mended.` : 'RESET starts the firmware again.'}`,
      };
    case 'running':
      return { tone: crash ? 'warn' : 'info', text: html`${light} ${next(device)}` };
  }
}

/** Where it crashed, as far as it is known. */
function placeOf({ crash }: VirtualDevice): unknown {
  if (!crash?.function && !crash?.place) return '';
  const inside = crash.function ? html` in <code>${crash.function}</code>` : '';
  const at = crash.place ? html` at <code>${crash.place.path}</code>, line ${crash.place.line}` : '';
  return html` It happened${inside}${at}.`;
}

function next(device: VirtualDevice): unknown {
  const { crash } = device;
  if (device.listening) return 'Hold MODE for three seconds to leave.';
  if (crash)
    return html`It restarted ${crash.times > 1 ? `${crash.times} times ` : ''}by itself:
    ${crash.text}${crash.function ? html` In <code>${crash.function}</code>.` : ''}`;
  if (!device.network) return 'There is no network within reach.';
  if (device.online === 'connected') return 'Press MODE, and see what the firmware does.';
  return '';
}

// What a person reads when something with a device goes wrong: one sentence and one next step for every code.
import type { DeviceError, DeviceErrorCode, DeviceErrorFacts } from '../../model/device-error.ts';
import { platformTitle } from '../../model/platforms.ts';
import type { ErrorText } from './error-text.ts';

type Sentence = ErrorText | ((facts: DeviceErrorFacts) => ErrorText);

const platform = (id: number | string | undefined): string => (typeof id === 'number' ? platformTitle(id) : 'another board');

const sentences: Record<DeviceErrorCode, Sentence> = {
  serial_unsupported: {
    text: 'This browser cannot read USB ports.',
    next: 'Use the virtual board here, or open this page in a current Chrome, Edge or Firefox on a computer, or Chrome on Android.',
  },
  serial_insecure: {
    text: 'The browser reads USB ports on secure addresses only.',
    next: 'Open this page by https, or on localhost. The virtual board works here too.',
  },
  serial_blocked: {
    text: 'USB ports are blocked for this page, by the page around it or by an administrator.',
    next: 'Open the page in a tab of its own. If that does not help, ask whoever manages this browser.',
  },
  port_not_opened: {
    text: 'The port did not open: another program or tab uses it, or the system does not allow it.',
    next: 'Close other serial monitors (Workbench, particle serial monitor, another tab), then connect again.',
  },
  port_lost: { text: 'The device is gone.', next: 'Plug it in again; this page connects by itself.' },
  port_silent: { text: 'The port does not answer.', next: 'Unplug the device, plug it in again, then connect.' },
  port_not_back: {
    text: 'The device did not come back after its restart.',
    next: 'Press RESET, or unplug it and plug it in again; this page connects by itself.',
  },
  port_not_released: { text: 'The browser does not let go of the port.', next: 'Reload the page, then connect again.' },
  device_in_other_tab: { text: 'Another tab is using this device.', next: 'Go on there, or close that tab and connect again.' },
  device_changed: { text: 'Another device came back than the one that left.', next: 'Disconnect, then choose the device you mean.' },
  session_busy: { text: 'Something else is going on with this device.', next: 'Wait until it is done, or cancel it.' },
  listening_not_reached: ({ found }) => ({
    text:
      found === undefined ? 'The device did not enter listening mode.' : `Device OS ${found} does not enter listening mode for a computer.`,
    next: 'Hold its MODE (or SETUP) button for three seconds until it blinks blue, then ask again.',
  }),
  listening_answer_unreadable: {
    text: 'Something answered, and not as a Device OS console does.',
    next: 'Press RESET on the device, then ask again.',
  },
  module_too_short: { text: 'The file is too short to be a firmware module.', next: 'Choose the .bin file that the compiler made.' },
  module_too_large: { text: 'The file is larger than any firmware module.', next: 'Choose the .bin file that the compiler made.' },
  module_bad_header: { text: 'The file is not a firmware module.', next: 'Choose the .bin file that the compiler made.' },
  module_truncated: { text: 'The end of the module is missing.', next: 'Download or compile it again.' },
  module_trailing_bytes: { text: 'There are bytes after the end of the module.', next: 'Download or compile it again.' },
  module_bad_crc: { text: 'The module is damaged: its checksum does not fit.', next: 'Download or compile it again.' },
  module_not_user_part: {
    text: 'The module is part of the system, not an application.',
    next: 'Choose the .bin file of an application.',
  },
  module_wrong_platform: ({ wanted, found }) => ({
    text: `The module is for ${platform(found)}, and this device is ${platform(wanted)}.`,
    next: 'Compile it for this device, or connect the other one.',
  }),
  module_needs_newer_os: ({ wanted, found }) => ({
    text: `The module needs Device OS ${wanted ?? 'of a later version'}, and the device has ${found ?? 'an earlier one'}.`,
    next: 'Update the device first, or compile for its version.',
  }),
  module_wrong_product: ({ wanted, found }) => ({
    text: `The module belongs to ${found === undefined ? 'no product' : `product ${found}`}, and the device to product ${wanted ?? '?'}.`,
    next: 'Compile it with the id of this product, or put the device into the other one.',
  }),
  module_wrong_product_version: ({ wanted, found }) => ({
    text: `The module calls itself version ${found ?? '?'}, and version ${wanted ?? '?'} is expected.`,
    next: 'Set PRODUCT_VERSION in its source, and compile it again.',
  }),
  module_bad_hash: { text: 'The module is not the one its hash names.', next: 'Download or compile it again.' },
  flash_not_offered: ({ found }) => ({
    text:
      found === undefined
        ? 'This kind of board takes no firmware over USB serial.'
        : `Device OS ${found} takes no firmware over USB serial: version 6 removed it.`,
    next: 'Flash it with Workbench or the command line tool (particle flash --local), or try the build on the virtual board here.',
  }),
  flash_cancelled: { text: 'You cancelled it.', next: 'The device keeps the build it had.' },
  flash_aborted_on_device: { text: 'The device was told to stop.', next: 'Flash again.' },
  flash_no_answer: { text: 'The device stopped answering.', next: 'Press RESET on it, then flash again.' },
  flash_noisy: { text: 'The device refused the same block again and again.', next: 'Try another cable or port, then flash again.' },
  flash_refused: { text: 'The device refused the build without a reason.', next: 'Press RESET on it, then flash again.' },
  flash_too_large: { text: 'The build is larger than the room on the device.', next: 'Make it smaller, or compile for this device.' },
  flash_not_saved: { text: 'The device could not write to its flash memory.', next: 'Press RESET on it, then flash again.' },
  flash_not_received: { text: 'The device lost part of the file.', next: 'Flash again, with another cable if it repeats.' },
  flash_disabled: { text: 'Updates of this device are switched off.', next: 'Allow them (System.enableUpdates), then flash again.' },
  flash_invalid: ({ number }) => ({
    text: `The device found the build not valid${number === undefined ? '' : ` (${number})`}.`,
    next: 'Compile it for this device and its Device OS. It keeps the build it had.',
  }),
  flash_other_hash: { text: 'The device runs another build than the one that was sent.', next: 'Flash again.' },
  flash_not_proven: { text: 'Nobody waited for the end.', next: 'The device may run the new build: ask it who it is.' },
  flash_ota_failed: { text: 'The device did not take the build over the air.', next: 'See that it is online, then flash again.' },
  boot_loop: { text: 'The device restarts again and again.', next: 'Flash another build, or start it in safe mode.' },
};

export const deviceErrorText = (error: Pick<DeviceError, 'code' | 'facts'>): ErrorText => {
  const sentence = sentences[error.code];
  return typeof sentence === 'function' ? sentence(error.facts) : sentence;
};

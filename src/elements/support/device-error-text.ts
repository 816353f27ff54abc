// What a person reads when something with a device fails: one sentence and one next step for every code.
import { isDeviceError } from '../../model/device-error.ts';
import type { DeviceErrorCode, DeviceErrorFacts } from '../../model/device-error.ts';
import { platformTitle } from '../../model/platforms.ts';
import { errorText } from './error-text.ts';
import type { ErrorText } from './error-text.ts';

const platform = (id: number | string | undefined): string => (typeof id === 'number' ? `the ${platformTitle(id)}` : 'another board');

/** What Device OS means by the number after `Validation failed:` (spec/device.md §1.4). */
const VALIDATION: Readonly<Record<number, string>> = {
  [-1300]: 'it found no module',
  [-1310]: 'it does not support this kind of module',
  [-1320]: 'the module is not valid',
  [-1330]: 'the checksum does not fit',
  [-1340]: 'it needs another Device OS',
  [-1350]: 'its address is not allowed',
  [-1351]: 'its size is not allowed',
  [-1360]: 'it is for another platform',
  [-1370]: 'its format is unknown',
  [-1380]: 'updates are switched off',
};

const AGAIN = 'Compile or download it again.';
const OTHER_FILE = 'Choose the .bin file that the compiler made.';
const RETRY_FLASH = 'Flash it once more.';

const sentences: Record<DeviceErrorCode, ErrorText | ((facts: DeviceErrorFacts) => ErrorText)> = {
  serial_unsupported: {
    text: 'This browser cannot talk to USB serial devices.',
    next: 'Use the virtual device, or open this page in Chrome, Edge or Firefox on a computer.',
  },
  serial_insecure: {
    text: 'Browsers give USB serial devices only to secure pages.',
    next: 'Open this page over https or on localhost, or use the virtual device.',
  },
  serial_blocked: {
    text: 'The page around this one, or a setting, blocks serial devices.',
    next: 'Open this page in a tab of its own, or use the virtual device.',
  },
  port_not_opened: {
    text: 'The port does not open.',
    next: 'Close other tabs and programs that use it, such as a serial monitor, then connect again.',
  },
  port_lost: { text: 'The connection to the device is gone.', next: 'Check the cable. The page connects again when the device is back.' },
  port_silent: { text: 'The device does not answer.', next: 'Press its RESET button, then connect again.' },
  port_not_back: { text: 'The device did not come back after its restart.', next: 'Unplug it, plug it in again and connect.' },
  port_not_released: { text: 'The browser does not let go of the port.', next: 'Unplug the device, or reload the page.' },
  device_in_other_tab: { text: 'Another tab runs this device.', next: 'Go on in that tab, or close it.' },
  device_changed: { text: 'Another device is plugged in now.', next: 'Plug the first one in again, or start over with this one.' },
  session_busy: { text: 'The device is busy with something else.', next: 'Wait until it is done, or cancel it.' },
  listening_not_reached: {
    text: 'The device did not go into listening mode.',
    next: 'Hold its MODE button for three seconds until the light blinks blue, then try again.',
  },
  listening_answer_unreadable: {
    text: 'The answer is not that of a Particle device.',
    next: 'Check which port is chosen, then identify it again.',
  },
  module_too_short: { text: 'The file is too short for a firmware module.', next: OTHER_FILE },
  module_too_large: { text: 'The file is too large for a firmware module.', next: OTHER_FILE },
  module_bad_header: { text: 'The file is not a firmware module.', next: OTHER_FILE },
  module_truncated: { text: 'The end of the module is missing.', next: AGAIN },
  module_trailing_bytes: { text: 'There are bytes after the end of the module.', next: AGAIN },
  module_bad_crc: { text: 'The module is damaged: its checksum does not fit.', next: AGAIN },
  module_not_user_part: { text: 'The module is part of the system, not an application.', next: 'Choose the .bin file of an application.' },
  module_wrong_platform: ({ wanted, found }) => ({
    text: `The module is for ${platform(found)}; your device is ${platform(wanted)}.`,
    next: 'Compile it for your device.',
  }),
  module_needs_newer_os: ({ wanted, found }) => ({
    text: `The module needs Device OS ${wanted ?? 'of a newer version'}${found === undefined ? '' : `; your device has ${found}`}.`,
    next: 'Compile it for the version on your device, or update Device OS.',
  }),
  module_wrong_product: ({ wanted, found }) => ({
    text: `The module belongs to ${found === undefined ? 'no product' : `product ${found}`}, not to product ${wanted ?? ''}.`,
    next: 'Set PRODUCT_ID in the source and compile it again.',
  }),
  module_wrong_product_version: ({ wanted, found }) => ({
    text: `The module is version ${found ?? 'unknown'}, not version ${wanted ?? ''}.`,
    next: 'Set PRODUCT_VERSION in the source and compile it again.',
  }),
  module_bad_hash: { text: 'The module was changed after it was compiled: its hash does not fit.', next: AGAIN },
  flash_not_offered: ({ found }) => ({
    text: `Device OS ${found ?? '6 and later'} cannot be flashed over USB serial.`,
    next: 'Flash it over the air or with the Particle CLI, or use the virtual device.',
  }),
  flash_cancelled: { text: 'You cancelled the flash. The device keeps its old firmware.', next: 'Flash it again when you are ready.' },
  flash_aborted_on_device: { text: 'The device stopped the flash.', next: RETRY_FLASH },
  flash_no_answer: { text: 'The device stopped answering while it was flashed.', next: 'Check the cable, press RESET and flash it again.' },
  flash_noisy: { text: 'The device refuses the same block again and again.', next: 'Try another cable or USB port and flash it again.' },
  flash_refused: { text: 'The device refuses the file.', next: 'Press RESET and flash it again.' },
  flash_too_large: { text: 'The device has no room for a file of this size.', next: 'Make the firmware smaller.' },
  flash_not_saved: { text: 'The device could not store a part of the file.', next: RETRY_FLASH },
  flash_not_received: { text: 'The device did not receive the whole file.', next: RETRY_FLASH },
  flash_disabled: {
    text: 'Updates are switched off on this device.',
    next: 'Allow them in its firmware or in its product, then flash it again.',
  },
  flash_invalid: ({ number }) => ({
    text: `The device does not accept the module: ${VALIDATION[number ?? 0] ?? 'it does not say why'}${number === undefined ? '' : ` (${number})`}.`,
    next: 'Compile it for this device and flash it again.',
  }),
  flash_other_hash: { text: 'After its restart the device runs other firmware than the one you sent.', next: RETRY_FLASH },
  flash_not_proven: { text: 'The file was sent, but the device could not be asked what it runs.', next: 'Identify it to be sure.' },
  flash_ota_failed: { text: 'The device did not take the update over the air.', next: 'Check that it is online, then flash it again.' },
  boot_loop: { text: 'The device restarts again and again.', next: 'Start it in safe mode and flash other firmware.' },
};

/** For anything that was thrown while a device was in use. */
export const deviceErrorText = (error: unknown): ErrorText => {
  if (!isDeviceError(error)) return errorText(error);
  const known = sentences[error.code];
  return typeof known === 'function' ? known(error.facts) : known;
};

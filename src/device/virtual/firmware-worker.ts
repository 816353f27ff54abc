// The worker of one virtual device: runs its firmware, and talks to the page.
import { canSuspend, createFirmwareHost, type FirmwareHost } from './firmware-host.ts';
import type { FromFirmware, MailPlace, ToFirmware } from './worker-messages.ts';

const scope = self as unknown as {
  postMessage(message: FromFirmware): void;
  onmessage: ((event: MessageEvent<ToFirmware>) => void) | null;
};

let host: FirmwareHost | null = null;
let wake = (): void => {};

const rest = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => wake(), ms);
    wake = () => {
      clearTimeout(timer);
      wake = () => {};
      resolve();
    };
  });

/** Without JSPI the thread stands still while the firmware waits: the cloud, in its own worker, answers when there is something to hear. */
const block = ({ url, run }: MailPlace, ms: number): void => {
  const request = new XMLHttpRequest();
  request.open('POST', url, false);
  request.setRequestHeader('content-type', 'application/json');
  try {
    request.send(JSON.stringify({ ms: Math.min(1000, Math.ceil(ms)), run }));
    const { messages } = JSON.parse(request.responseText) as { messages: ToFirmware[] };
    for (const message of messages) host?.tell(message);
  } catch {
    // The cloud's worker is being replaced: the next wait asks the new one.
  }
};

scope.onmessage = ({ data }) => {
  if (data.type !== 'run') return host?.tell(data);
  const { type: _type, wait: place, ...run } = data;
  const blocks = !canSuspend();
  if (blocks && place === null) {
    const text = 'This browser cannot pause WebAssembly (JSPI), and the cloud does not run in a service worker.';
    return scope.postMessage({ type: 'ended', end: { how: 'error', text } });
  }
  host = createFirmwareHost({
    run,
    post: (message) => scope.postMessage(message),
    rest: blocks ? (ms) => block(place as MailPlace, ms) : rest,
    wake: () => wake(),
    blocks,
  });
};

// Loaded: from now on it is watched.
scope.postMessage({ type: 'pong' });

// What a board logs of an update over the air (spec/device.md §3).
import type { InstallAnswer } from './virtual-board.ts';

const CHUNK = 512;

export function logUpdate(
  module: Uint8Array,
  answer: InstallAnswer,
  log: (category: string, message: string, level?: number) => void,
): void {
  const chunks = Math.ceil(module.length / CHUNK);
  const ota = (message: string): void => log('comm.ota', message);
  ota('Received UpdateStart request');
  ota(`File size: ${module.length}`);
  ota(`Chunk size: ${CHUNK}`);
  ota('Starting firmware update');
  ota('Start offset: 0');
  ota(`Chunk count: ${chunks}`);
  ota('Received UpdateFinish request');
  ota('Validating firmware update');
  log('hal.ota', 'Validating module; type: 5; index: 1; version: 6');
  if (!answer.ok) {
    log('comm.ota', `Validation failed: ${answer.code}`, 50);
    return;
  }
  ota(`Chunks received: ${chunks}`);
  ota(`Chunk ACKs sent: ${chunks}`);
  ota('Duplicate chunks: 0');
  ota('Out-of-order chunks: 0');
  ota('Applying firmware update');
  log('hal.ota', 'Applying module; type: 5; index: 1; version: 6');
}

// The one port of a recording that is played.
import type { CapturePlayer } from '../virtual/capture-player.ts';
import type { PortLike } from './port-like.ts';
import type { Availability, SerialProvider } from './serial-provider.ts';

export const createCaptureProvider = (player: CapturePlayer): SerialProvider =>
  Object.assign(new EventTarget(), {
    kind: 'capture' as const,
    name: 'recording',
    availability: async (): Promise<Availability> => 'available',
    getPorts: async (): Promise<PortLike[]> => [player],
    requestPort: async (): Promise<PortLike | null> => player,
  });

// Ports of one virtual board: granted from the start, and another one after each restart.
import type { VirtualUsb } from '../virtual/virtual-usb.ts';
import type { PortLike } from './port-like.ts';
import { portEvent } from './serial-provider.ts';
import type { Availability, PortEvent, SerialProvider } from './serial-provider.ts';

export const createVirtualProvider = (usb: VirtualUsb): SerialProvider => {
  const provider = new EventTarget();
  for (const type of ['connect', 'disconnect'] as const)
    usb.addEventListener(type, (event) => provider.dispatchEvent(portEvent(type, (event as PortEvent).detail.port)));
  const ports = async (): Promise<PortLike[]> => (usb.port ? [usb.port] : []);
  return Object.assign(provider, {
    kind: 'virtual' as const,
    name: usb.board.id,
    availability: async (): Promise<Availability> => 'available',
    getPorts: ports,
    requestPort: async (): Promise<PortLike | null> => (await ports())[0] ?? null,
  });
};

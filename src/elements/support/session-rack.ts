// The virtual boards of a page, kept in step with its session: the cloud's time, the names of devices, a cloud that starts over.
import { createPageRack } from '../../device/virtual/page-rack.ts';
import type { DeviceRack } from '../../device/virtual/device-rack.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

const racks = new WeakMap<Session, DeviceRack>();

const NOW = { epoch: 0, origin: 0, rate: 1 };

/** One rack a session, made at the first call. */
export function sessionRack(session: Session): DeviceRack {
  let rack = racks.get(session);
  if (rack) return rack;
  const made = createPageRack({
    site: siteBase(),
    cloud: session.cloud,
    time: () => session.info?.time ?? NOW,
    home: () => session.info?.home ?? 'page',
  });
  racks.set(session, (rack = made));
  let time = session.info?.time;
  session.addEventListener('change', () => {
    if (session.info?.time !== time) {
      time = session.info?.time;
      made.timeChanged();
    }
    const { devices } = session.view;
    if (devices) made.known(devices);
  });
  session.addEventListener('new-boards', () => void made.startOver());
  // Nothing is heard of a page that is being left; the next tab may start at once.
  addEventListener('pagehide', () => made.close());
  return rack;
}

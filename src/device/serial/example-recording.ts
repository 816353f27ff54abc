// A log to play for whoever has no device: a board starts, connects, publishes, restarts (the words of Device OS, spec/device.md §3).

const line = (ms: number, category: string, level: string, message: string): string =>
  `${String(ms).padStart(10, '0')} [${category}] ${level}: ${message}`;

const start = (from: number, reading: number): string[] => [
  line(from + 41, 'system.nm', 'INFO', 'State changed: NONE -> DISABLED'),
  line(from + 58, 'system.nm', 'INFO', 'State changed: DISABLED -> IFACE_DOWN'),
  line(from + 60, 'system.nm', 'INFO', 'State changed: IFACE_DOWN -> IFACE_REQUEST_UP'),
  line(from + 1702, 'system.nm', 'INFO', 'State changed: IFACE_REQUEST_UP -> IFACE_UP'),
  line(from + 4310, 'system.nm', 'INFO', 'State changed: IFACE_UP -> IFACE_LINK_UP'),
  line(from + 4322, 'system.nm', 'INFO', 'State changed: IFACE_LINK_UP -> IP_CONFIGURED'),
  line(from + 4330, 'system', 'INFO', 'Cloud: connecting'),
  line(from + 4402, 'system', 'INFO', 'Cloud socket connected'),
  line(from + 4404, 'comm.protocol.handshake', 'INFO', 'Establish secure connection'),
  line(from + 5120, 'comm.protocol.handshake', 'INFO', 'Handshake completed'),
  line(from + 5130, 'system', 'INFO', 'All handshake messages have been processed'),
  line(from + 5131, 'system', 'INFO', 'Cloud connected'),
  line(from + 5640, 'app', 'INFO', `published WebhookDemo01 {"id":${reading},"t":21.5}`),
  line(from + 6890, 'app', 'INFO', 'hook response ok'),
];

export const EXAMPLE_RECORDING = [
  ...start(0, 1),
  line(9210, 'app', 'WARN', 'sensor reads 0 mV: is it connected?'),
  'temperature 21.4',
  'temperature 21.6',
  line(12_004, 'app', 'ERROR', 'could not read the sensor [code = -160, details = no answer]'),
  ...start(0, 2),
  line(15_640, 'app', 'INFO', 'published WebhookDemo01 {"id":3,"t":21.7}'),
].join('\n');

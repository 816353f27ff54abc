// The kinds of boards there are, by platform id (spec/cloud-api.md §2.8, device-constants 4.2.1).

export interface Platform {
  id: number;
  /** Code name, as build targets and file names use it. */
  name: string;
  /** What people call it. */
  title: string;
  /** Whether a product of it can be made. */
  product: boolean;
}

const platform = (id: number, name: string, title: string, product = true): Platform => ({ id, name, title, product });

/** In the order of their ids. The virtual board is eligible here, unlike on the real cloud: the lessons run on it. */
export const PLATFORMS: readonly Platform[] = [
  platform(0, 'core', 'Core', false),
  platform(3, 'gcc', 'Virtual board'),
  platform(6, 'photon', 'Photon'),
  platform(8, 'p1', 'P1'),
  platform(10, 'electron', 'Electron / E-series'),
  platform(11, 'esp32', 'ESP32', false),
  platform(12, 'argon', 'Argon'),
  platform(13, 'boron', 'Boron'),
  platform(14, 'xenon', 'Xenon', false),
  platform(15, 'esomx', 'E SoM X'),
  platform(22, 'asom', 'A-SoM', false),
  platform(23, 'bsom', 'B-SoM'),
  platform(24, 'xsom', 'X-SoM', false),
  platform(25, 'b5som', 'B5-SoM'),
  platform(26, 'tracker', 'Asset Tracker / Monitor One'),
  platform(28, 'trackerm', 'Tracker-M'),
  platform(31, 'raspi', 'Raspberry Pi', false),
  platform(32, 'p2', 'Photon 2 / P2'),
  platform(35, 'msom', 'M-SoM'),
  platform(37, 'electron2', 'Electron 2'),
  platform(38, 'sulu', 'Sulu'),
  platform(42, 'tachyon', 'Tachyon'),
  platform(43, 'linux', 'Linux'),
  platform(82, 'oak', 'Oak', false),
  platform(88, 'duo', 'Duo', false),
  platform(103, 'bluz', 'Bluz', false),
];

export const platformById = (id: number): Platform | undefined => PLATFORMS.find((one) => one.id === id);

/** What people call a platform; a number nobody knows stays visible as one. */
export const platformTitle = (id: number): string => platformById(id)?.title ?? `Platform ${id}`;

// Takes a figure of the cloud and of the raw minimum in turn, so that a busy moment of the machine hits both.

export interface Compared {
  /** Medians. */
  cloud: number;
  raw: number;
  /** Median of cloud ÷ raw of each pair: steadier than the quotient of the medians, because a pair shares its moment. */
  ratio: number;
}

export const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

/** `pairs` figures of each after `warm` that do not count; who goes first changes from pair to pair. */
export const compare = async (
  pairs: number,
  warm: number,
  figure: (name: 'cloud' | 'raw') => Promise<number> | number,
): Promise<Compared> => {
  const taken: { cloud: number; raw: number }[] = [];
  for (let n = -warm; n < pairs; n += 1) {
    const pair = { cloud: 0, raw: 0 };
    for (const name of n % 2 === 0 ? (['raw', 'cloud'] as const) : (['cloud', 'raw'] as const)) pair[name] = await figure(name);
    if (n >= 0) taken.push(pair);
  }
  return {
    cloud: median(taken.map(({ cloud }) => cloud)),
    raw: median(taken.map(({ raw }) => raw)),
    ratio: median(taken.map(({ cloud, raw }) => cloud / raw)),
  };
};

// Counts requests in moving minutes, in rows, so that a limit outlives a killed worker.
import { counted, nextTurn } from '../model/limits.ts';
import type { Transaction } from './ports.ts';

export const hostKey = (host: string): string => `host/${host}`;
/** Events published through the API count for the account, not for a device. */
export const deviceKey = (userId: string, coreid: string): string => `device/${userId}/${coreid}`;

/** Takes one of `limit` places of this minute; false when all are taken. */
export async function takePlace(tx: Transaction, key: string, now: number, limit: number): Promise<boolean> {
  const row = await tx.get('limits', key);
  const times = counted(row?.times ?? [], now);
  if (times.length >= limit) return false;
  times.push(now);
  await tx.put('limits', { ...row, id: key, times });
  return true;
}

/** Reserves the next turn at a host and answers its moment (ms); null when too many wait already. */
export async function reserveTurn(tx: Transaction, key: string, now: number, limit: number, queue: number): Promise<number | null> {
  const row = await tx.get('limits', key);
  const times = counted(row?.times ?? [], now);
  const turn = nextTurn(times, now, limit, queue);
  if (turn === null) return null;
  times.push(turn);
  await tx.put('limits', { ...row, id: key, times });
  return turn;
}

// Counts requests in moving minutes, in rows, so that a limit outlives a killed worker.
import { counted, nextTurn } from '../model/limits.ts';
import type { Transaction } from './ports.ts';
import { updateRow } from './row-cache.ts';

export const hostKey = (host: string): string => `host/${host}`;
/** Events published through the API count for the account, not for a device. */
export const deviceKey = (userId: string, coreid: string): string => `device/${userId}/${coreid}`;

/** Takes one of `limit` places of this minute; false when all are taken. */
export async function takePlace(tx: Transaction, key: string, now: number, limit: number): Promise<boolean> {
  let taken = false;
  await updateRow(tx, 'limits', key, (row) => {
    const times = counted(row?.times ?? [], now);
    taken = times.length < limit;
    return taken ? { ...row, id: key, times: [...times, now] } : null;
  });
  return taken;
}

/** Reserves the next turn at a host and answers its moment (ms); null when too many wait already. */
export async function reserveTurn(tx: Transaction, key: string, now: number, limit: number, queue: number): Promise<number | null> {
  let turn: number | null = null;
  await updateRow(tx, 'limits', key, (row) => {
    const times = counted(row?.times ?? [], now);
    turn = nextTurn(times, now, limit, queue);
    return turn === null ? null : { ...row, id: key, times: [...times, turn] };
  });
  return turn;
}

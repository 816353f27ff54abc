// The worker of a simulated fleet: keeps its schedule on the cloud's clock and hands out what is due, one batch at a time.
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';
import { createFleetSchedule, type FleetEvent, type FleetPlan, type FleetSchedule } from './fleet-schedule.ts';

export type ToFleet =
  | { type: 'start'; plan: FleetPlan; time: VirtualTime }
  | { type: 'time'; time: VirtualTime }
  /** The cloud has the last batch. */
  | { type: 'taken' };

export interface FromFleet {
  events: FleetEvent[];
  /** Virtual ms between the moment of the first of them and now. */
  behind: number;
  missed: number;
}

/** Real ms: events of so long go together. */
const TICK = 50;
const MOST = 250;

const scope = self as unknown as {
  postMessage(message: FromFleet): void;
  onmessage: ((event: MessageEvent<ToFleet>) => void) | null;
};

let schedule: FleetSchedule | null = null;
let time: VirtualTime = { epoch: 0, origin: 0, rate: 0 };
/** A batch is on its way. */
let busy = false;

const tick = (): void => {
  if (!schedule || busy) return;
  const now = virtualNow(time, Date.now());
  const { next } = schedule;
  const events = schedule.due(now, MOST);
  if (events.length === 0) return;
  busy = true;
  scope.postMessage({ events, behind: Math.max(0, now - next), missed: schedule.missed });
};

scope.onmessage = ({ data }) => {
  if (data.type === 'taken') busy = false;
  else {
    time = data.time;
    if (data.type === 'start') schedule = createFleetSchedule(data.plan, virtualNow(time, Date.now()));
  }
};
setInterval(tick, TICK);

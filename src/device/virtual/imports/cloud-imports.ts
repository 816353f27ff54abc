// The cloud, as a firmware sees it: connection, events, functions, variables.
import { ANSWER, CLOUD_STATE, SYSTEM_ERROR, type DeviceImports } from '../abi.ts';
import type { VariableType } from '../../../model/device.ts';
import { textAt, type Machine } from '../machine.ts';

type CloudImports = Pick<
  DeviceImports,
  | 'cloud_state'
  | 'cloud_connect'
  | 'cloud_disconnect'
  | 'network'
  | 'publish'
  | 'subscribe'
  | 'unsubscribe'
  | 'function'
  | 'variable'
  | 'vitals'
>;

const LONGEST_NAME = 64;
/** Bytes of event data on this Device OS. */
const MOST_DATA = 1024;
const MOST_FUNCTIONS = 15;
const MOST_VARIABLES = 20;
const MOST_SUBSCRIPTIONS = 10;

const VARIABLE_TYPES: Readonly<Record<number, VariableType>> = {
  [ANSWER.bool]: 'bool',
  [ANSWER.int32]: 'int32',
  [ANSWER.double]: 'double',
  [ANSWER.string]: 'string',
};

export function cloudImports(machine: Machine): CloudImports {
  const described = (): void => {
    const { functions, variables, subscriptions } = machine;
    machine.post({ type: 'described', functions: [...functions], variables: { ...variables }, subscriptions: [...subscriptions] });
  };
  return {
    cloud_state: () => machine.cloud,
    cloud_connect() {
      machine.cloud |= CLOUD_STATE.cloud_wanted;
      machine.post({ type: 'cloud_wanted', wanted: true });
    },
    cloud_disconnect() {
      // At once, as the next line of the firmware expects.
      machine.cloud &= ~(CLOUD_STATE.cloud_wanted | CLOUD_STATE.connected);
      machine.post({ type: 'cloud_wanted', wanted: false });
    },
    network: (what) => machine.post({ type: 'network', what }),
    publish(name, nameLength, data, dataLength, ttl, flags, file, fileLength, line) {
      if (!(machine.cloud & CLOUD_STATE.connected)) return SYSTEM_ERROR.invalid_state;
      const event = textAt(machine, name, nameLength);
      if (event === '' || nameLength > LONGEST_NAME) return SYSTEM_ERROR.invalid_argument;
      if (dataLength > MOST_DATA) return SYSTEM_ERROR.too_large;
      if (!machine.limit.take(machine.pace.elapsed)) return SYSTEM_ERROR.limit_exceeded;
      const ticket = ++machine.tickets;
      machine.post({
        type: 'publish',
        ticket,
        name: event,
        data: dataLength > 0 ? textAt(machine, data, dataLength) : null,
        ttl,
        flags,
        file: fileLength > 0 ? textAt(machine, file, fileLength) : null,
        line: fileLength > 0 ? line : null,
      });
      return ticket;
    },
    subscribe(prefix, length) {
      if (machine.subscriptions.length >= MOST_SUBSCRIPTIONS) return SYSTEM_ERROR.limit_exceeded;
      machine.subscriptions.push(textAt(machine, prefix, length));
      described();
      return machine.subscriptions.length - 1;
    },
    unsubscribe() {
      machine.subscriptions = [];
      described();
    },
    function(name, length) {
      const text = textAt(machine, name, length);
      if (text === '' || length > LONGEST_NAME) return SYSTEM_ERROR.invalid_argument;
      const known = machine.functions.indexOf(text);
      if (known >= 0) return known;
      if (machine.functions.length >= MOST_FUNCTIONS) return SYSTEM_ERROR.limit_exceeded;
      machine.functions.push(text);
      described();
      return machine.functions.length - 1;
    },
    variable(name, length, type) {
      const text = textAt(machine, name, length);
      const kind = VARIABLE_TYPES[type];
      if (text === '' || length > LONGEST_NAME || !kind) return SYSTEM_ERROR.invalid_argument;
      const names = Object.keys(machine.variables);
      const known = names.indexOf(text);
      if (known < 0 && names.length >= MOST_VARIABLES) return SYSTEM_ERROR.limit_exceeded;
      machine.variables = { ...machine.variables, [text]: kind };
      described();
      return known >= 0 ? known : names.length;
    },
    vitals(seconds) {
      if (seconds === 0 && !(machine.cloud & CLOUD_STATE.connected)) return SYSTEM_ERROR.invalid_state;
      machine.post({ type: 'vitals', seconds });
      return 0;
    },
  };
}

// Lint rules that oxlint does not bring: what the core may not do, where a selector is needed.

/** `new Date()` and `Date()` read the machine's clock; `new Date(ms)` only formats a number and is fine. */
const noAmbientDate = {
  create: (/** @type {{ report(problem: { node: unknown, message: string }): void }} */ context) => {
    const check = (/** @type {{ callee: { type: string, name?: string }, arguments: unknown[] }} */ node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        context.report({ node, message: 'Take the time from ports.clock.' });
    };
    return { NewExpression: check, CallExpression: check };
  },
};

export default { meta: { name: 'pocket' }, rules: { 'no-ambient-date': noAmbientDate } };

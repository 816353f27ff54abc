// Everything a control may be made of, for elements that use most of it.
import { baseStyles } from './base-styles.ts';
import { codeStyles } from './code-styles.ts';
import { fieldStyles } from './field-styles.ts';
import { formStyles } from './form-styles.ts';
import { frameStyles } from './frame-styles.ts';
import { tableStyles } from './table-styles.ts';

/**
 * Put it first: `static override styles = [controlStyles, css`…`]`. Classes: `.control` with `.control-head` (`.control-title`,
 * `.badge`, `.control-purpose`, `.actions`), `.control-body`, `.control-foot` (`.state`, `.actions`); `.button` with `primary`,
 * `quiet`, `danger`, `small`, `large`; `.field`, `.fields`, `.choices`, `.checks`, `.facts`; `.table-wrap` with `table.data`;
 * `.codefield`, `.codeview`, `pre.code`; `.more`; `.problem`, `.empty`.
 */
export const controlStyles = [baseStyles, fieldStyles, frameStyles, formStyles, codeStyles, tableStyles];

/** Task and Event take no WhatId while their WhoId is a Lead (Object Reference, "Task", WhatId): nothing half-written may lead there. */
import { objectOfId } from '../../match/ids.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import type { Remark } from '../shapes.ts';
import type { PlannedWrite } from '../types.ts';

/** Leaves out the person or the deal where settings or rights keep the other one from giving way. */
export function withoutLeadBesideDeal(writes: PlannedWrite[], index: SnapshotIndex, remark: Remark): PlannedWrite[] {
  return writes.flatMap((write) => {
    const { object, operation, id, fields } = write;
    if ((object !== 'Event' && object !== 'Task') || operation === 'delete') return [write];
    const row = (object === 'Event' ? index.events : index.tasks).get(id ?? '');
    const after = (name: 'WhoId' | 'WhatId') => {
      const planned = fields.find(({ field }) => field === name);
      return { isPlanned: planned !== undefined, value: planned ? planned.after : (row?.[name] ?? null) };
    };
    const who = after('WhoId');
    const what = after('WhatId');
    if (!what.value || objectOfId(who.value as string | null) !== 'Lead') return [write];
    const name = who.isPlanned ? 'WhoId' : 'WhatId';
    if (!who.isPlanned && !what.isPlanned) return [write];
    remark(
      `${object}.${name} was left out: Salesforce takes no deal or account beside a lead, and the other one stays.`,
    );
    const rest = fields.filter(({ field }) => field !== name);
    return rest.length > 0 || !id ? [{ ...write, fields: rest }] : [];
  });
}

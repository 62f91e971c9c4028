/** Every write that a visit makes, and which of them the settings hold back. Pure. */
import type { HeldWrite, PlannedWrite, RecordPlan, Writing } from '../../plan/types.ts';
import type { VisitorObject } from '../settings.ts';
import { accountWrites, personWrites } from './records.ts';
import { chatWrites, meetingWrites } from './timeline.ts';
import type { VisitInput } from './types.ts';

const SWITCH: Record<string, VisitorObject> = { ContentDocumentLink: 'ContentNote' };

/** `writing` is the tenant's own: less than on writes nothing, and the receipt says what would be written. */
export function planVisit(input: Omit<VisitInput, 'remark'> & { remarks: string[] }, writing: Writing): RecordPlan {
  const { id, account, person, settings, remarks } = input;
  const remark = (text: string) => void (remarks.includes(text) || remarks.push(text));
  const visit: VisitInput = { ...input, remark };
  const evidence = [account.evidence, person.evidence];
  const head = { key: `visitor:${id}`, evidence };
  if (person.isColleague) {
    remark('Nothing is written: the visitor is one of us.');
    return { ...head, writing: 'off', writes: [], remarks };
  }
  const people = personWrites(visit);
  const hasNewLead = people.some(({ operation }) => operation === 'create');
  const all = [
    ...accountWrites(visit),
    ...people,
    ...meetingWrites(visit, hasNewLead),
    ...chatWrites(visit, hasNewLead),
  ];
  if (writing === 'suggest') remark('Visits are written where the tenant’s writing is on: it is set to suggest.');
  const { writes, held } = parted(all, settings.writing);
  return {
    ...head,
    writing: writing === 'on' ? 'on' : 'off',
    writes,
    ...(held.length > 0 ? { held } : {}),
    remarks,
    names: namesOf(visit),
  };
}

/** Of the records that were there before, and of those whose they are. */
function namesOf({ accountRow, personRow, owners, events }: VisitInput): Record<string, string> {
  const named = [accountRow, personRow].flatMap((row): [unknown, unknown][] =>
    row
      ? [
          [row.Id, row.Name],
          [row.OwnerId, (row.Owner as { Name?: unknown } | null | undefined)?.Name],
        ]
      : [],
  );
  const activities = events.map(({ Id, Subject }): [unknown, unknown] => [Id, Subject]);
  return {
    ...owners,
    ...Object.fromEntries(
      [...named, ...activities].filter((pair): pair is [string, string] =>
        pair.every((each) => typeof each === 'string'),
      ),
    ),
  };
}

/** What an object's switch holds back, and what stands on a record that is held back. */
function parted(all: PlannedWrite[], switches: VisitInput['settings']['writing']) {
  const held: HeldWrite[] = [];
  const isLeft = (link: { object: string; key: string }) =>
    held.some(({ object, key }) => object === link.object && key?.value === link.key);
  const writes = all.filter((write) => {
    const object = SWITCH[write.object] ?? (write.object as VisitorObject);
    const beneath = Object.values(write.links ?? {}).find(isLeft);
    if (switches[object] === 'on' && !beneath) return true;
    const note =
      switches[object] === 'on'
        ? `Not written: the ${beneath?.object} that it stands on is not.`
        : `Not written: visits are not written to ${object} (in the visitor settings, writing.${object} is off).`;
    held.push({ ...write, writing: 'off', note });
    return false;
  });
  return { writes, held };
}

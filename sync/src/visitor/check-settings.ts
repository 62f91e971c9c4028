/** Whether what is chosen for visitors fits the org, as `describe` tells it to the integration user. Pure. */
import type { FieldShape, OrgShapes } from '../match/types.ts';
import { listInWords, quoted } from '../match/words.ts';
import type { Fault } from './schema.ts';
import { VISITOR_OBJECTS, type VisitorSettings } from './settings.ts';

const SET = 'Debrief_Visitors';
/** What has to be writable before an object is switched on. */
const CREATED: Record<string, string[]> = { Account: ['Name', 'Website'], Lead: ['LastName', 'Company', 'Email'] };

export interface OrgUsers {
  /** Of the Ids that the settings name, those who are there and active. */
  active: ReadonlySet<string>;
}

export function checkVisitorSettings(settings: VisitorSettings, shapes: OrgShapes, { active }: OrgUsers): Fault[] {
  const user = (pointer: string, id: string): Fault[] =>
    active.has(id) ? [] : [{ pointer, detail: `${id} is no active user of this org: choose one who is.` }];
  return [
    ...(settings.ownerId === null ? [] : user('/ownerId', settings.ownerId)),
    ...objectFaults(settings, shapes),
    ...valueFaults('/leadSource', settings.leadSource, shapes, 'Lead', 'LeadSource'),
    ...valueFaults('/leadStatus', settings.leadStatus, shapes, 'Lead', 'Status'),
    ...mappingFaults(settings, shapes),
    ...settings.segments.flatMap(({ when, notify }, at) => [
      ...(when.stages ?? []).flatMap((stage, place) =>
        valueFaults(`/segments/${at}/when/stages/${place}`, stage, shapes, 'Opportunity', 'StageName'),
      ),
      ...(when.ownerIds ?? []).flatMap((id, place) => user(`/segments/${at}/when/ownerIds/${place}`, id)),
      ...notify.userIds.flatMap((id, place) => user(`/segments/${at}/notify/userIds/${place}`, id)),
    ]),
  ];
}

function shapeOf(shapes: OrgShapes, object: string, field: string): FieldShape | undefined {
  const fields = shapes[object] ?? {};
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function objectFaults({ writing }: VisitorSettings, shapes: OrgShapes): Fault[] {
  return VISITOR_OBJECTS.filter((object) => writing[object] === 'on').flatMap((object): Fault[] => {
    const pointer = `/writing/${object}`;
    if (!shapes[object])
      return [
        {
          pointer,
          detail:
            object === 'ContentNote'
              ? 'Notes are off in this org, or the integration user does not see them. In Setup, Notes Settings, enable Notes.'
              : `The integration user does not see ${object}: assign it the permission set ${SET}.`,
        },
      ];
    const lacking = (CREATED[object] ?? []).filter((field) => !shapeOf(shapes, object, field)?.createable);
    if (lacking.length === 0) return [];
    const fields = listInWords(lacking.map((field) => `${object}.${field}`));
    return [{ pointer, detail: `The integration user may not write ${fields}: assign it the permission set ${SET}.` }];
  });
}

/** A picklist takes the org's own values only, in their own spelling. */
function valueFaults(pointer: string, value: string | null, shapes: OrgShapes, object: string, field: string): Fault[] {
  const shape = shapeOf(shapes, object, field);
  const values = shape?.picklist ?? (field === 'LeadSource' ? undefined : shape?.values);
  if (value === null || !values || values.length === 0 || values.includes(value)) return [];
  const close = values.find((each) => each.toLowerCase() === value.toLowerCase());
  const mend = close ? `It is spelled ${quoted(close)}.` : `It has ${listInWords(values.slice(0, 8).map(quoted))}.`;
  return [{ pointer, detail: `${object}.${field} has no value ${quoted(value)}. ${mend}` }];
}

function mappingFaults({ fieldMapping, writing }: VisitorSettings, shapes: OrgShapes): Fault[] {
  return fieldMapping.flatMap(({ object, toField }, at): Fault[] => {
    const pointer = `/fieldMapping/${at}/toField`;
    const isTwice = fieldMapping.some(
      (other, place) => place < at && other.object === object && other.toField === toField,
    );
    if (isTwice) return [{ pointer, detail: `Two facts are mapped to ${object}.${toField}; keep one of them.` }];
    const shape = shapeOf(shapes, object, toField);
    if (!shape)
      return [
        {
          pointer,
          detail: `${object} has no field ${toField} that the integration user sees. Check its API name, or grant the user access to it.`,
        },
      ];
    if (shape.calculated)
      return [{ pointer, detail: `${object}.${toField} is worked out by the org: nobody writes it.` }];
    if (writing[object] === 'on' && !shape.updateable)
      return [{ pointer, detail: `The integration user may not write ${object}.${toField}: grant it edit access.` }];
    return [];
  });
}

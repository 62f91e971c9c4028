/** What is wrong with a tenant's settings for its org: told when they are saved, not when they are used. */
import type { OrgShapes } from '../match/types.ts';
import { incompatibility } from './filling/compatible.ts';
import { isCustomers, writerOf, writingOf, type TenantSettings } from './settings.ts';
import { isSystemField } from './filling/system-fields.ts';

/** A JSON pointer into the settings, and a sentence that says what is wrong and how to mend it. */
export interface SettingsFault {
  pointer: string;
  detail: string;
}

const OWN = [
  ...['Conversation__c', 'Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c'],
  ...['Event', 'Task', 'ContentNote', 'ContentDocumentLink'],
];
const CUSTOMERS = ['Account', 'Contact', 'Lead', 'Opportunity'];

/** Why an object can't be set, if it can't. */
function objectFault(object: string, known: string[], shapes: OrgShapes): string | undefined {
  if (!known.includes(object)) return `Debrief does not write ${object}; it writes ${known.join(', ')}.`;
  if (Object.hasOwn(shapes, object)) return undefined;
  return object.startsWith('Content')
    ? `The integration user does not see ${object}. In Setup, Notes Settings, enable Notes.`
    : `The integration user does not see ${object}. Assign it the permission set Debrief_Integration.`;
}

const shapeOf = (shapes: OrgShapes, object: string, field: string) => {
  const fields = shapes[object];
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
};

function unseen(object: string, field: string): string {
  return `${object} has no field ${field} that the integration user sees. Check its API name, or grant the user read access to it.`;
}

/** Why a field can't be written, if it can't: by anybody, or by the integration user. */
function writeFault(object: string, field: string, shapes: OrgShapes, isOn: boolean): string | undefined {
  const shape = shapeOf(shapes, object, field);
  if (!shape) return unseen(object, field);
  if (shape.calculated || shape.type === 'id' || (isCustomers(object) && isSystemField(object, field)))
    return `${object}.${field} is kept by the org itself: nobody can write it. Choose another field.`;
  if (isOn && !(shape.updateable || (!isCustomers(object) && shape.createable)))
    return `The integration user may not edit ${object}.${field}. Assign it the permission set ${writerOf(object)} and grant it edit access to the field, or choose suggest.`;
  return undefined;
}

/** Values that stand more than once, after their first. */
function repeated<T>(items: T[], nameOf: (item: T) => string): Set<number> {
  const seen = new Set<string>();
  return new Set(
    items.flatMap((item, at) => {
      const name = nameOf(item);
      const isSeen = seen.has(name);
      seen.add(name);
      return isSeen ? [at] : [];
    }),
  );
}

function objectFaults(settings: TenantSettings, shapes: OrgShapes): SettingsFault[] {
  const again = repeated(settings.objects, ({ object }) => object);
  return settings.objects.flatMap(({ object, writing, fields }, at): SettingsFault[] => {
    const pointer = `/objects/${at}`;
    if (again.has(at)) return [{ pointer: `${pointer}/object`, detail: `${object} is listed twice; keep one.` }];
    const fault = objectFault(object, [...OWN, ...CUSTOMERS], shapes);
    if (fault) return [{ pointer: `${pointer}/object`, detail: fault }];
    const faults: SettingsFault[] = [];
    const mayEditNothing = Object.values(shapes[object] ?? {}).every(
      ({ updateable, createable }) => !updateable && !createable,
    );
    if (writing === 'on' && settings.writing === 'on' && mayEditNothing)
      faults.push({
        pointer: `${pointer}/writing`,
        detail: `The integration user may not edit ${object}. Assign it the permission set ${writerOf(object)}, or choose suggest.`,
      });
    const twice = repeated(fields, ({ field }) => field);
    fields.forEach(({ field }, position) => {
      const isOn = writingOf(settings, object, field) === 'on';
      const detail = twice.has(position)
        ? `${field} is listed twice; keep one.`
        : fields[position]?.writing === 'off'
          ? shapeOf(shapes, object, field)
            ? undefined
            : unseen(object, field)
          : writeFault(object, field, shapes, isOn);
      if (detail) faults.push({ pointer: `${pointer}/fields/${position}/field`, detail });
    });
    return faults;
  });
}

function mappingFaults(settings: TenantSettings, shapes: OrgShapes): SettingsFault[] {
  const mapping = settings.fieldMapping;
  const sources = repeated(mapping, ({ object, field }) => `${object}.${field}`);
  const targets = repeated(mapping, ({ object, toField }) => `${object}.${toField}`);
  return mapping.flatMap(({ object, field, toField }, at): SettingsFault[] => {
    const pointer = `/fieldMapping/${at}`;
    const unknown = objectFault(object, CUSTOMERS, shapes);
    if (unknown) return [{ pointer: `${pointer}/object`, detail: unknown }];
    const source = shapeOf(shapes, object, field);
    const faults: SettingsFault[] = [];
    if (sources.has(at))
      faults.push({ pointer: `${pointer}/field`, detail: `${object}.${field} is mapped twice; keep one of them.` });
    else if (!source) faults.push({ pointer: `${pointer}/field`, detail: unseen(object, field) });
    const isOn = writingOf(settings, object, toField) === 'on';
    const target = shapeOf(shapes, object, toField);
    const why = source && target ? incompatibility(source, target) : undefined;
    const detail =
      field === toField
        ? `${object}.${field} is mapped to itself; leave it out.`
        : targets.has(at)
          ? `Two fields are mapped to ${object}.${toField}; keep one of them.`
          : (writeFault(object, toField, shapes, isOn) ??
            (why ? `${object}.${field} can't be mapped to ${toField}: ${why}.` : undefined));
    if (detail) faults.push({ pointer: `${pointer}/toField`, detail });
    return faults;
  });
}

/** Every fault of the settings in this org, as `describe` tells it to the integration user. None: they may be saved. */
export function checkSettings(settings: TenantSettings, shapes: OrgShapes): SettingsFault[] {
  const faults = [...objectFaults(settings, shapes), ...mappingFaults(settings, shapes)];
  if (settings.noteOnDeal && !(Object.hasOwn(shapes, 'ContentNote') && Object.hasOwn(shapes, 'ContentDocumentLink')))
    faults.push({
      pointer: '/noteOnDeal',
      detail:
        'Notes are off in this org, or the integration user does not see them. In Setup, Notes Settings, enable Notes.',
    });
  return faults;
}

/** A permission set of exactly what is missing, for an admin to deploy. */
import type { Missing } from './compare.ts';

/** Objects that another's rights depend on: a deployment without them is refused. */
const BASE: Record<string, string> = {
  ...{ Contact: 'Account', Opportunity: 'Account' },
  Conversation_Moment__c: 'Conversation__c',
  Conversation_Participant__c: 'Conversation__c',
  Conversation_Suggestion__c: 'Conversation__c',
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As the Metadata API takes it; null where nothing is missing. */
export function permissionSetXml(missing: Missing[]): string | null {
  if (missing.length === 0) return null;
  const fields = Map.groupBy(
    missing.filter(({ kind }) => kind === 'field'),
    ({ object, field }) => `${object}.${field}`,
  );
  const objects = new Map<string, Set<string>>();
  const grant = (object: string, ...names: string[]): void => {
    objects.set(object, new Set([...(objects.get(object) ?? []), 'read', ...names]));
    const base = BASE[object];
    if (base) grant(base);
  };
  for (const { kind, object, right } of missing)
    if (kind === 'object') grant(object, ...(right === 'delete' ? ['delete', 'edit'] : [right]));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">',
    '    <description>What the Debrief set-up check found missing for the integration user.</description>',
    ...[...fields]
      .sort(byName)
      .flatMap(([field, needs]) => [
        '    <fieldPermissions>',
        `        <editable>${needs.some(({ right }) => right === 'edit')}</editable>`,
        `        <field>${escaped(field)}</field>`,
        '        <readable>true</readable>',
        '    </fieldPermissions>',
      ]),
    '    <hasActivationRequired>false</hasActivationRequired>',
    '    <label>Debrief missing rights</label>',
    ...[...objects]
      .sort(byName)
      .flatMap(([object, granted]) => [
        '    <objectPermissions>',
        `        <allowCreate>${granted.has('create')}</allowCreate>`,
        `        <allowDelete>${granted.has('delete')}</allowDelete>`,
        `        <allowEdit>${granted.has('edit')}</allowEdit>`,
        '        <allowRead>true</allowRead>',
        '        <modifyAllRecords>false</modifyAllRecords>',
        `        <object>${escaped(object)}</object>`,
        `        <viewAllRecords>${granted.has('viewAll')}</viewAllRecords>`,
        '    </objectPermissions>',
      ]),
    ...[...new Set(missing.flatMap(({ kind, right }) => (kind === 'user' ? [right] : [])))]
      .sort()
      .flatMap((name) => [
        '    <userPermissions>',
        '        <enabled>true</enabled>',
        `        <name>${escaped(name)}</name>`,
        '    </userPermissions>',
      ]),
    '</PermissionSet>',
  ];
  return `${lines.join('\n')}\n`;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, isTrue, textOf, type XmlElement } from '../xml.ts';
import { STANDARD_TABS } from './apps.ts';

/** Their access comes with user permissions or with their parent, so permission sets carry no object permission. */
const WITHOUT_OBJECT_PERMISSION: Record<string, string> = {
  task: 'Access to tasks comes with the user permissions ActivitiesAccess and EditTask',
  event: 'Access to events comes with the user permissions ActivitiesAccess and EditEvent',
  activity: 'Access to activities comes with the user permissions ActivitiesAccess, EditTask and EditEvent',
  user: 'Users are readable by sharing alone',
  opportunitycontactrole: 'Contact roles follow their opportunity',
};

/** What may not be granted without something else of the same object. */
const NEEDS: [grant: string, needed: string][] = [
  ['allowCreate', 'allowRead'],
  ['allowEdit', 'allowRead'],
  ['allowDelete', 'allowRead'],
  ['allowDelete', 'allowEdit'],
  ['viewAllRecords', 'allowRead'],
  ['modifyAllRecords', 'allowRead'],
  ['modifyAllRecords', 'allowEdit'],
  ['modifyAllRecords', 'allowDelete'],
  ['modifyAllRecords', 'viewAllRecords'],
];
const USER_NEEDS: Record<string, string[]> = {
  EditTask: ['ActivitiesAccess'],
  EditEvent: ['ActivitiesAccess'],
  ViewSetup: ['ViewRoles'],
};
/** Objects of the platform that hold no record of ours: a set grants them, and nothing else names them. */
const OF_THE_PLATFORM = new Set(['userexternalcredential']);
/** Read on the second comes before read on the first. */
const STANDARD_PARENTS: Record<string, string> = { contact: 'account', opportunity: 'account' };

export const permissionSets: Rule = {
  name: 'permission-set',
  check(context, report) {
    for (const file of context.source.of('PermissionSet')) {
      limits(file, report);
      objectPermissions(file, context, report);
      fieldPermissions(file, context, report);
      references(file, context, report);
      unique(file, report);
    }
  },
};

function limits({ file, root }: MetadataFile, report: Report): void {
  if ((textOf(root, 'label')?.length ?? 0) > 80) report(file, root.line, 'label has more than 80 characters');
  const description = childOf(root, 'description');
  if (!description) report(file, root.line, 'description is missing: say what the set grants and who needs it');
  else if (description.text.length > 1000) report(file, description.line, 'description has more than 1000 characters');
}

function objectPermissions({ file, root }: MetadataFile, { schema }: Context, report: Report): void {
  const granted = childrenOf(root, 'objectPermissions');
  const readable = new Set(
    granted.filter((each) => isTrue(each, 'allowRead')).map((each) => (textOf(each, 'object') ?? '').toLowerCase()),
  );
  for (const permission of granted) {
    const name = textOf(permission, 'object') ?? '';
    const why = WITHOUT_OBJECT_PERMISSION[name.toLowerCase()];
    const object = schema.object(name);
    if (why) report(file, permission.line, `${name} has no object permissions. ${why}`);
    else if (!object && !OF_THE_PLATFORM.has(name.toLowerCase()))
      report(file, permission.line, `There is no object ${name}`);
    for (const [grant, needed] of NEEDS)
      if (isTrue(permission, grant) && !isTrue(permission, needed))
        report(file, permission.line, `${name}: ${grant} needs ${needed}`);
    if (!isTrue(permission, 'allowRead')) continue;
    const parents = [...(object?.fields.values() ?? [])]
      .filter((field) => field.masterDetail)
      .flatMap((f) => f.referenceTo);
    const standard = STANDARD_PARENTS[name.toLowerCase()];
    for (const parent of standard ? [...parents, standard] : parents)
      if (!readable.has(parent.toLowerCase()))
        report(file, permission.line, `${name}: reading it needs read access to its parent ${parent}`);
  }
}

function fieldPermissions({ file, root }: MetadataFile, { schema }: Context, report: Report): void {
  for (const permission of childrenOf(root, 'fieldPermissions')) {
    const at = childOf(permission, 'field')?.line ?? permission.line;
    const [object = '', name = '', ...rest] = (textOf(permission, 'field') ?? '').split('.');
    if (isTrue(permission, 'editable') && !isTrue(permission, 'readable'))
      report(file, at, `${object}.${name}: editable needs readable`);
    if (object.toLowerCase() === 'activity') {
      report(file, at, `A field of Activity is named as Task.${name} and Event.${name}`);
      continue;
    }
    const field = rest.length === 0 ? schema.field(object, name) : undefined;
    if (!field) report(file, at, `There is no field ${object}.${name}`);
    else if (field.masterDetail)
      report(file, at, `${object}.${name} is a master-detail field: access follows the object`);
    else if (field.required) report(file, at, `${object}.${name} is required: access follows the object`);
    else if (!field.permissionable) report(file, at, `${object}.${name} has no field-level security`);
    else if (field.readOnly && isTrue(permission, 'editable'))
      report(file, at, `${object}.${name} is kept by the platform and can't be editable`);
  }
}

function references(set: MetadataFile, { source, userPermissions }: Context, report: Report): void {
  const { file, root } = set;
  const has = (type: string, name: string) => source.reachable(type, name, set) !== undefined;
  const named = (elements: string, element: string, known: (name: string) => boolean, what: string) => {
    for (const each of childrenOf(root, elements)) {
      const name = textOf(each, element) ?? '';
      if (!known(name)) report(file, each.line, `There is no ${what} ${name}`);
    }
  };
  named(
    'applicationVisibilities',
    'application',
    (name) => has('CustomApplication', name) || name.startsWith('standard__'),
    'app',
  );
  named('customPermissions', 'name', (name) => has('CustomPermission', name), 'custom permission');
  named('tabSettings', 'tab', (name) => has('CustomTab', name) || STANDARD_TABS.has(name), 'tab');
  named('classAccesses', 'apexClass', () => false, 'Apex class');
  named('pageAccesses', 'apexPage', () => false, 'Visualforce page');
  named(
    'recordTypeVisibilities',
    'recordType',
    (name) => source.of('RecordType').some((each) => `${each.object ?? ''}.${each.name}` === name),
    'record type',
  );
  named(
    'externalCredentialPrincipalAccesses',
    'externalCredentialPrincipal',
    (name) => principals(source, set).includes(name),
    'external credential principal',
  );
  named('flowAccesses', 'flow', (name) => has('Flow', name), 'flow');
  credentialAccess(file, root, report);
  named('userPermissions', 'name', (name) => userPermissions.has(name), 'user permission');
  const users = new Set(childrenOf(root, 'userPermissions').map((each) => textOf(each, 'name') ?? ''));
  for (const each of childrenOf(root, 'userPermissions'))
    for (const needed of USER_NEEDS[textOf(each, 'name') ?? ''] ?? [])
      if (!users.has(needed)) report(file, each.line, `${textOf(each, 'name') ?? ''} needs ${needed}`);
}

/** Salesforce Help, "Enable External Credential Principals": a principal is of no use to who may not read its keys' object. */
function credentialAccess(file: string, root: XmlElement, report: Report): void {
  const mayRead = childrenOf(root, 'objectPermissions').some(
    (each) => textOf(each, 'object') === 'UserExternalCredential' && isTrue(each, 'allowRead'),
  );
  for (const each of childrenOf(root, 'externalCredentialPrincipalAccesses'))
    if (!mayRead) report(file, each.line, 'A principal needs read access to UserExternalCredential');
}

/** `Credential-Principal`, as permission sets name them. */
function principals(source: Context['source'], { packageIndex }: MetadataFile): string[] {
  const credentials = source.of('ExternalCredential').filter((each) => each.packageIndex <= packageIndex);
  return credentials.flatMap(({ name, root }) =>
    childrenOf(root, 'externalCredentialParameters')
      .filter((each) => /^(NamedPrincipal|PerUserPrincipal)$/.test(textOf(each, 'parameterType') ?? ''))
      .map((each) => `${name}-${textOf(each, 'parameterName') ?? ''}`),
  );
}

function unique({ file, root }: MetadataFile, report: Report): void {
  const keys: Record<string, string> = {
    applicationVisibilities: 'application',
    customPermissions: 'name',
    externalCredentialPrincipalAccesses: 'externalCredentialPrincipal',
    fieldPermissions: 'field',
    flowAccesses: 'flow',
    objectPermissions: 'object',
    tabSettings: 'tab',
    userPermissions: 'name',
  };
  for (const [elements, key] of Object.entries(keys)) {
    const seen = new Set<string>();
    for (const each of childrenOf(root, elements)) twice(each, textOf(each, key) ?? '', seen, file, report);
  }
}

function twice(element: XmlElement, name: string, seen: Set<string>, file: string, report: Report): void {
  if (seen.has(name.toLowerCase())) report(file, element.line, `${name} stands twice`);
  seen.add(name.toLowerCase());
}

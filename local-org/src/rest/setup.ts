/** `/local-org/setup`, the local org's own: what an admin would click together in Setup, one JSON object a change. */
import type { FilterOperation } from '../data/rules/save-rules.ts';
import type { Org } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import { TAB_VISIBILITIES } from '../metadata/types.ts';
import { isObject, objectBody, parserError, type Json } from './body.ts';

const OPERATIONS: FilterOperation[] = ['equals', 'notEqual', 'greaterThan', 'lessThan', 'contains'];

function text(body: Json, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value) return value;
  throw parserError(`${name} must be a text.`);
}

function optionalText(body: Json, name: string): string | undefined {
  return body[name] === undefined ? undefined : text(body, name);
}

function texts(body: Json, name: string, least = 1): string[] {
  const value = body[name];
  if (Array.isArray(value) && value.length >= least && value.every((each) => typeof each === 'string')) return value;
  throw parserError(`${name} must be a list of texts.`);
}

function flag(body: Json, name: string): boolean {
  const value = body[name];
  if (typeof value === 'boolean') return value;
  throw parserError(`${name} must be true or false.`);
}

function positive(body: Json, name: string): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw parserError(`${name} must be a whole number, 0 or more.`);
}

function filterOf(given: unknown): { field: string; operation: FilterOperation; value: Value } {
  if (!isObject(given)) throw parserError('Each of filters must be {"field", "operation", "value"}.');
  const operation = OPERATIONS.find((each) => each === given.operation);
  if (!operation) throw parserError(`operation must be one of ${OPERATIONS.join(', ')}.`);
  const { value = null } = given;
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
    throw parserError('value must be a text, a number, true, false or null.');
  return { field: text(given, 'field'), operation, value: value as Value };
}

const CHANGES: Record<string, (org: Org, body: Json) => void> = {
  /** `{change: "field", object, field, length?, deactivate?: [values], deleted?: true}` */
  field: ({ setup }, body) =>
    setup.changeField({
      object: text(body, 'object'),
      field: text(body, 'field'),
      ...(body.length === undefined ? {} : { length: positive(body, 'length') }),
      ...(body.deactivate === undefined ? {} : { deactivate: texts(body, 'deactivate') }),
      ...(body.deleted === true ? { deleted: true } : {}),
    }),
  /** `{change: "permission", permissionSet, object, field?, read, edit, create?}`: create as edit where it is left out. */
  permission: ({ setup }, body) => {
    const field = optionalText(body, 'field');
    if (field !== undefined && body.create !== undefined) throw parserError('A field has no right to create.');
    setup.changePermission({
      permissionSet: text(body, 'permissionSet'),
      object: text(body, 'object'),
      ...(field === undefined ? {} : { field }),
      read: flag(body, 'read'),
      edit: flag(body, 'edit'),
      ...(body.create === undefined ? {} : { create: flag(body, 'create') }),
    });
  },
  /** `{change: "tab", permissionSet, tab, visibility: "None" | "Available" | "Visible"}` */
  tab: ({ setup }, body) => {
    const visibility = TAB_VISIBILITIES.find((each) => each === body.visibility);
    if (!visibility) throw parserError(`visibility must be one of ${TAB_VISIBILITIES.join(', ')}.`);
    setup.changeTab({ permissionSet: text(body, 'permissionSet'), tab: text(body, 'tab'), visibility });
  },
  /** `{change: "userPermission", permissionSet, name, enabled}`: `ApiEnabled`, `ViewSetup`… */
  userPermission: ({ setup }, body) =>
    setup.changeUserPermission({
      permissionSet: text(body, 'permissionSet'),
      name: text(body, 'name'),
      enabled: flag(body, 'enabled'),
    }),
  /** `{change: "validationRule", object, name, filters: [{field, operation, value}], errorMessage, errorDisplayField?}` */
  validationRule: ({ setup }, body) => {
    if (!Array.isArray(body.filters) || body.filters.length === 0) throw parserError('filters must be a list.');
    const errorDisplayField = optionalText(body, 'errorDisplayField');
    setup.rules.addValidationRule({
      object: text(body, 'object'),
      name: text(body, 'name'),
      filters: body.filters.map(filterOf),
      errorMessage: text(body, 'errorMessage'),
      ...(errorDisplayField === undefined ? {} : { errorDisplayField }),
    });
  },
  /** `{change: "duplicateRule", object, name, matchOn: [fields], action: "Block" | "Alert"}` */
  duplicateRule: ({ setup }, body) => {
    const { action } = body;
    if (action !== 'Block' && action !== 'Alert') throw parserError("action must be 'Block' or 'Alert'.");
    setup.rules.addDuplicateRule({
      object: text(body, 'object'),
      name: text(body, 'name'),
      matchOn: texts(body, 'matchOn'),
      action,
    });
  },
  /** `{change: "apiLimit", dailyApiRequests}`: 0 is used up at once. */
  apiLimit: (org, body) => org.limitRequests(positive(body, 'dailyApiRequests')),
  /** `{change: "notes", enabled}`: "Enable Notes" of Notes Settings. */
  notes: ({ setup }, body) => setup.switches.notes(flag(body, 'enabled')),
  /** `{change: "changeDataCapture", entities}`: what is selected, none of it where the list is empty. */
  changeDataCapture: ({ setup }, body) => setup.switches.changeDataCapture(texts(body, 'entities', 0)),
  /** `{change: "edition", name: "Professional Edition", api}` */
  edition: ({ setup }, body) => setup.switches.edition(text(body, 'name'), flag(body, 'api')),
  /** `{change: "revokeTokens", user}`: by Id, username or alias. Not taken back: who is to come in again needs new tokens. */
  revokeTokens: (org, body) => org.setup.revokeTokens(org.sessionFor(text(body, 'user')).user.Id),
};

export function changeSetup(org: Org, given: unknown): void {
  const body = objectBody(given);
  const change = CHANGES[text(body, 'change')];
  if (!change) throw parserError(`change must be one of ${Object.keys(CHANGES).join(', ')}.`);
  change(org, body);
}

export function resetSetup(org: Org): void {
  org.setup.reset();
  org.limitRequests(null);
}

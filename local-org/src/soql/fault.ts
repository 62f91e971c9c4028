import { SalesforceError } from '../data/faults/errors.ts';

/** Where in the query a fault lies, as the platform shows it: the text around, a caret, row and column. */
export function at(soql: string, token: string): string {
  const index = Math.max(0, find(soql, token));
  const start = Math.max(0, soql.lastIndexOf('\n', index - 1) + 1, index - 30);
  const line = soql.slice(start, index + token.length + 20).split('\n')[0] ?? '';
  const row = soql.slice(0, index).split('\n').length;
  const column = index - (soql.lastIndexOf('\n', index - 1) + 1) + 1;
  return `\n${line}\n${' '.repeat(index - start)}^\nERROR at Row:${row}:Column:${column}\n`;
}

function find(soql: string, token: string): number {
  const escaped = token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = /^\w/.test(token) ? `(?<![\\w.])${escaped}(?!\\w)` : escaped;
  const index = soql.search(new RegExp(word, 'i'));
  return index >= 0 ? index : soql.toLowerCase().indexOf(token.toLowerCase());
}

export function malformed(message: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', message);
}

const WSDL = 'Please reference your WSDL or the describe call for the appropriate names.';

export function unknownObject(soql: string, name: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${at(soql, name)}sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${WSDL}`,
  );
}

export function unknownField(soql: string, field: string, entity: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_FIELD',
    `${at(soql, field)}No such column '${field.split('.').at(-1)}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${WSDL}`,
  );
}

export function unknownParent(soql: string, path: string, relationship: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_FIELD',
    `${at(soql, path)}Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${WSDL}`,
  );
}

export function unknownChildren(soql: string, relationship: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${at(soql, relationship)}Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${WSDL}`,
  );
}

export function invalidField(soql: string, field: string, message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', `${at(soql, field)}${message}`);
}

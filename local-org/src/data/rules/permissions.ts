import { SalesforceError } from '../faults/errors.ts';
import { requiredMissing } from '../faults/faults.ts';
import { toSql } from '../store/store.ts';
import type { Rule } from './rule.ts';

export const permissionSetAssignment: Rule = {
  before({ next, operation }, org) {
    if (!next['PermissionSetId']) throw requiredMissing(['PermissionSetId']);
    next['IsActive'] = !next['IsRevoked'];
    if (operation !== 'create') return;
    const existing = org.store
      .statement('SELECT Id FROM "PermissionSetAssignment" WHERE PermissionSetId = ? AND AssigneeId = ?')
      .get(toSql(next['PermissionSetId']), toSql(next['AssigneeId']));
    if (existing) {
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `Duplicate PermissionSetAssignment. Assignee: ${next['AssigneeId']}; Permission Set: ${next['PermissionSetId']}`,
        ['AssigneeId', 'PermissionSetId'],
      );
    }
  },
};

import { userPermissions } from '../../metadata/standard/permissions.ts';
import type { ObjectAccess } from '../../metadata/types.ts';

/**
 * What the three profiles of this org give before any permission set. Sharing is not modelled: org-wide defaults are
 * public read/write, so whoever may read an object reads all of its records.
 * Salesforce Help, "Standard Profiles" and "Object Permissions".
 */
export type ProfileName = 'System Administrator' | 'Standard User' | 'Minimum Access - Salesforce';

export interface ProfileAccess {
  name: ProfileName;
  description: string;
  /** Every object and field, whatever else is said. */
  everything: boolean;
  /** By object name in lower case. */
  objects: Map<string, ObjectAccess>;
  /** Whether the standard fields of standard objects are readable and editable. */
  standardFields: boolean;
  /** Whether Salesforce's own tabs are visible. */
  standardTabs: boolean;
  userPermissions: Set<string>;
}

const rights = (letters: string): ObjectAccess => ({
  read: letters.includes('r'),
  create: letters.includes('c'),
  edit: letters.includes('e'),
  delete: letters.includes('d'),
  viewAll: false,
  modifyAll: false,
});

export const profiles: ProfileAccess[] = [
  {
    name: 'System Administrator',
    description: 'Configures the org; reads and changes everything.',
    everything: true,
    objects: new Map(),
    standardFields: true,
    standardTabs: true,
    userPermissions: new Set(Object.keys(userPermissions).filter((name) => name !== 'CreateAuditFields')),
  },
  {
    name: 'Standard User',
    description: 'Works with the standard objects.',
    everything: false,
    objects: new Map([
      ['account', rights('rced')],
      ['contact', rights('rced')],
      ['lead', rights('rce')],
      ['opportunity', rights('rced')],
    ]),
    standardFields: true,
    standardTabs: true,
    userPermissions: new Set([
      'ActivitiesAccess',
      'ApiEnabled',
      'EditEvent',
      'EditTask',
      'LightningExperienceUser',
      'RunFlow',
      'ViewRoles',
      'ViewSetup',
    ]),
  },
  {
    name: 'Minimum Access - Salesforce',
    description: 'Logs in, and is given everything else by permission sets.',
    everything: false,
    objects: new Map(),
    standardFields: false,
    standardTabs: false,
    userPermissions: new Set(['LightningExperienceUser']),
  },
];

import { randomBytes } from 'node:crypto';
import { forecastCategories, stages } from '../metadata/standard/opportunity.ts';
import { userPermissions } from '../metadata/standard/permissions.ts';
import type { ObjectSchema, PackageMetadata } from '../metadata/types.ts';
import { defaultRow } from './records/defaults.ts';
import type { ProfileName } from './rights/profiles.ts';
import { profiles } from './rights/profiles.ts';
import { base62, checkSuffix, instance } from './store/ids.ts';
import type { Row, Store } from './store/store.ts';

/** The people of the sample company; they exist before any record does. */
const people: {
  first: string | null;
  last: string;
  alias: string;
  profile: ProfileName;
  permissionSets: string[];
  language: string;
  locale: string;
  zone: string;
}[] = [
  {
    first: 'Ines',
    last: 'Carvalho',
    alias: 'ines',
    profile: 'System Administrator',
    permissionSets: ['Debrief_Admin', 'Debrief_Connect_Admin'],
    language: 'en_US',
    locale: 'en_US',
    zone: 'Europe/Paris',
  },
  {
    first: 'Paul',
    last: 'Marchand',
    alias: 'paul',
    profile: 'Standard User',
    permissionSets: ['Debrief_Rep', 'Debrief_Connect'],
    language: 'en_US',
    locale: 'en_GB',
    zone: 'Europe/Paris',
  },
  {
    first: 'Camille',
    last: 'Roux',
    alias: 'camille',
    profile: 'Standard User',
    permissionSets: ['Debrief_Rep', 'Debrief_Connect'],
    language: 'fr',
    locale: 'fr_FR',
    zone: 'Europe/Paris',
  },
  {
    first: 'Tom',
    last: 'Okafor',
    alias: 'tom',
    profile: 'Standard User',
    permissionSets: ['Debrief_Rep', 'Debrief_Connect'],
    language: 'en_US',
    locale: 'en_US',
    zone: 'America/New_York',
  },
  {
    first: 'Maya',
    last: 'Lindqvist',
    alias: 'maya',
    profile: 'Standard User',
    permissionSets: ['Debrief_Rep', 'Debrief_Connect'],
    language: 'en_US',
    locale: 'sv_SE',
    zone: 'Europe/Stockholm',
  },
  {
    first: 'Debrief',
    last: 'Integration',
    alias: 'debrief',
    profile: 'Minimum Access - Salesforce',
    permissionSets: ['Debrief_Integration', 'Debrief_Changes'],
    language: 'en_US',
    locale: 'en_US',
    zone: 'Europe/Paris',
  },
];

const emailOf = (alias: string): string => `${alias === 'debrief' ? 'integration' : alias}@sealight.example`;

export interface SeedOrg {
  store: Store;
  object(name: string): ObjectSchema;
  newId(object: ObjectSchema): string;
}

/** Makes a new org's own records: organization, stages, profiles and users. Runs once, on the first open. */
export function seedOrg(org: SeedOrg): void {
  const organizationId = newOrganizationId();
  org.store.setSetting('organizationId', organizationId);
  const now = org.store.stamp();
  const adminId = org.newId(org.object('User'));
  const audit = {
    CreatedDate: now,
    CreatedById: adminId,
    LastModifiedDate: now,
    LastModifiedById: adminId,
    SystemModstamp: now,
  };
  const insert = (name: string, row: Row): string => insertRow(org, name, { ...audit, ...row });

  insert('Organization', {
    Id: organizationId,
    Name: 'Sealight',
    DefaultLocaleSidKey: 'en_US',
    TimeZoneSidKey: 'Europe/Paris',
    LanguageLocaleKey: 'en_US',
    FiscalYearStartMonth: 1,
    DefaultAccountAccess: 'Edit',
    DefaultContactAccess: 'Edit',
    DefaultOpportunityAccess: 'Edit',
    DefaultLeadAccess: 'ReadEditTransfer',
    DefaultCalendarAccess: 'HideDetailsInsert',
    OrganizationType: 'Developer Edition',
    InstanceName: 'LOCAL',
  });
  stages.forEach((stage, index) =>
    insert('OpportunityStage', {
      MasterLabel: stage.name,
      ApiName: stage.name,
      IsActive: true,
      SortOrder: index + 1,
      IsClosed: stage.closed,
      IsWon: stage.won,
      ForecastCategory: stage.category,
      ForecastCategoryName: forecastCategories[stage.category] ?? stage.category,
      DefaultProbability: stage.probability,
    }),
  );
  const profileIds = new Map<ProfileName, string>();
  for (const profile of profiles) {
    const permissions = permissionColumns(profile.userPermissions);
    const id = insert('Profile', {
      Name: profile.name,
      Description: profile.description,
      UserType: 'Standard',
      ...permissions,
    });
    profileIds.set(profile.name, id);
    insert('PermissionSet', {
      Name: `X${id}`,
      Label: profile.name,
      ProfileId: id,
      IsOwnedByProfile: true,
      Type: 'Profile',
      ...permissions,
    });
  }
  for (const person of people) {
    const email = emailOf(person.alias);
    const id = person.alias === 'ines' ? adminId : org.newId(org.object('User'));
    insert('User', {
      Id: id,
      Username: email,
      Email: email,
      FirstName: person.first,
      LastName: person.last,
      Name: [person.first, person.last].filter(Boolean).join(' '),
      Alias: person.alias,
      CommunityNickname: person.alias,
      CompanyName: 'Sealight',
      IsActive: true,
      ProfileId: profileIds.get(person.profile) ?? null,
      LanguageLocaleKey: person.language,
      LocaleSidKey: person.locale,
      TimeZoneSidKey: person.zone,
      EmailEncodingKey: 'UTF-8',
      UserType: 'Standard',
      DigestFrequency: 'N',
    });
  }
}

/** A profile's record says what the profile gives, of user permissions that the org had not when it was made too. */
export function refreshProfiles(org: SeedOrg): void {
  for (const { name, userPermissions: given } of profiles) {
    const permissions = permissionColumns(given);
    for (const id of org.store.idsWhere(org.object('Profile'), 'Name', name)) {
      org.store.update(org.object('Profile'), id, permissions);
      for (const set of org.store.idsWhere(org.object('PermissionSet'), 'ProfileId', id))
        org.store.update(org.object('PermissionSet'), set, permissions);
    }
  }
}

const permissionColumns = (given: Set<string>): Row =>
  Object.fromEntries(Object.keys(userPermissions).map((name) => [`Permissions${name}`, given.has(name)]));

/**
 * Gives every permission set of the package its record.
 * @param assigns whether to assign each on its first appearance to those of the org's people who work with it
 */
export function seedPermissionSets(org: SeedOrg, metadata: PackageMetadata, assigns = true): void {
  for (const set of metadata.permissionSets.values()) {
    const permissions = permissionColumns(set.userPermissions);
    const described: Row = { Label: set.label, Description: set.description.slice(0, 255), ...permissions };
    const existing = org.store.statement('SELECT Id FROM "PermissionSet" WHERE Name = ?').get(set.name)?.['Id'] as
      string | undefined;
    if (existing) {
      org.store.update(org.object('PermissionSet'), existing, described);
      continue;
    }
    const id = insertRow(org, 'PermissionSet', {
      Name: set.name, IsCustom: true, IsOwnedByProfile: false, Type: 'Regular', ...described, ...audit(org),
    }); // prettier-ignore
    for (const person of people.filter(({ permissionSets }) => assigns && permissionSets.includes(set.name))) {
      const assignee = org.store.statement('SELECT Id FROM "User" WHERE Username = ?').get(emailOf(person.alias))?.[
        'Id'
      ] as string;
      insertRow(org, 'PermissionSetAssignment', {
        PermissionSetId: id,
        AssigneeId: assignee,
        IsActive: true,
        SystemModstamp: org.store.stamp(),
      });
    }
  }
}

/** Gives every notification type of the package its record; one that the package no longer has is gone. */
export function seedNotificationTypes(org: SeedOrg, { notificationTypes }: PackageMetadata): void {
  const object = org.object('CustomNotificationType');
  const kept = new Set<string>();
  for (const { name, typeName, label, description, desktop, mobile } of notificationTypes) {
    const described: Row = {
      MasterLabel: label, CustomNotifTypeName: typeName, Description: description, Desktop: desktop, Mobile: mobile,
    }; // prettier-ignore
    const [known] = org.store.idsWhere(object, 'DeveloperName', name);
    if (known) org.store.update(object, known, described);
    kept.add(
      known ?? insertRow(org, object.name, { DeveloperName: name, Language: 'en_US', ...described, ...audit(org) }),
    );
  }
  for (const row of org.store.statement('SELECT Id FROM "CustomNotificationType"').all())
    if (!kept.has(row['Id'] as string)) org.store.remove(object, row['Id'] as string);
}

/** Made by the admin, now. */
function audit(org: SeedOrg): Row {
  const now = org.store.stamp();
  const admin = org.store.statement('SELECT Id FROM "User" WHERE Alias = ?').get('ines')?.['Id'] as string;
  return {
    CreatedDate: now,
    CreatedById: admin,
    LastModifiedDate: now,
    LastModifiedById: admin,
    SystemModstamp: now,
  };
}

function insertRow(org: SeedOrg, name: string, row: Row): string {
  const object = org.object(name);
  const id = (row['Id'] as string | undefined) ?? org.newId(object);
  org.store.insert(object, { ...defaultRow(object), ...row, Id: id });
  return id;
}

function newOrganizationId(): string {
  const id15 = `00D${instance}0${base62(randomBytes(6).readUIntBE(0, 6), 9)}`;
  return id15 + checkSuffix(id15);
}

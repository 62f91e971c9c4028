// Object Reference, Profile, PermissionSet, PermissionSetAssignment: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionset.htm
import {
  audit,
  checkbox,
  dateTime,
  integer,
  lookup,
  recordId,
  restrictedPicklist,
  standardObject,
  text,
  viewed,
} from './define.ts';

/** The user permissions that this org gives a meaning, of the several hundred that exist. */
export const userPermissions: Record<string, string> = {
  ActivitiesAccess: 'Access Activities',
  ApiEnabled: 'API Enabled',
  AssignPermissionSets: 'Assign Permission Sets',
  CreateAuditFields: 'Set Audit Fields upon Record Creation',
  CustomizeApplication: 'Customize Application',
  EditEvent: 'Edit Events',
  EditTask: 'Edit Tasks',
  LightningExperienceUser: 'Lightning Experience User',
  ManageNamedCredentials: 'Manage Named Credentials',
  ManageUsers: 'Manage Users',
  ModifyAllData: 'Modify All Data',
  RunFlow: 'Run Flows',
  SendCustomNotifications: 'Send Custom Notifications',
  ViewAllData: 'View All Data',
  ViewAllUsers: 'View All Users',
  ViewRoles: 'View Roles and Role Hierarchy',
  ViewSetup: 'View Setup and Configuration',
};

const permissionFields = () =>
  Object.entries(userPermissions).map(([name, label]) => checkbox(`Permissions${name}`, label));

export const profile = standardObject(
  { name: 'Profile', label: 'Profile', labelPlural: 'Profile', keyPrefix: '00e' },
  [
    recordId('Profile ID'),
    text('Name', 'Name', 255, 'required', 'name'),
    ...permissionFields(),
    restrictedPicklist('UserType', 'User Type', ['Standard'], 'readOnly'),
    text('Description', 'Description', 255),
    ...audit(),
    ...viewed(),
  ],
  { createable: false, updateable: false, deletable: false },
);

/** Made from the package's metadata: through the API they can be read and assigned here, not written. */
export const permissionSet = standardObject(
  { name: 'PermissionSet', label: 'Permission Set', labelPlural: 'Permission Sets', keyPrefix: '0PS' },
  [
    recordId('PermissionSet ID'),
    text('Name', 'API Name', 80, 'required', 'name'),
    text('Label', 'Permission Set Name', 80, 'required'),
    lookup('ProfileId', 'Profile ID', 'Profile', 'Profile', null, 'readOnly'),
    checkbox('IsOwnedByProfile', 'Is Owned By Profile', 'readOnly'),
    checkbox('IsCustom', 'Custom', 'readOnly'),
    ...permissionFields(),
    text('Description', 'Description', 255),
    ...audit(),
    text('NamespacePrefix', 'Namespace Prefix', 15, 'readOnly'),
    checkbox('HasActivationRequired', 'Session Activation Required'),
    restrictedPicklist(
      'Type',
      'Permission Set Type',
      ['*Regular', 'Standard', 'Session', 'Group', 'Profile'],
      'readOnly',
    ),
    integer('PsgCount', 'PSG Count', 9),
  ],
  { createable: false, updateable: false, deletable: false },
);

export const permissionSetAssignment = standardObject(
  {
    name: 'PermissionSetAssignment',
    label: 'Permission Set Assignment',
    labelPlural: 'Permission Set Assignments',
    keyPrefix: '0Pa',
  },
  [
    recordId('PermissionSetAssignment ID'),
    lookup(
      'PermissionSetId',
      'PermissionSet ID',
      'PermissionSet',
      'PermissionSet',
      'Assignments',
      'createOnly',
      'cascade',
    ),
    lookup(
      'AssigneeId',
      'Assignee ID',
      'User',
      'Assignee',
      'PermissionSetAssignments',
      'required',
      'createOnly',
      'cascade',
    ),
    dateTime('SystemModstamp', 'Date Assigned', 'readOnly', 'defaulted'),
    dateTime('ExpirationDate', 'Expires On'),
    checkbox('IsActive', 'Is Active', 'readOnly'),
    checkbox('IsRevoked', 'Is Revoked', 'updateOnly'),
  ],
);

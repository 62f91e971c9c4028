/** The two permission sets of the connection: each lists the Flows that its users may run. */
import { flowName, type Operation } from './operations.ts';
import { metadataFile } from './xml.ts';

interface ConnectSet {
  name: string;
  label: string;
  /** Of the external credential: whose key is used. */
  principal: string;
  description: string;
  mayRun: (operation: Operation) => boolean;
}

const SETS: ConnectSet[] = [
  {
    name: 'Debrief_Connect',
    label: 'Debrief Connect',
    principal: 'Debrief_Sync_Key-Rep',
    description:
      'Beside Debrief rep, for everyone who relinks, takes back or sends again conversations from their pages. Runs the Flows that ask the Debrief service about a conversation, with the key for reps of the external credential Debrief Sync Key. The service refuses with that key whatever is for admins.',
    mayRun: ({ access }) => access !== 'admin',
  },
  {
    name: 'Debrief_Connect_Admin',
    label: 'Debrief Connect admin',
    principal: 'Debrief_Sync_Key-Admin',
    description:
      'Beside Debrief admin, for the few people who set up Debrief and look after its connection. Runs every Flow that asks the Debrief service, with the key for admins of the external credential Debrief Sync Key. Who has Debrief Connect too asks with the key for admins.',
    mayRun: () => true,
  },
];

export function permissionSetFiles(operations: Operation[]): { name: string; text: string }[] {
  return SETS.map(({ name, label, principal, description, mayRun }) => ({
    name,
    text: metadataFile('PermissionSet', {
      description,
      externalCredentialPrincipalAccesses: { enabled: true, externalCredentialPrincipal: principal },
      flowAccesses: operations
        .filter(mayRun)
        .map(flowName)
        .sort()
        .map((flow) => ({ enabled: true, flow })),
      hasActivationRequired: false,
      label,
      // Salesforce Help, "Enable External Credential Principals": its keys stand in this object
      objectPermissions: {
        allowCreate: false,
        allowDelete: false,
        allowEdit: false,
        allowRead: true,
        modifyAllRecords: false,
        object: 'UserExternalCredential',
        viewAllRecords: false,
      },
      // since "Restrict User Access to Run Flows" nobody runs a Flow without it
      userPermissions: { enabled: true, name: 'RunFlow' },
    }),
  }));
}

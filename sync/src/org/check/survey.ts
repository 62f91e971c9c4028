/** What the integration user has in the org, asked afresh: who it is, what describe shows it, what is selected. */
import { sendPack, type Subanswer, type Subrequest } from '../composite.ts';
import { errorOfAnswer, OrgError } from '../error.ts';
import { API_VERSION, type OrgHttp } from '../http.ts';
import { OBJECT_NEEDS, READ_BESIDES, USER_NEEDS } from './needs.ts';

export interface SurveyedField {
  label: string;
  type: string;
  custom: boolean;
  createable: boolean;
  updateable: boolean;
  calculated: boolean;
}

export interface SurveyedObject {
  label: string;
  queryable: boolean;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  fields: Record<string, SurveyedField>;
}

export interface Survey {
  organization: { id: string; name: string; edition: string; isSandbox: boolean };
  user: { id: string; username: string; name: string };
  /** Those that the user sees. */
  objects: Record<string, SurveyedObject>;
  /** Null where the org does not tell. */
  userPermissions: Record<string, boolean> | null;
  /** Of the package, by API name; null where the org does not tell. */
  permissionSets: string[] | null;
  /** Objects whose changes are told, under their own names; or why that is not known, in the org's words. */
  changeEvents: { selected: string[] } | { refused: string };
}

const USER_PERMISSIONS = USER_NEEDS.map(({ name }) => name);

/** Three requests: who, what, and which changes are told. Throws `OrgError` where the org lets nobody in. */
export async function survey(http: OrgHttp): Promise<Survey> {
  const user = (await http.get('/services/oauth2/userinfo')) as Record<string, string | undefined>;
  const { user_id: id = '', preferred_username: username = '', name = '' } = user;
  const objects = [...OBJECT_NEEDS.map(({ object }) => object), ...READ_BESIDES];
  const answers = await sendPack(http, [
    ...objects.map((object): Subrequest => describeRequest(object)),
    query('SELECT Id, Name, OrganizationType, IsSandbox FROM Organization'),
    // Object Reference, "UserPermissionAccess": the permissions of whoever asks
    query(`SELECT ${USER_PERMISSIONS.map((each) => `Permissions${each}`).join(', ')} FROM UserPermissionAccess`),
    query(
      `SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = '${id}' AND PermissionSet.Name LIKE 'Debrief%'`,
    ),
  ]);
  const described = objects.flatMap((object, position) => {
    const found = objectOf(answers[position]);
    return found ? [[object, found] as const] : [];
  });
  const [organizations, permissions, assignments] = answers.slice(objects.length);
  const [organization] = rowsOf(organizations) ?? [];
  if (!organization) throw failureOf(organizations);
  const [granted] = rowsOf(permissions) ?? [];
  return {
    organization: {
      id: String(organization.Id),
      name: String(organization.Name),
      edition: String(organization.OrganizationType),
      isSandbox: organization.IsSandbox === true,
    },
    user: { id, username, name },
    objects: Object.fromEntries(described),
    userPermissions: granted
      ? Object.fromEntries(USER_PERMISSIONS.map((each) => [each, granted[`Permissions${each}`] === true]))
      : null,
    permissionSets:
      rowsOf(assignments)?.map(({ PermissionSet }) => String((PermissionSet as { Name?: unknown } | null)?.Name)) ??
      null,
    changeEvents: await changeEvents(http),
  };
}

/** One object, whichever; undefined where the user does not see it. */
export async function surveyObject(http: OrgHttp, object: string): Promise<SurveyedObject | undefined> {
  const [answer] = await sendPack(http, [describeRequest(object)]);
  return objectOf(answer);
}

/** Tooling API, "PlatformEventChannelMember": to query it a user must have View Setup and Configuration. */
async function changeEvents(http: OrgHttp): Promise<Survey['changeEvents']> {
  const soql = "SELECT SelectedEntity FROM PlatformEventChannelMember WHERE EventChannel = 'ChangeEvents'";
  try {
    const answer = await http.get(`/services/data/v${API_VERSION}/tooling/query?q=${encodeURIComponent(soql)}`);
    const { records } = answer as { records: { SelectedEntity: string }[] };
    return { selected: records.map(({ SelectedEntity }) => entityOf(SelectedEntity)) };
  } catch (error) {
    if (!(error instanceof OrgError) || ['auth', 'quota', 'transient'].includes(error.fault)) throw error;
    return { refused: error.message };
  }
}

/** `Opportunity` of `OpportunityChangeEvent`, `X__c` of `X__ChangeEvent`. */
function entityOf(event: string): string {
  return event.replace(/__ChangeEvent$/, '__c').replace(/ChangeEvent$/, '');
}

function describeRequest(object: string): Subrequest {
  return { method: 'GET', path: `/sobjects/${encodeURIComponent(object)}/describe`, isHeavy: false };
}

function query(soql: string): Subrequest {
  return { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}`, isHeavy: true };
}

function failureOf(answer: Subanswer | undefined): OrgError {
  return errorOfAnswer(answer?.status ?? 0, answer?.body);
}

interface DescribeAnswer extends Omit<SurveyedObject, 'fields'> {
  fields: ({ name: string; autoNumber?: boolean } & SurveyedField)[];
}

/** Throws where the org answered that it lets nobody in, or cannot answer now. */
function objectOf(answer: Subanswer | undefined): SurveyedObject | undefined {
  if (answer?.status !== 200) {
    const error = failureOf(answer);
    if (['auth', 'quota', 'transient'].includes(error.fault)) throw error;
    return undefined;
  }
  const { label, queryable, createable, updateable, deletable, fields } = answer.body as DescribeAnswer;
  return {
    ...{ label, queryable, createable, updateable, deletable },
    fields: Object.fromEntries(
      fields.map((field) => [
        field.name,
        {
          ...{ label: field.label, type: field.type, custom: field.custom },
          ...{ createable: field.createable, updateable: field.updateable },
          calculated: field.calculated || field.autoNumber === true,
        },
      ]),
    ),
  };
}

/** Undefined where the org has no such object, or does not show it. */
function rowsOf(answer: Subanswer | undefined): Record<string, unknown>[] | undefined {
  return answer?.status === 200 ? (answer.body as { records: Record<string, unknown>[] }).records : undefined;
}

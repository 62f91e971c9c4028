import type { FieldShape, OrgShapes } from '../match/types.ts';
import { sendComposite } from './composite.ts';
import { errorOfAnswer, OrgError } from './error.ts';
import type { OrgHttp } from './http.ts';

export const OWN_OBJECTS = [
  'Conversation__c',
  'Conversation_Moment__c',
  'Conversation_Participant__c',
  'Conversation_Suggestion__c',
] as const;
const REQUIRED = ['User', 'Account', 'Contact', 'Opportunity', 'Event', 'Task', ...OWN_OBJECTS];
/** Not every org has them, or shows them to the integration user. */
const OPTIONAL = ['Lead', 'OpportunityContactRole', 'OpportunityTeamMember', 'EventRelation'];
/** How long an admin's change to fields or rights may take to be noticed. */
const KEPT_MS = 10 * 60_000;

interface DescribedField {
  name: string;
  type: string;
  length: number;
  createable: boolean;
  updateable: boolean;
  restrictedPicklist?: boolean;
  picklistValues?: { value: string; active: boolean }[];
}

function shapeOf(field: DescribedField): FieldShape {
  return {
    type: field.type,
    length: field.length,
    createable: field.createable,
    updateable: field.updateable,
    picklist: field.restrictedPicklist
      ? (field.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value)
      : null,
  };
}

/** What the integration user may see and write, read in one request and kept for ten minutes. */
export class Describer {
  readonly #http: OrgHttp;
  #kept: { shapes: OrgShapes; at: number } | undefined;

  constructor(http: OrgHttp) {
    this.#http = http;
  }

  async shapes(): Promise<OrgShapes> {
    if (this.#kept && Date.now() - this.#kept.at < KEPT_MS) return this.#kept.shapes;
    const objects = [...REQUIRED, ...OPTIONAL];
    const answers = await sendComposite(
      this.#http,
      objects.map((object) => ({ method: 'GET' as const, path: `/sobjects/${object}/describe`, isHeavy: false })),
    );
    const shapes: OrgShapes = {};
    answers.forEach(({ status, body }, position) => {
      const object = objects[position] ?? '';
      if (status === 200) {
        const { fields } = body as { fields: DescribedField[] };
        shapes[object] = Object.fromEntries(fields.map((field) => [field.name, shapeOf(field)]));
        return;
      }
      const error = errorOfAnswer(status, body);
      if (error.fault === 'auth' || error.fault === 'transient' || error.fault === 'quota') throw error;
      if (REQUIRED.includes(object))
        throw new OrgError(
          error.code === 'NOT_FOUND' ? 'INVALID_TYPE' : error.code,
          `The integration user does not see ${object} (${error.message}): install the package and assign the permission set Debrief_Integration.`,
          status,
        );
    });
    this.#kept = { shapes, at: Date.now() };
    return shapes;
  }

  forget(): void {
    this.#kept = undefined;
  }
}

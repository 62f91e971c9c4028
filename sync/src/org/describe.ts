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
const OPTIONAL = [
  ...['Lead', 'OpportunityContactRole', 'OpportunityTeamMember', 'EventRelation'],
  ...['ContentNote', 'ContentDocumentLink', 'EmailMessage'],
];
const PICKLISTS = new Set(['picklist', 'multipicklist']);
/** How long an admin's change to fields or rights may take to be noticed. */
const KEPT_MS = 60 * 60_000;

interface DescribedField {
  name: string;
  type: string;
  length: number;
  createable: boolean;
  updateable: boolean;
  label?: string;
  precision?: number;
  scale?: number;
  digits?: number;
  calculated?: boolean;
  autoNumber?: boolean;
  nillable?: boolean;
  referenceTo?: string[];
  restrictedPicklist?: boolean;
  picklistValues?: { value: string; active: boolean }[];
}

/** REST API Developer Guide, "sObject Describe". */
function shapeOf(field: DescribedField): FieldShape {
  const values = (field.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value);
  return {
    type: field.type,
    length: field.length,
    createable: field.createable,
    updateable: field.updateable,
    picklist: field.restrictedPicklist ? values : null,
    ...(PICKLISTS.has(field.type) ? { values } : {}),
    label: field.label,
    precision: field.precision,
    scale: field.scale,
    digits: field.digits,
    calculated: field.calculated === true || field.autoNumber === true,
    nillable: field.nillable,
    ...(field.referenceTo?.length ? { referenceTo: field.referenceTo } : {}),
  };
}

/** What the integration user may see and write, read in one request and kept for an hour, or until the org says otherwise. */
export class Describer {
  readonly #http: OrgHttp;
  #kept: { shapes: OrgShapes; at: number } | undefined;
  /** Objects that were asked for besides; undefined for one that the integration user does not see. */
  #others = new Map<string, OrgShapes[string] | undefined>();

  constructor(http: OrgHttp) {
    this.#http = http;
  }

  async shapes(): Promise<OrgShapes> {
    if (this.#kept && Date.now() - this.#kept.at < KEPT_MS) return this.#kept.shapes;
    this.forget();
    const shapes: OrgShapes = {};
    for (const { object, shape, error } of await this.#describe([...REQUIRED, ...OPTIONAL])) {
      if (shape) shapes[object] = shape;
      else if (error && REQUIRED.includes(object))
        throw new OrgError(
          error.code === 'NOT_FOUND' ? 'INVALID_TYPE' : error.code,
          `The integration user does not see ${object} (${error.message}): install the package and assign the permission set Debrief_Integration.`,
          error.status,
        );
    }
    this.#kept = { shapes, at: Date.now() };
    return shapes;
  }

  /** The shapes of any objects; those that the integration user does not see are absent. */
  async of(objects: Iterable<string>): Promise<OrgShapes> {
    const shapes = { ...(await this.shapes()) };
    const wanted = [...new Set(objects)].filter((object) => !Object.hasOwn(shapes, object));
    const unknown = wanted.filter((object) => !this.#others.has(object));
    for (const { object, shape } of await this.#describe(unknown)) this.#others.set(object, shape);
    for (const object of wanted) {
      const shape = this.#others.get(object);
      if (shape) shapes[object] = shape;
    }
    return shapes;
  }

  async #describe(objects: string[]): Promise<{ object: string; shape?: OrgShapes[string]; error?: OrgError }[]> {
    const answers = await sendComposite(
      this.#http,
      objects.map((object) => ({ method: 'GET' as const, path: `/sobjects/${object}/describe`, isHeavy: false })),
    );
    return answers.map(({ status, body }, position) => {
      const object = objects[position] ?? '';
      if (status === 200) {
        const { fields } = body as { fields: DescribedField[] };
        return { object, shape: Object.fromEntries(fields.map((field) => [field.name, shapeOf(field)])) };
      }
      const error = errorOfAnswer(status, body);
      if (error.fault === 'auth' || error.fault === 'transient' || error.fault === 'quota') throw error;
      return { object, error };
    });
  }

  /** To be called where the org says otherwise than it did: it is described anew before the next use. */
  forget(): void {
    this.#kept = undefined;
    this.#others = new Map();
  }
}

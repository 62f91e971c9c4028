/** Global variables: `$Flow`, `$User`, `$Profile`, `$Organization`, `$Label`, `$Permission`, `$GlobalConstant`. */
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import type { OrgSchema, PackageMetadata } from '../metadata/types.ts';
import { FlowFault } from './fault.ts';
import { fieldNamed, fieldType, localDay, objectNamed, type FlowRecord, type FlowType, type Plain } from './values.ts';

export interface InterviewFacts {
  guid: string;
  startedAt: Date;
  faultMessage: string | null;
  /** The record that was saved, where the Flow runs for one; and as it was before, null where it is new. */
  record?: FlowRecord;
  prior?: FlowRecord | null;
}

const DEFAULT_LANGUAGE = 'en_US';
const text: FlowType = { of: 'String', isList: false };
const boolean: FlowType = { of: 'Boolean', isList: false };
const flowFacts: Record<string, { type: FlowType; read: (facts: InterviewFacts, session: Session) => Plain }> = {
  CurrentDate: {
    type: { of: 'Date', isList: false },
    read: (_facts, session) => localDay(new Date(), session.user),
  },
  CurrentDateTime: { type: { of: 'DateTime', isList: false }, read: () => new Date().toISOString() },
  FaultMessage: { type: text, read: ({ faultMessage }) => faultMessage },
  InterviewGuid: { type: text, read: ({ guid }) => guid },
  InterviewStartTime: {
    type: { of: 'DateTime', isList: false },
    read: ({ startedAt }) => startedAt.toISOString(),
  },
};
const constants: Record<string, { type: FlowType; value: Plain }> = {
  True: { type: boolean, value: true },
  False: { type: boolean, value: false },
  EmptyString: { type: text, value: '' },
};
/** Records that a global variable stands for. */
const records: Record<string, { object: string; idOf: (org: Org, session: Session) => string }> = {
  $User: { object: 'User', idOf: (_org, session) => session.user.Id },
  $Organization: { object: 'Organization', idOf: (org) => org.organizationId },
  $Profile: {
    object: 'Profile',
    idOf: (_org, session) => session.get('User', session.user.Id, ['ProfileId'])['ProfileId'] as string,
  },
};

/** Throws FlowFault for a name that does not exist, NotImplementedHere for one that the local org leaves out. */
export function globalType(schema: OrgSchema, metadata: PackageMetadata, path: string): FlowType {
  const { group, name } = partsOf(path);
  const record = records[group];
  if (record) return fieldType(fieldNamed(objectNamed(schema, record.object), name));
  switch (group) {
    case '$Flow':
      return (flowFacts[name] ?? missing(path)).type;
    case '$GlobalConstant':
      return (constants[name] ?? missing(path)).type;
    case '$Label':
      labelIn(metadata, DEFAULT_LANGUAGE, name);
      return text;
    case '$Permission':
      return boolean;
    default:
      return missing(path);
  }
}

export class Globals {
  readonly #org: Org;
  readonly #session: Session;
  readonly #facts: InterviewFacts;

  constructor(org: Org, session: Session, facts: InterviewFacts) {
    this.#org = org;
    this.#session = session;
    this.#facts = facts;
  }

  read(path: string): Plain {
    const { group, name } = partsOf(path);
    const record = records[group];
    if (record) {
      const object = objectNamed(this.#org.schema, record.object);
      const field = fieldNamed(object, name).name;
      return this.#session.get(object.name, record.idOf(this.#org, this.#session), [field])[field] as Value;
    }
    switch (group) {
      case '$Flow':
        return (flowFacts[name] ?? missing(path)).read(this.#facts, this.#session);
      case '$GlobalConstant':
        return (constants[name] ?? missing(path)).value;
      case '$Label':
        return labelIn(this.#org.metadata, this.#session.user.LanguageLocaleKey, name);
      case '$Permission':
        return this.#session.access.hasCustomPermission(name);
      default:
        return missing(path);
    }
  }
}

/** A custom label in the language, else in the org's own. */
function labelIn({ labels }: PackageMetadata, language: string, name: string): string {
  const found = labels.get(language)?.get(name) ?? labels.get(DEFAULT_LANGUAGE)?.get(name);
  if (found === undefined) throw new FlowFault(`The org has no custom label ${name}.`);
  return found;
}

function partsOf(path: string): { group: string; name: string } {
  const [group = '', name = '', ...more] = path.split('.');
  if (more.length > 0) throw new NotImplementedHere(`the global variable ${path}`);
  return { group, name };
}

function missing(path: string): never {
  throw new NotImplementedHere(`the global variable ${path}`);
}

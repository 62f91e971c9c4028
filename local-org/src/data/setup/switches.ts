/** What is on in the org as a whole: notes, Change Data Capture, the edition and its API. Part of `Setup`. */
import type { ChangeEvents } from '../../events/change-events.ts';
import type { ObjectSchema, OrgSchema } from '../../metadata/types.ts';
import { SalesforceError } from '../faults/errors.ts';
import type { Store } from '../store/store.ts';

export interface SwitchedOrg {
  schema: OrgSchema;
  store: Store;
  readonly organizationId: string;
  readonly changeEvents: ChangeEvents;
  accessChanged(): void;
}

export class Switches {
  readonly #org: SwitchedOrg;
  /** Takes how to undo a change. */
  readonly #changed: (undo: () => void) => void;
  readonly #off = new Set<string>();
  #isApiOn = true;

  constructor(org: SwitchedOrg, changed: (undo: () => void) => void) {
    this.#org = org;
    this.#changed = changed;
  }

  /** Whether the edition has the API: Salesforce Help, "API access in Salesforce editions". */
  get isApiOn(): boolean {
    return this.#isApiOn;
  }

  /** Objects of features that are off, in lower case: nobody sees them. */
  get off(): ReadonlySet<string> {
    return this.#off;
  }

  /** Salesforce Help, "Set Up Notes": where they are off, the org has no object ContentNote. Notes that exist are kept. */
  notes(on: boolean): void {
    const before = !this.#off.has('contentnote');
    if (on === before) return;
    this.#setNotes(on);
    this.#changed(() => this.#setNotes(before));
  }

  #setNotes(on: boolean): void {
    if (on) this.#off.delete('contentnote');
    else this.#off.add('contentnote');
    this.#org.accessChanged();
  }

  changeDataCapture(entities: string[]): void {
    const { changeEvents } = this.#org;
    const before = changeEvents.selected;
    changeEvents.select(entities);
    this.#changed(() => changeEvents.select(before));
  }

  /** @param name one of Organization's editions, `Professional Edition` or `Professional` */
  edition(name: string, api: boolean): void {
    const field = this.#organization.fields.get('organizationtype');
    const wanted = name.toLowerCase().replace(/ edition$/, '');
    const edition = field?.picklistValues.find(
      ({ value }) => value.toLowerCase().replace(/ edition$/, '') === wanted,
    )?.value;
    if (!edition)
      throw new SalesforceError(
        400,
        'INVALID_INPUT',
        `name must be one of ${field?.picklistValues.map(({ value }) => value).join(', ')}.`,
      );
    const { store, organizationId } = this.#org;
    const before = store.row(this.#organization, organizationId)?.['OrganizationType'] ?? null;
    const beforeApi = this.#isApiOn;
    this.#setEdition(edition, api);
    this.#changed(() => this.#setEdition(before as string, beforeApi));
  }

  #setEdition(edition: string, api: boolean): void {
    const { store, organizationId } = this.#org;
    store.transaction(() => store.update(this.#organization, organizationId, { OrganizationType: edition }));
    this.#isApiOn = api;
  }

  get #organization(): ObjectSchema {
    return this.#org.schema.object('Organization') as ObjectSchema;
  }
}

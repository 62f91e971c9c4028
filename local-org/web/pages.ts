import { objectLabels } from '../src/data/describe/labels.ts';
import type { Org, Session } from '../src/data/types.ts';
import type { FieldSchema, FlexiPageMetadata, ObjectSchema } from '../src/metadata/types.ts';
import { type Row, Rows } from '../src/uiapi/rows.ts';
import { type Cell, cellOf, fieldsNamed, recordUrl, titleOf } from './cells.ts';
import { type DetailSection, detailSections } from './details.ts';
import { pageLabel } from './field-labels.ts';
import { componentLayout, layoutOf, type PageRow, PLAIN_LAYOUT } from './flexipage.ts';
import { placingFor } from './placing.ts';
import { type HomeCard, homeCards } from './home.ts';
import { presentationOf, TITLE_FIELDS } from './presentation.ts';

export interface RecordRow {
  id: string;
  url: string;
  title: string;
  cells: Cell[];
}
export interface RelatedList {
  key: string;
  label: string;
  icon: string;
  total: number;
  rows: RecordRow[];
}
interface Titled {
  title: string;
  objectApiName: string;
  objectLabel: string;
  icon: string;
}
/** A page as the shell draws it, all in the viewer's words and within the viewer's rights. */
export type Page =
  | { kind: 'home'; cards: HomeCard[]; layout: PageRow[] | null }
  | ({
      kind: 'record';
      recordId: string;
      layout: PageRow[];
      highlights: Cell[];
      sections: DetailSection[];
      related: RelatedList[];
    } & Titled)
  | ({
      kind: 'list';
      nameLabel: string;
      sortedBy: string;
      columns: { label: string }[];
      rows: RecordRow[];
      total: number;
    } & Titled)
  | { kind: 'tab'; title: string; layout: PageRow[] }
  | { kind: 'notFound' }
  | { kind: 'noAccess'; what: string };

const LIST_ROWS = 50;
const RELATED_ROWS = 5;

/** Composes pages for one viewer. */
export class Pages {
  private readonly org: Org;
  private readonly session: Session;
  private readonly rows: Rows;
  private readonly formFactor: string;

  /** @param formFactor `Large`, `Medium` or `Small` */
  constructor(org: Org, session: Session, formFactor = 'Large') {
    this.org = org;
    this.formFactor = formFactor;
    this.session = session;
    this.rows = new Rows(org, session);
  }

  /** @param path one of Lightning's own addresses, `/lightning/r/Account/001…/view` */
  at(path: string): Page {
    const [root, kind, ...rest] = path.split('/').filter(Boolean);
    if (root === undefined || (root === 'lightning' && kind === undefined)) return this.home();
    if (root !== 'lightning') return { kind: 'notFound' };
    const [first = '', second = '', third = ''] = rest;
    if (kind === 'page' && first === 'home') return this.home();
    if (kind === 'r' && second === 'view') return this.record(first, null);
    if (kind === 'r' && third === 'view') return this.record(second, first);
    if (kind === 'o' && ['list', 'home', ''].includes(second)) return this.list(first);
    if (kind === 'n') return this.tab(first);
    return { kind: 'notFound' };
  }

  private objectLabel(object: ObjectSchema, plural: boolean): string {
    const { label, labelPlural } = objectLabels(this.session, object);
    return plural ? labelPlural : label;
  }

  private cells(row: Row, fields: FieldSchema[]): Cell[] {
    return fields.map((field) => cellOf(this.rows, row, field, pageLabel(this.session, row.object, field)));
  }

  private rowOf(row: Row, fields: FieldSchema[]): RecordRow {
    const id = String(row.values['Id']);
    return { id, url: recordUrl(row.object.name, id), title: titleOf(this.rows, row), cells: this.cells(row, fields) };
  }

  /**
   * The page that the app puts in place of Salesforce's own, for this form factor or else for the desktop; where no app
   * says anything, the package's only one.
   */
  private flexiPage(action: 'View' | 'Tab', target: string): FlexiPageMetadata | undefined {
    const { apps, flexiPages } = this.org.metadata;
    const named = (apps[0]?.overrides ?? []).filter((one) => one.action === action && one.target === target);
    const chosen =
      named.find(({ formFactor }) => formFactor === this.formFactor) ??
      named.find(({ formFactor }) => formFactor !== 'Small');
    if (chosen) return flexiPages.find(({ name }) => name === chosen.page);
    return flexiPages.find(({ type, sobjectType }) =>
      action === 'Tab' ? type === 'HomePage' : type === 'RecordPage' && sobjectType === target,
    );
  }

  private layout(page: FlexiPageMetadata): PageRow[] {
    return layoutOf(page, placingFor(this.org, this.session));
  }

  /** Salesforce's own Home page, where nothing takes its place, is the shell's cards. */
  private home(): Page {
    const page = this.flexiPage('Tab', 'standard-home');
    return { kind: 'home', cards: homeCards(this.rows), layout: page ? this.layout(page) : null };
  }

  private record(id: string, objectName: string | null): Page {
    const object = this.session.schema.byPrefix(id);
    if (!object || (objectName && objectName.toLowerCase() !== object.name.toLowerCase())) return { kind: 'notFound' };
    if (!this.session.access.canRead(object.name)) return { kind: 'noAccess', what: this.objectLabel(object, true) };
    const [row] = this.rows.find(object, { where: { Id: { eq: id } }, limit: 1, offset: 0 });
    if (!row) return { kind: 'notFound' };
    const { icon, highlights } = presentationOf(object.name);
    const page = this.flexiPage('View', object.name);
    return {
      kind: 'record',
      recordId: String(row.values['Id']),
      objectApiName: object.name,
      objectLabel: this.objectLabel(object, false),
      title: titleOf(this.rows, row),
      icon,
      layout: page ? this.layout(page) : PLAIN_LAYOUT,
      highlights: this.cells(row, fieldsNamed(this.rows, object, highlights)),
      sections: detailSections(this.rows, row),
      related: this.related(row),
    };
  }

  private related(row: Row): RelatedList[] {
    const id = String(row.values['Id']);
    return row.object.childRelationships.flatMap(({ childSObject, field, relationshipName }): RelatedList[] => {
      const child = this.session.schema.object(childSObject);
      if (!child || !relationshipName || !this.session.access.canRead(childSObject, field)) return [];
      const { columns, icon, newest } = presentationOf(child.name);
      const total = this.rows.count(child, { parent: { field, id } });
      if (total === 0) return [];
      const found = this.rows.find(child, {
        parent: { field, id },
        order: this.newestFirst(child, newest),
        limit: RELATED_ROWS,
        offset: 0,
      });
      const fields = fieldsNamed(this.rows, child, columns.filter((name) => name !== field).slice(0, 3));
      return [
        {
          key: relationshipName,
          label: this.objectLabel(child, true),
          icon,
          total,
          rows: found.map((one) => this.rowOf(one, fields)),
        },
      ];
    });
  }

  private newestFirst(object: ObjectSchema, name: string) {
    const [field] = fieldsNamed(this.rows, object, [name]);
    return field ? [{ column: `t."${field.name}"`, order: 'DESC' as const, nulls: 'LAST' as const }] : [];
  }

  private labelOf(object: ObjectSchema, name: string): string {
    const field = object.fields.get(name.toLowerCase());
    return field ? pageLabel(this.session, object, field) : name;
  }

  /** What the column of titles is headed. */
  private nameLabel(object: ObjectSchema): string {
    const titled = object.fields.get((TITLE_FIELDS[object.name] ?? '').toLowerCase());
    const field = titled ?? [...object.fields.values()].find(({ nameField }) => nameField);
    return field ? pageLabel(this.session, object, field) : object.label;
  }

  private list(objectName: string): Page {
    const object = this.session.schema.object(objectName);
    if (!object) return { kind: 'notFound' };
    const label = this.objectLabel(object, true);
    if (!this.session.access.canRead(object.name)) return { kind: 'noAccess', what: label };
    const { columns, icon, newest } = presentationOf(object.name);
    const fields = fieldsNamed(this.rows, object, columns);
    const found = this.rows.find(object, { order: this.newestFirst(object, newest), limit: LIST_ROWS, offset: 0 });
    return {
      kind: 'list',
      objectApiName: object.name,
      objectLabel: this.objectLabel(object, false),
      title: label,
      icon,
      nameLabel: this.nameLabel(object),
      sortedBy: this.labelOf(object, newest),
      columns: fields.map((field) => ({ label: pageLabel(this.session, object, field) })),
      rows: found.map((row) => this.rowOf(row, fields)),
      total: this.rows.count(object, {}),
    };
  }

  private tab(name: string): Page {
    const tab = this.org.metadata.tabs.find((one) => one.name === name);
    // Salesforce does not say of a hidden tab that there is one
    if (!tab || this.session.access.tab(name) === 'None') return { kind: 'notFound' };
    if (tab.customObject) return this.list(name);
    const title = this.org.metadata.tabLabels.get(this.session.user.LanguageLocaleKey)?.get(name) ?? tab.label;
    if (tab.lwcComponent) return { kind: 'tab', title, layout: componentLayout(tab.lwcComponent) };
    const page = this.org.metadata.flexiPages.find((one) => one.name === tab.flexiPage);
    if (page) return { kind: 'tab', title: title || page.label, layout: this.layout(page) };
    return { kind: 'notFound' };
  }
}

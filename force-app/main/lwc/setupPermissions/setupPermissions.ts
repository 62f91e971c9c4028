import { fill } from 'c/conversationModel';
import { missingGroups, missingLines, rightsTable } from 'c/setupModel';
import type { Cell, Health, Mark, MissingLine, RightsRow, ViewerRights } from 'c/setupModel';
import { objectName, rightName, words as shared } from 'c/setupWords';
import ACTIVITIES_ACCESS from '@salesforce/userPermission/ActivitiesAccess';
import EDIT_EVENT from '@salesforce/userPermission/EditEvent';
import EDIT_TASK from '@salesforce/userPermission/EditTask';
import ACCOUNT from '@salesforce/schema/Account';
import CONTACT from '@salesforce/schema/Contact';
import LEAD from '@salesforce/schema/Lead';
import OPPORTUNITY from '@salesforce/schema/Opportunity';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';
import { words } from './words';

const PERMISSION_SETS = '/lightning/setup/PermSets/home';
/** What the service names where no permission set of the package grants a right. */
const NO_SET = 'Debrief_Missing_Rights';

interface CellView {
  key: string;
  mark: Mark;
  /** What is said of a right that is neither there nor needed. */
  none?: string;
}
interface RowView {
  object: string;
  label: string;
  cells: CellView[];
  canOpen: boolean;
  isOpen: boolean;
  opened: 'true' | 'false';
  openLabel: string;
  chevron: string;
  fields: { key: string; label: string; marks: CellView[] }[];
}
interface InfoResult {
  data?: ObjectInfo;
  error?: unknown;
}

/** What the integration user needs and has, beside what the viewer may do, and exactly what is missing. */
export default class SetupPermissions extends LightningElement {
  @api health?: Health;
  words = words;
  shared = shared;
  setupPath = PERMISSION_SETS;
  legend: readonly Mark[] = ['yes', 'needed', 'recommended', 'notNeeded'];
  viewerRights: Record<string, ViewerRights> = {
    Task: activityRights(EDIT_TASK),
    Event: activityRights(EDIT_EVENT),
  };
  private open: readonly string[] = [];

  @wire(getObjectInfo, { objectApiName: ACCOUNT })
  handleAccount(result: InfoResult): void {
    this.learn('Account', result);
  }

  @wire(getObjectInfo, { objectApiName: CONTACT })
  handleContact(result: InfoResult): void {
    this.learn('Contact', result);
  }

  @wire(getObjectInfo, { objectApiName: LEAD })
  handleLead(result: InfoResult): void {
    this.learn('Lead', result);
  }

  @wire(getObjectInfo, { objectApiName: OPPORTUNITY })
  handleOpportunity(result: InfoResult): void {
    this.learn('Opportunity', result);
  }

  // By name: the object is not there at all while Notes is off.
  @wire(getObjectInfo, { objectApiName: 'ContentNote' })
  handleNote(result: InfoResult): void {
    this.learn('ContentNote', result);
  }

  get rights(): { key: string; label: string }[] {
    return ['user', 'viewer'].flatMap((who) =>
      (['read', 'edit', 'create'] as const).map((right) => ({ key: `${who} ${right}`, label: rightName(right) })),
    );
  }

  get rows(): RowView[] {
    return this.named ? rightsTable(this.named, this.viewerRights).map((row) => this.rowOf(row)) : [];
  }

  get groups() {
    const user = this.health?.user?.name ?? words.theUser;
    return missingGroups(this.named?.missing ?? []).map(({ permissionSet, mandatory, items }) => ({
      key: permissionSet,
      className: mandatory ? 'group needed' : 'group',
      heading:
        permissionSet === NO_SET
          ? fill(words.assignOwn, user)
          : fill(words.assign, user, permissionSet.replaceAll('_', ' ')),
      items: missingLines(items)
        .map((line) => ({ text: lineText(line), level: line.level }))
        .map(({ text, level }) => ({
          key: text,
          text,
          level: level === 'mandatory' ? words.mandatory : words.onlyRecommended,
          className: level === 'mandatory' ? 'item error' : 'item',
        })),
    }));
  }

  get hasMissing(): boolean {
    return this.groups.length > 0;
  }

  get isNeeded(): boolean {
    return (this.health?.missing ?? []).some(({ level }) => level === 'mandatory');
  }

  get tone(): 'error' | 'info' {
    return this.isNeeded ? 'error' : 'info';
  }

  get missingHeading(): string {
    return this.isNeeded ? words.missing : words.noneMandatory;
  }

  get xml(): string | undefined {
    return this.health?.permissionSetXml ?? undefined;
  }

  get message(): string {
    const { user, missing = [] } = this.health ?? {};
    return fill(
      words.forAdmin,
      user?.username ?? words.theUser,
      [...new Set(missing.map(({ permissionSet }) => permissionSet.replaceAll('_', ' ')))].join(', '),
      missingLines(missing).map(lineText).join('; '),
    );
  }

  handleToggle(event: Event): void {
    const { object = '' } = (event.currentTarget as HTMLElement).dataset;
    this.open = this.open.includes(object) ? this.open.filter((each) => each !== object) : [...this.open, object];
  }

  private learn(object: string, { data, error }: InfoResult): void {
    if (!data && !error) return;
    const rights = data
      ? { read: true, edit: data.updateable, create: data.createable, fields: data.fields }
      : { read: false, edit: false, create: false };
    this.viewerRights = { ...this.viewerRights, [object]: rights };
  }

  /** Fields as the viewer's language has them: of what it may not see, the integration user knows no label. */
  private get named(): Health | undefined {
    const { health, viewerRights } = this;
    const named = <Row extends { object: string; field: string; label: string }>(row: Row): Row => ({
      ...row,
      label: viewerRights[row.object]?.fields?.[row.field]?.label ?? row.label,
    });
    return health && { ...health, fields: health.fields.map(named), missing: health.missing.map(named) };
  }

  private rowOf({ object, label, user, viewer, fields }: RightsRow): RowView {
    const name = objectName(object, label);
    const isOpen = this.open.includes(object);
    return {
      object,
      label: name,
      cells: [...cellsOf('user', user), ...cellsOf('viewer', viewer, words.no)],
      canOpen: fields.length > 0,
      isOpen,
      opened: isOpen ? 'true' : 'false',
      openLabel: fill(words.fields, name),
      chevron: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
      fields: isOpen
        ? fields.map(({ field, label: fieldLabel, need, user: ofUser, viewer: ofViewer }) => ({
            key: `${field} ${need}`,
            label: fill(words.fieldRight, fieldLabel, rightName(need)),
            marks: [
              { key: 'user', mark: ofUser },
              { key: 'viewer', mark: ofViewer, none: words.no },
            ],
          }))
        : [],
    };
  }
}

function lineText({ kind, object, labels, right }: MissingLine): string {
  const names = labels.join(', ');
  if (kind === 'user') return names;
  if (kind === 'field') return fill(words.missingFields, objectName(object), rightName(right), names);
  return fill(words.missingItem, objectName(object, names), rightName(right));
}

/** Task and Event are no UI API objects: what may be done to them follows from user permissions. */
function activityRights(mayEdit: true | undefined): ViewerRights {
  const edit = mayEdit === true;
  return { read: ACTIVITIES_ACCESS === true, edit, create: edit };
}

function cellsOf(who: string, cells: readonly Cell[], none?: string): CellView[] {
  return cells.map(({ right, mark }) => ({ key: `${who} ${right}`, mark, none }));
}

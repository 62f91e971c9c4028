import { fill } from 'c/conversationModel';
import type { Segment } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

type Who = 'anybody' | 'customers' | 'prospects';
type Channel = Segment['notify']['channels'][number];

interface Row {
  key: string;
  at: number;
  name: string;
  who: Who;
  stages: string;
  /** How they are told. */
  ways: { name: 'owner' | Channel; label: string; checked: boolean }[];
  removeLabel: string;
}

/** Who is told of whose visit. Tells `segments` {segments} with every change. */
export default class SetupSegments extends LightningElement {
  @api segments: readonly Segment[] = [];
  words = words;
  whoOptions = [
    { value: 'anybody', label: words.anybody },
    { value: 'customers', label: words.customers },
    { value: 'prospects', label: words.prospects },
  ];

  get isNone(): boolean {
    return this.segments.length === 0;
  }

  get rows(): Row[] {
    return this.segments.map(({ name, when, notify: { owner, channels } }, at) => ({
      key: String(at),
      at,
      name,
      who: when.customer === undefined ? 'anybody' : when.customer ? 'customers' : 'prospects',
      stages: (when.stages ?? []).join(', '),
      ways: [
        { name: 'owner', label: words.tellOwner, checked: owner },
        { name: 'inApp', label: words.inApp, checked: channels.includes('inApp') },
        { name: 'slack', label: words.inSlack, checked: channels.includes('slack') },
      ],
      removeLabel: fill(words.remove, name),
    }));
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    const { value } = event.detail;
    const { name } = (event.currentTarget as HTMLElement).dataset;
    if (name === 'name') {
      this.change(event, (segment) => ({ ...segment, name: value }));
      return;
    }
    const stages = value
      .split(',')
      .map((stage) => stage.trim())
      .filter(Boolean);
    this.change(event, (segment) => {
      const { customer, ownerIds } = segment.when;
      return { ...segment, when: given({ customer, stages: stages.length > 0 ? stages : undefined, ownerIds }) };
    });
  }

  handleWho(event: CustomEvent<{ value: string }>): void {
    const { value } = event.detail;
    this.change(event, (segment) => {
      const customer = value === 'anybody' ? undefined : value === 'customers';
      return { ...segment, when: given({ ...segment.when, customer }) };
    });
  }

  handleCheck(event: CustomEvent<{ checked: boolean }>): void {
    const { checked } = event.detail;
    const { name = '' } = (event.currentTarget as HTMLElement).dataset;
    this.change(event, ({ notify, ...segment }) => {
      if (name === 'owner') return { ...segment, notify: { ...notify, owner: checked } };
      const others = notify.channels.filter((channel) => channel !== name);
      return { ...segment, notify: { ...notify, channels: checked ? [...others, name as Channel] : others } };
    });
  }

  handleAdd(): void {
    const names = new Set(this.segments.map(({ name }) => name));
    let count = this.segments.length + 1;
    while (names.has(fill(words.segmentNew, String(count)))) count += 1;
    const name = fill(words.segmentNew, String(count));
    const added: Segment = { name, when: {}, notify: { owner: true, userIds: [], channels: ['inApp'] } };
    this.tell([...this.segments, added]);
  }

  handleRemove(event: Event): void {
    const at = atOf(event);
    this.tell(this.segments.filter((_, each) => each !== at));
  }

  private change(event: Event, make: (segment: Segment) => Segment): void {
    const at = atOf(event);
    this.tell(this.segments.map((segment, each) => (each === at ? make(segment) : segment)));
  }

  private tell(segments: Segment[]): void {
    this.dispatchEvent(new CustomEvent('segments', { detail: { segments } }));
  }
}

/** Without what is not chosen: it holds for everybody. */
function given(when: Segment['when']): Segment['when'] {
  return Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined));
}

function atOf(event: Event): number {
  return Number((event.currentTarget as HTMLElement).dataset.at);
}

import { dayOf, fill, plural, viewer } from 'c/conversationModel';
import { countPeople, faultOf, findReps, usersOf } from 'c/setupModel';
import type { Call, People, Rep, SyncFault } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const PAGE_ROWS = 20;
const LEFT_OUT = 'leftOut';
const NONE = 'none';
const HOW: Record<Rep['how'], { text: string; className: string }> = {
  email: { text: words.howEmail, className: 'how' },
  hand: { text: words.howHand, className: 'how' },
  leftOut: { text: words.howLeftOut, className: 'how quiet' },
  none: { text: words.howNone, className: 'how error' },
};

interface Row {
  email: string;
  name?: string;
  how: string;
  howClass: string;
  facts: string;
  note?: string;
  value?: string;
  options: { value: string; label: string }[];
  label: string;
  fault?: string;
}

/** Whose conversations land with which user. Tells `announce` {text} and `refreshchecks` once a match is saved. */
export default class SetupPeople extends LightningElement {
  @api call?: Call;
  words = words;
  shared = shared;
  people?: People;
  fault?: SyncFault;
  term = '';
  note = '';
  private pages = 1;
  private faults: Readonly<Record<string, string>> = {};

  connectedCallback(): void {
    void this.load();
  }

  get isLoading(): boolean {
    return !this.people && !this.fault;
  }

  get isEmpty(): boolean {
    return this.people?.reps.length === 0;
  }

  get emptyWords(): string {
    return fill(words.none, count(this.people?.users.length ?? 0));
  }

  get counts(): string {
    const { none, hand, email, leftOut } = countPeople(this.people?.reps ?? []);
    const parts: [number, string, string][] = [
      [none, words.countNone, words.countNone],
      [hand, words.countHand, words.countHand],
      [email, words.countEmail, words.countEmail],
      [leftOut, words.countLeftOutOne, words.countLeftOutOther],
    ];
    return parts
      .filter(([figure]) => figure > 0)
      .map(([figure, one, other]) => plural(figure, { one, other }, viewer))
      .join(' · ');
  }

  get hasNone(): boolean {
    return countPeople(this.people?.reps ?? []).none > 0;
  }

  get found(): Rep[] {
    return findReps(this.people?.reps ?? [], this.term);
  }

  get rows(): Row[] {
    const users = this.users;
    return this.found.slice(0, PAGE_ROWS * this.pages).map((rep) => this.rowOf(rep, users));
  }

  get isNobody(): boolean {
    return this.found.length === 0;
  }

  get hasMore(): boolean {
    return this.found.length > PAGE_ROWS * this.pages;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.term = event.detail.value;
    this.pages = 1;
  }

  handleMore(): void {
    this.pages += 1;
  }

  async handleChoice(event: CustomEvent<{ value: string }>): Promise<void> {
    const { email = '' } = (event.currentTarget as HTMLElement).dataset;
    await this.match(email, event.detail.value);
  }

  private get users(): { value: string; label: string }[] {
    if (!this.people) return [];
    return usersOf(this.people, viewer.locale).map(({ id, name, email }) => ({
      value: id,
      label: email ? `${name} · ${email}` : name,
    }));
  }

  private async load(): Promise<void> {
    try {
      this.people = (await this.call?.('listUsers')) as People;
      this.fault = undefined;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  private async match(email: string, choice: string): Promise<void> {
    const rep = this.people?.reps.find((each) => each.email === email);
    if (!this.call || !rep) return;
    const inputs =
      choice === LEFT_OUT
        ? { email, leftOut: true }
        : { email, userId: choice, ...(rep.leftOut ? { leftOut: false } : {}) };
    this.faults = { ...this.faults, [email]: '' };
    try {
      const { queued } = (await this.call('matchUser', inputs)) as { queued?: number };
      await this.load();
      const who = rep.name ?? email;
      this.note = queued ? fill(words.saved, who, count(queued)) : fill(words.savedPlain, who);
      this.dispatchEvent(new CustomEvent('refreshchecks', { bubbles: true }));
    } catch (thrown) {
      this.faults = { ...this.faults, [email]: faultOf(thrown).message };
      this.people = this.people && { ...this.people };
    }
  }

  private rowOf(rep: Rep, users: { value: string; label: string }[]): Row {
    const { email, name, how, conversations, lastSeen, note, userId, leftOut } = rep;
    const off = { value: LEFT_OUT, label: words.leaveOut };
    return {
      email,
      name: name ?? undefined,
      how: HOW[how].text,
      howClass: HOW[how].className,
      facts: [
        plural(conversations, { one: words.conversationsOne, other: words.conversationsOther }, viewer),
        lastSeen ? fill(words.seen, dayOf(lastSeen, viewer, Date.now())) : '',
      ]
        .filter(Boolean)
        .join('\u00a0· '),
      note: note && how !== 'none' ? note : undefined,
      value: leftOut ? LEFT_OUT : (userId ?? undefined),
      options: [...(how === 'hand' ? [{ value: NONE, label: words.noMatch }] : []), off, ...users],
      label: fill(words.userOf, name ?? email),
      fault: this.faults[email] || undefined,
    };
  }
}

function count(value: number): string {
  return new Intl.NumberFormat(viewer.locale).format(value);
}
